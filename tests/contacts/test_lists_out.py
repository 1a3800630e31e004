"""The people known are taken away: by whoever may, for a reason, with no formula, and come back as they were."""

import csv
import io

import pytest
import vobject
from django.utils import timezone
from python_calamine import CalamineWorkbook

from entregent.accounts.models import Role
from entregent.contacts.actions import leave_in_peace
from entregent.contacts.lists.out import as_cards, as_csv
from entregent.contacts.models import Contact
from entregent.history.models import Entry
from tests.contacts.lists import MESSY, brought_in, taken_in, verdicts
from tests.people import make_team

pytestmark = pytest.mark.django_db
ADDRESS = "/w/les-amis-du-tri/people/export/"


@pytest.fixture
def known(people):
    taken_in(people, MESSY.encode(), tag="Salon")
    return people


def body(client, query="", **given) -> bytes:
    answer = client.post(ADDRESS + query, {"form": "csv", "reason": "Envoi du bulletin", **given})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_table_holds_no_formula_and_comes_back_as_it_was(known, client):
    client.force_login(known.alice)
    made = body(client)
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";" if b";" in made[:60] else ","))
    assert len(rows) == 5
    assert "'=cmd|'/C calc'!A0" in {row[0] for row in rows}
    assert {verdict for *_, verdict in verdicts(brought_in(known, made))} == {"known"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_columns_are_known_again_in_each_language(known, client, language):
    from django.utils.translation import override

    with override(language):
        made = "".join(as_csv(Contact.objects.all(), "oui"))
    assert {verdict for *_, verdict in verdicts(brought_in(known, made.encode()))} == {"known"}


def test_a_workbook_is_read_by_another_reader(known, client):
    client.force_login(known.alice)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body(client, form="xlsx"))).get_sheet_by_index(0).to_python()
    assert len(rows) == 5
    assert "=cmd|'/C calc'!A0" in {row[0] for row in rows}


def test_cards_are_read_by_another_reader_and_come_back(known, client):
    client.force_login(known.alice)
    made = body(client, form="vcf")
    cards = {card.fn.value: card for card in vobject.readComponents(made.decode())}
    fatou = cards["Fatou Diop"]
    assert sorted(line.value for line in fatou.contents["email"]) == ["F.Diop@mail.example", "fatou@of.example"]
    assert fatou.n.value.family == "Diop"
    assert fatou.categories.value == ["Salon"]
    assert all(len(line.encode()) <= 75 for line in made.decode().split("\r\n"))
    again = brought_in(known, made, "a.vcf")
    assert {verdict for *_, verdict in verdicts(again)} <= {"known", "merge"}


def test_it_is_recorded_with_its_reason_and_asks_for_one(known, client):
    client.force_login(known.alice)
    assert client.post(ADDRESS, {"form": "csv", "reason": " "}).status_code == 422
    body(client, "?q=fatou")
    entry = Entry.objects.get(event="contacts.exported")
    assert (entry.facts["reason"], entry.facts["count"], entry.facts["form"]) == ("Envoi du bulletin", 1, "csv")


def test_those_left_in_peace_stay_behind_unless_asked_for(known, client):
    client.force_login(known.alice)
    fatou = Contact.objects.get(family_name="Diop")
    leave_in_peace(fatou, by=known.alice, now=timezone.now())
    assert b"Fatou" not in body(client)
    assert b"Fatou" in body(client, with_peace="on")


def test_whoever_sees_people_may_not_take_them_away(known, client):
    client.force_login(make_team(known.workspace)[Role.WRITER])
    assert client.get("/w/les-amis-du-tri/people/").status_code == 200
    assert "/people/export/" not in client.get("/w/les-amis-du-tri/people/").content.decode()
    assert client.post(ADDRESS, {"form": "csv", "reason": "x"}).status_code == 403
    assert not Entry.objects.filter(event="contacts.exported").exists()


def test_a_long_list_is_asked_for_in_few_questions(known, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        list(as_cards(Contact.objects.all()))
