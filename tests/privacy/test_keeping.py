"""Those who give no sign for too long are proposed, and a person decides; only what comes from them is a sign."""

from datetime import date, timedelta

import pytest

from entregent.accounts.errors import NotAllowedError
from entregent.contacts.actions import note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Contact, Fact
from entregent.core.rights import answer_due, months_after, notice_due
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.keeping import erase_past, keep_on
from entregent.privacy.actions.links import note_opened, open_link
from entregent.privacy.errors import NeedsWordsError
from entregent.privacy.models import Erasure
from entregent.privacy.selectors import past_keeping
from entregent.relations.actions import note_exchange, receive_idea
from tests.privacy.conftest import NOW, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 3)
LONG_AGO = NOW - timedelta(days=4 * 366)
LATELY = NOW - timedelta(days=100)


@pytest.fixture
def old(people) -> Contact:
    return person(people, "Ancien Ami", "ancien@example.org", came=LONG_AGO)


def past(people) -> list[Contact]:
    return list(past_keeping(people.workspace, TODAY))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 6, 3), -36, date(2023, 6, 3)),
    ],
)
def test_months_end_where_months_end(day, months, later):
    assert months_after(day, months) == later


def test_the_days_of_the_law():
    assert answer_due(date(2026, 8, 31)) == date(2026, 9, 30)
    assert answer_due(date(2026, 8, 31), is_extended=True) == date(2026, 11, 30)
    assert notice_due(date(2026, 1, 30)) == date(2026, 2, 28)


def test_somebody_without_a_sign_for_three_years_is_proposed(old, malik, people):
    assert past(people) == [old]


def test_what_we_write_is_no_sign_of_theirs(old, people):
    note_exchange(old, manner="email", side="us", at=LATELY, by=people.bob, now=LATELY)
    assert past(people) == [old]


@pytest.mark.parametrize("sign", ["word", "call together", "idea", "said", "request", "page"])
def test_each_sign_of_theirs_keeps_them(sign, old, people):
    if sign == "word":
        note_exchange(old, manner="email", side="them", at=LATELY, by=people.bob, now=LATELY)
    elif sign == "call together":
        note_exchange(old, manner="call", side="both", at=LATELY, by=people.bob, now=LATELY)
    elif sign == "idea":
        receive_idea(old, "Un bac par rue", at=LATELY, by=people.bob, now=LATELY)
    elif sign == "said":
        source = Source(Fact.How.SAID, LATELY.date())
        note_fact(old, kind=Fact.Kind.TOPIC, value="compost", source=source, by=people.bob, now=LATELY)
    elif sign == "request":
        ask(old, kind="access", via="letter", by=people.bob, now=LATELY)
    else:
        note_opened(open_link(old, by=people.bob, now=LATELY), now=LATELY)
    assert past(people) == []


def test_kept_on_with_a_reason_for_a_year(old, people):
    with pytest.raises(NeedsWordsError):
        keep_on(old, "", by=people.alice, now=NOW, today=TODAY)
    keep_on(old, "Figure de l’histoire du quartier", by=people.alice, now=NOW, today=TODAY)
    assert past(people) == []
    assert list(past_keeping(people.workspace, date(2027, 6, 4))) == [old]


def test_a_person_confirms_and_a_sign_that_came_meanwhile_saves_them(old, people):
    other = person(people, "Autre Ami", "autre@example.org", came=LONG_AGO)
    note_exchange(old, manner="email", side="them", at=LATELY, by=people.bob, now=LATELY)

    assert erase_past(people.workspace, [old.pk, other.pk], by=people.alice, now=NOW, today=TODAY) == 1
    assert set(people.workspace.contacts.values_list("name", flat=True)) == {"Ancien Ami"}
    assert Erasure.objects.get().why == Erasure.Why.PAST


def test_only_some_decide(old, people):
    with pytest.raises(NotAllowedError):
        erase_past(people.workspace, [old.pk], by=people.bob, now=NOW, today=TODAY)
    with pytest.raises(NotAllowedError):
        keep_on(old, "Parce que", by=people.bob, now=NOW, today=TODAY)
