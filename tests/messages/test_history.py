"""What passed between us, by the days of the workspace, so that rules about days read it right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from entregent.accounts.models import Workspace
from entregent.accounts.selectors import day_of
from entregent.core.etiquette import Kind
from entregent.core.lifecycle import Answer
from entregent.messages.facts import history_of
from entregent.messages.gate import judge
from entregent.messages.models import Message
from entregent.messages.personal_data import held
from entregent.relations.actions import answer_ask, make_ask, note_exchange
from entregent.relations.actions.asks import Asked
from tests.messages.conftest import NOW

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 6, 3, 1, tzinfo=UTC)  # the evening of 2 June in the Antilles


@pytest.fixture
def antilles(people) -> Workspace:
    Workspace.objects.filter(pk=people.workspace.pk).update(time_zone="America/Martinique")
    people.workspace.refresh_from_db()
    return people.workspace


def codes(message, now=NOW) -> set[str]:
    return {one.code for one in judge(message, now=now).findings}


@pytest.mark.parametrize("hours", [-2, 0, 2])
def test_a_no_is_the_last_word_of_its_day(draft, malik, people, hours):
    asked = NOW - timedelta(days=20)
    said = NOW - timedelta(days=10)
    ask = make_ask(malik, Asked("relire notre guide du compost"), at=asked, by=people.bob, now=NOW)
    answer_ask(ask, Answer.NO, at=said, by=people.bob, now=NOW)
    note_exchange(malik, manner="email", side="them", at=said + timedelta(hours=hours), by=people.bob, now=NOW)

    assert "M106" in codes(draft)


def test_what_they_say_the_day_after_a_no_changes_it(draft, malik, people):
    ask = make_ask(malik, Asked("relire notre guide du compost"), at=NOW - timedelta(days=20), by=people.bob, now=NOW)
    answer_ask(ask, Answer.NO, at=NOW - timedelta(days=10), by=people.bob, now=NOW)
    note_exchange(malik, manner="email", side="them", at=NOW - timedelta(days=9), by=people.bob, now=NOW)

    assert "M106" not in codes(draft)


def test_it_comes_the_latest_first(malik, people):
    for days in (3, 1, 2):
        note_exchange(malik, manner="email", side="us", at=NOW - timedelta(days=days), by=people.bob, now=NOW)
    make_ask(malik, Asked("relire notre guide"), at=NOW - timedelta(days=2, hours=1), by=people.bob, now=NOW)

    told = history_of(malik, by=people.bob, now=NOW)
    assert [(one.when.day, one.kind) for one in told] == [
        (2, Kind.MESSAGE),
        (1, Kind.MESSAGE),
        (1, Kind.ASK),
        (31, Kind.MESSAGE),
    ]


def test_what_passed_this_evening_passed_today(antilles, draft, malik, people):
    note_exchange(malik, manner="email", side="us", at=EVENING, by=people.alice, now=EVENING)
    make_ask(malik, Asked("relire notre guide"), at=EVENING, by=people.alice, now=EVENING)

    now = EVENING + timedelta(minutes=5)
    assert {one.when for one in history_of(malik, by=people.bob, now=now)} == {date(2026, 6, 2)}
    draft.refresh_from_db()
    assert "M101" in codes(draft, now)


def test_what_is_told_to_them_has_the_days_of_the_workspace(antilles, draft, malik):
    Message.objects.update(state=Message.State.SENT, ended_at=EVENING, removed_at=EVENING)
    with translation.override("en"):
        (row,) = held([malik])

    assert day_of(EVENING, antilles) == row.on == date(2026, 6, 2)
    assert "June 2, 2026" in row.source or "2 June 2026" in row.source
