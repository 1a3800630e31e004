"""One form for every value, from and to both databases."""

import uuid
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from entregent.backup.columns import KINDS, canonical_json, decimal_text
from entregent.backup.errors import BackupError
from entregent.backup.rows import go_on_from, last_number, load_rows, read_rows, sum_of
from entregent.backup.tables import _column, _table, other_tables, read_schema
from tests.backup.installations import SEARCH_TABLES

PARIS = timezone(timedelta(hours=2))


@pytest.fixture
def everything(transactional_db):
    """A table with a column of each kind, in the database of the run."""
    with isolate_apps("tests"):

        class Everything(models.Model):
            text = models.TextField(null=True)
            count = models.BigIntegerField(null=True)
            share = models.FloatField(null=True)
            price = models.DecimalField(max_digits=10, decimal_places=3, null=True)
            yes = models.BooleanField(null=True)
            at = models.DateTimeField(null=True)
            day = models.DateField(null=True)
            hour = models.TimeField(null=True)
            lasts = models.DurationField(null=True)
            said = models.JSONField(null=True)
            image = models.BinaryField(null=True)
            mark = models.UUIDField(null=True)
            address = models.GenericIPAddressField(null=True)
            parent = models.ForeignKey("self", models.CASCADE, null=True)

            class Meta:
                app_label = "tests"

        with connection.schema_editor() as editor:
            editor.create_model(Everything)
        yield Everything
        with connection.schema_editor() as editor:
            editor.delete_model(Everything)


ROW = {
    "text": 'Zoé dit « oui »\n\t"\\N\\."\u2028🜁',
    "count": -(2**63),
    "share": 0.1,
    "price": Decimal("-12.5"),
    "yes": False,
    "at": datetime(2026, 5, 1, 10, 30, 0, 120, tzinfo=PARIS),
    "day": date(2, 5, 1),
    "hour": time(8, 30),
    "lasts": timedelta(days=-1, microseconds=1),
    "said": {"b": [1.0, None, -1e-7, "é"], "a": {}},
    "image": b"\x00\xff",
    "mark": uuid.UUID(int=2**127 + 1),
    "address": "2001:db8::1",
}
LINES = (
    b'[1,"Zo\xc3\xa9 dit \xc2\xab oui \xc2\xbb\\n\\t\\"\\\\N\\\\.\\"\xe2\x80\xa8\xf0\x9f\x9c\x81",-9223372036854775808,0.1,'
    b'"-12.500",false,"2026-05-01T08:30:00.000120Z","0002-05-01","08:30:00",-86399999999,'
    b'"{\\"a\\":{},\\"b\\":[1.0,null,-1e-07,\\"\\\\u00e9\\"]}","AP8=",'
    b'"80000000000000000000000000000001","2001:db8::1",null]\n'
    b"[2,null,null,null,null,null,null,null,null,null,null,null,null,null,1]\n"
)


def test_every_kind_has_one_form_on_every_database_and_comes_back(everything):
    first = everything.objects.create(**ROW)
    everything.objects.create(parent=first)
    table = _table(everything)
    assert {column.kind for column in table.columns} == set(KINDS.values())
    with transaction.atomic():
        assert b"".join(piece for piece, _ in read_rows(connection, table)) == LINES
        everything.objects.all().delete()
        load_rows(connection, table, iter(LINES.splitlines()))
        assert b"".join(piece for piece, _ in read_rows(connection, table)) == LINES
    kept = everything.objects.get(pk=1)
    for name, value in ROW.items():
        found = getattr(kept, name)
        assert (bytes(found) if name == "image" else found) == value
    assert everything.objects.get(pk=2).parent == kept
    assert everything.objects.get(said=ROW["said"] if connection.vendor == "postgresql" else kept.said) == kept


def test_numbers_go_on_after_the_last_even_where_it_is_gone(everything):
    table = _table(everything)
    assert last_number(connection, table) == 0
    for _ in range(3):
        everything.objects.create()
    everything.objects.get(pk=3).delete()
    assert last_number(connection, table) == 3
    go_on_from(connection, table, 40)
    assert everything.objects.create().pk == 41


def test_a_value_that_does_not_fit_names_its_table(everything):
    line = LINES.splitlines()[0].replace(b"0002-05-01", b"yesterday").replace(b"AP8=", b"A")
    with pytest.raises(BackupError, match="does not fit: tests_everything"), transaction.atomic():
        load_rows(connection, _table(everything), iter([line]))


def test_rows_come_in_the_order_of_bytes_whatever_the_language(transactional_db):
    with isolate_apps("tests"):

        class Named(models.Model):
            name = models.CharField(max_length=10, primary_key=True)

            class Meta:
                app_label = "tests"

        with connection.schema_editor() as editor:
            editor.create_model(Named)
        try:
            Named.objects.bulk_create(Named(name=name) for name in ("é", "Z", "a", "_", "Zoé", "e"))
            with transaction.atomic():
                lines = b"".join(piece for piece, _ in read_rows(connection, _table(Named)))
            assert lines.decode().split() == ['["Z"]', '["Zoé"]', '["_"]', '["a"]', '["e"]', '["é"]']
        finally:
            with connection.schema_editor() as editor:
                editor.delete_model(Named)


def test_a_kind_that_nobody_knows_is_refused_by_the_name_of_its_column():
    class Curious(models.Field):
        def get_internal_type(self) -> str:
            return "Curious"

    with isolate_apps("tests"):

        class Odd(models.Model):
            thing = Curious()

            class Meta:
                app_label = "tests"

        with pytest.raises(BackupError, match=r"unknown column: tests_odd\.thing"):
            _column(Odd._meta.get_field("thing"))


@pytest.mark.django_db
def test_every_table_of_this_version_can_be_saved():
    """Rows in a table that no model describes would be lost: a new one must say here why it may be."""
    schema = read_schema(connection)
    assert len(schema.tables) > 10
    assert set(other_tables(connection, schema)) <= SEARCH_TABLES | {"shared_cache"}  # counts of an hour


@pytest.mark.django_db
def test_two_readings_of_a_table_have_one_sum(people):
    tables = {table.label: table for table in read_schema(connection).tables}
    with transaction.atomic():
        first = sum_of(connection, tables["accounts_user"])
        assert first.rows == 3
        assert sum_of(connection, tables["accounts_user"]).sha256 == first.sha256
        people.alice.name = "Alicia"
        people.alice.save()
        assert sum_of(connection, tables["accounts_user"]).sha256 != first.sha256


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(json_values)
def test_canonical_json_means_the_same_and_stays_as_it_is(value):
    import json

    text = canonical_json(json.dumps(value))
    assert json.loads(text) == value
    assert canonical_json(text) == text
    assert "e+" not in text.replace("\\", "") or any("e+" in one for one in json.dumps(value).split('"')[1::2])


@pytest.mark.parametrize(("value", "places", "text"), [(0.1, 3, "0.100"), (5, 2, "5.00"), (Decimal("1E+2"), 0, "100")])
def test_decimals_have_their_digits(value, places, text):
    assert decimal_text(value, places) == text


def test_moments_without_a_fraction_are_written_as_django_does():
    from entregent.backup.columns import Column, Kind, reader, writer

    at = Column("at", Kind.MOMENT)
    read, write = reader(at, "sqlite"), writer(at, "sqlite")
    for text in ("2026-05-01 08:30:00", "2026-05-01 08:30:00.000120"):
        assert write(read(text)) == text
    assert read("2026-05-01 10:30:00+02:00") == "2026-05-01T08:30:00.000000Z"
    assert read(str(datetime(2026, 5, 1, 8, 30, tzinfo=UTC))) == "2026-05-01T08:30:00.000000Z"
