import pytest

from tests.architecture.foreign_keys import foreign_key_complaints
from tests.architecture.rooms import PACKAGE, ladder_rungs
from tests.architecture.verdict import expect_none


def test_foreign_keys_of_entregent_point_down():
    expect_none(foreign_key_complaints(PACKAGE, ladder_rungs()))


@pytest.mark.parametrize(
    ("room", "field", "target"),
    [
        ("contacts", 'models.ForeignKey("watches.Watch", models.CASCADE)', "watches"),
        ("contacts", 'models.ForeignKey(to="listening.Post", on_delete=models.CASCADE)', "listening"),
        ("contacts", 'OneToOneField("relations.Relationship", CASCADE)', "relations"),
        ("contacts", 'models.ManyToManyField("Contact", through="campaigns.Guest")', "campaigns"),
        ("protection", 'models.ForeignKey("editorial.Story", models.CASCADE)', "editorial"),
        ("jobs", "models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)", "accounts"),
    ],
)
def test_it_refuses_a_key_that_points_up_or_across(package, write, room, field, target):
    write(f"{room}/models.py", f"class Row:\n    key = {field}\n")

    complaints = foreign_key_complaints(package, ladder_rungs())

    assert len(complaints) == 1
    assert complaints[0].startswith(f"{room}/models.py:2 points up or across from {room} to {target};")


def test_it_reads_migrations_too(package, write):
    write("contacts/migrations/0001_first.py", "models.ForeignKey(to='watches.watch', on_delete=CASCADE)")

    assert len(foreign_key_complaints(package, ladder_rungs())) == 1


@pytest.mark.parametrize(
    "field",
    [
        'models.ForeignKey("contacts.Contact", models.CASCADE)',
        'models.ForeignKey("Mention", models.CASCADE)',
        'models.ForeignKey("self", models.CASCADE)',
        'models.ForeignKey("watches.Watch", models.CASCADE)',
        'models.ForeignKey("contenttypes.ContentType", models.CASCADE)',
        "models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)",
        "models.ForeignKey(Post, models.CASCADE)",
    ],
)
def test_it_accepts_a_key_that_points_down_or_stays(package, write, field):
    write("watches/models.py", f"class Row:\n    key = {field}\n")

    assert foreign_key_complaints(package, ladder_rungs()) == []
