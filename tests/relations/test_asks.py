"""What we ask of somebody: few follow-ups, a budget over everything we ask, an answer with what follows from it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Answer, Budget, Refusal, Silence
from entregent.history.models import Entry
from entregent.relations.actions import (
    Asked,
    answer_ask,
    close_ask,
    follow_up_ask,
    make_ask,
    note_exchange,
    remove_ask,
    reopen_ask,
    set_budget,
    take_back_answer,
    take_back_follow_up,
)
from entregent.relations.errors import AskedEnoughError, FollowedUpEnoughError, LeftInPeaceError, PastError
from entregent.relations.models import Ask, AskBudget
from entregent.relations.selectors import asking_of, duties, relation_of, touch_of
from tests.people import make_team

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


@pytest.fixture
def fatou(people) -> Contact:
    return keep_contact(people.workspace, Identity("Fatou Diop", owner=people.bob), by=people.alice)


def asked(people, contact, *, days_ago: float = 0, what: str = "Relire notre page", **told) -> Ask:
    told = {"by": people.bob, "now": NOW} | told
    return make_ask(contact, Asked(what), at=NOW - days_ago * DAY, **told)


def owed(people, now=NOW) -> list[tuple[str, bool]]:
    return [(one.kind.value, one.is_late) for one in duties(people.workspace, now, zone=ZoneInfo("Europe/Paris"))]


def test_an_ask_is_followed_up_twice_and_no_more(people, fatou):
    ask = asked(people, fatou, days_ago=30)
    assert owed(people) == [("follow up", False)]
    follow_up_ask(ask, at=NOW - 20 * DAY, by=people.bob)
    with pytest.raises(FollowedUpEnoughError) as soon:
        follow_up_ask(ask, at=NOW - 19 * DAY, by=people.bob)
    assert soon.value.told.refusal is Refusal.TOO_SOON
    follow_up_ask(ask, at=NOW - 10 * DAY, by=people.bob)
    with pytest.raises(FollowedUpEnoughError) as never:
        follow_up_ask(ask, at=NOW, by=people.bob)
    assert never.value.told.refusal is Refusal.TWICE
    assert owed(people) == [("let be", False)]
    take_back_follow_up(ask, by=people.bob)
    assert owed(people) == [("follow up", False)]
    close_ask(ask, at=NOW, by=people.bob)
    assert owed(people) == []
    reopen_ask(ask, by=people.bob)
    assert owed(people) == [("follow up", False)]


def test_everything_we_ask_counts_together_and_a_reason_is_kept(people, fatou):
    for days_ago in (300, 200, 100):
        answer_ask(asked(people, fatou, days_ago=days_ago), Answer.NO, at=NOW - 99 * DAY, by=people.bob, now=NOW)
    assert asking_of(fatou, NOW).refusal is Refusal.SPENT
    with pytest.raises(AskedEnoughError) as refused:
        asked(people, fatou, by=people.alice)
    assert refused.value.asking.since == NOW + 65 * DAY
    ask = asked(people, fatou, despite="Elle l’a proposé elle-même.")
    assert Entry.objects.get(event="relations.asked_despite").facts["reason"] == ask.despite
    remove_ask(ask, by=people.bob, now=NOW)
    assert asking_of(fatou, NOW).left == 0
    first = fatou.asks.order_by("asked_at")[0]
    remove_ask(first, by=people.bob, now=NOW)
    assert asking_of(fatou, NOW).is_right


def test_one_thing_at_a_time_then_rest(people, fatou):
    ask = asked(people, fatou, days_ago=3)
    assert asking_of(fatou, NOW).refusal is Refusal.OPEN
    answer_ask(ask, Answer.YES, at=NOW - 2 * DAY, by=people.bob, now=NOW, words="Avec plaisir !")
    assert asking_of(fatou, NOW).refusal is Refusal.RESTING
    assert owed(people) == []
    assert owed(people, NOW + 14 * DAY) == [("thank", False)]
    assert owed(people, NOW + 30 * DAY) == [("thank", True)]
    close_ask(ask, at=NOW, by=people.bob)
    assert owed(people, NOW + 30 * DAY) == []
    assert asking_of(fatou, NOW).since == NOW + 60 * DAY


def test_what_is_wanted_by_a_day_is_asked_after_the_next_working_morning(people, fatou):
    friday = NOW.date() + 4 * DAY
    ask = make_ask(fatou, Asked("Une photo", wanted_on=friday), at=NOW, by=people.bob, now=NOW)
    answer_ask(ask, Answer.YES, at=NOW, by=people.bob, now=NOW)
    assert ask.due_at == datetime(2026, 6, 8, 7, tzinfo=UTC)


def test_later_waits_for_the_day_they_named(people, fatou):
    ask = asked(people, fatou, days_ago=20)
    with pytest.raises(ValueError, match="later"):
        answer_ask(ask, Answer.LATER, at=NOW, by=people.bob, now=NOW)
    with pytest.raises(PastError):
        answer_ask(ask, Answer.LATER, at=NOW, by=people.bob, now=NOW, back_on=NOW.date())
    answer_ask(ask, Answer.LATER, at=NOW, by=people.bob, now=NOW, back_on=(NOW + 40 * DAY).date())
    assert owed(people, NOW + 39 * DAY) == []
    assert owed(people, NOW + 42 * DAY) == [("follow up", False)]


def test_an_answer_is_a_sign_of_life_and_an_ask_is_none(people, fatou):
    note_exchange(fatou, manner="call", side="both", at=NOW - 200 * DAY, by=people.bob, now=NOW)
    ask = asked(people, fatou, days_ago=1)
    assert touch_of(relation_of(fatou), NOW).silence is Silence.TOO_LONG
    answer_ask(ask, Answer.NO, at=NOW, by=people.bob, now=NOW)
    assert touch_of(relation_of(fatou), NOW).silence is Silence.NONE
    assert owed(people) == []
    take_back_answer(ask, by=people.bob, now=NOW)
    assert ("silence", True) in owed(people)


def test_what_cannot_be_asked_is_refused(people, fatou):
    with pytest.raises(PastError):
        asked(people, fatou, days_ago=-1)
    with pytest.raises(ValueError, match="purpose"):
        asked(people, fatou, what="  ")
    leave_in_peace(fatou, topic="Le sport", by=people.bob, now=NOW)
    asked(people, fatou, days_ago=400)
    leave_in_peace(fatou, by=people.bob, now=NOW)
    with pytest.raises(LeftInPeaceError):
        asked(people, fatou, despite="Quand même")
    with pytest.raises(NotAllowedError):
        asked(people, fatou, by=make_team(people.workspace)[Role.READER])


def test_on_screen_an_ask_is_noted_answered_and_a_third_return_is_refused_in_words(people, fatou, client):
    client.force_login(people.bob)
    base = f"/w/les-amis-du-tri/people/{fatou.pk}/"
    month_ago = timezone.localdate() - 30 * DAY
    form = {"purpose": "Relire notre page", "effort": "Dix minutes", "asked_on": month_ago}
    assert client.post(f"{base}asks/", form).status_code == 302
    ask = fatou.asks.get()
    second = client.post(f"{base}asks/", {"purpose": "Autre chose"}, headers={"accept-language": "fr"})
    assert second.status_code == 422
    assert "attend encore" in second.content.decode()
    assert 'value="Autre chose"' in second.content.decode()
    now = timezone.now()
    for days_ago in (20, 10):
        follow_up_ask(ask, at=now - days_ago * DAY, by=people.bob)
    third = client.post(f"{base}asks/{ask.pk}/", {"deed": "follow-up"}, follow=True, headers={"accept-language": "fr"})
    assert "deux fois" in third.content.decode()
    assert ask.follow_ups.count() == 2
    client.post(f"{base}asks/{ask.pk}/", {"deed": "later", "back_on": "2020-01-01"})
    ask.refresh_from_db()
    assert ask.answer == Answer.NONE
    client.post(f"{base}asks/{ask.pk}/", {"deed": "yes"})
    ask.refresh_from_db()
    assert ask.answer == Answer.YES
    assert "Dix minutes" in client.get(base).content.decode()


def test_a_workspace_says_how_often_it_asks_and_how_long_they_rest(people, fatou, client):
    page = "/w/les-amis-du-tri/people/rhythms/"
    client.force_login(people.alice)
    for days_ago in (300, 200, 100):
        close_ask(asked(people, fatou, days_ago=days_ago), at=NOW - (days_ago - 1) * DAY, by=people.bob)
    assert asking_of(fatou, NOW).refusal is Refusal.SPENT
    client.post(f"{page}asks/", {"asks": 5, "rest": 10})
    assert asking_of(fatou, NOW).left == 2
    yes = asked(people, fatou, days_ago=20)
    answer_ask(yes, Answer.YES, at=NOW - 15 * DAY, by=people.bob, now=NOW)
    close_ask(yes, at=NOW - 12 * DAY, by=people.bob)
    assert asking_of(fatou, NOW).is_right
    client.post(f"{page}asks/", {"asks": 5, "rest": 30})
    assert asking_of(fatou, NOW).refusal is Refusal.RESTING
    shown = client.get(f"/w/les-amis-du-tri/people/{fatou.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "rest 30 days" in shown
    client.post(f"{page}asks/", {"asks": "", "rest": ""})
    assert asking_of(fatou, NOW).refusal is Refusal.SPENT
    assert [one.facts["said"] for one in Entry.objects.filter(event="relations.budget_set").order_by("pk")] == [
        "5 – 10", "5 – 30", "–",
    ]  # fmt: skip


@pytest.mark.parametrize("given", [{"asks": 5, "rest": ""}, {"asks": -1, "rest": 5}, {"asks": "x", "rest": 5}])
def test_half_a_budget_is_refused_in_words_and_changes_nothing(people, client, given):
    client.force_login(people.alice)
    refused = client.post("/w/les-amis-du-tri/people/rhythms/asks/", given, follow=True)
    assert AskBudget.objects.count() == 0
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]


def test_a_workspace_that_asks_nothing_any_more_says_so(people, fatou):
    set_budget(people.workspace, Budget(asks=0), by=people.alice)
    assert asking_of(fatou, NOW).refusal is Refusal.SPENT
    elsewhere = keep_contact(people.elsewhere, Identity("Marc"), by=people.charlie)
    assert asking_of(elsewhere, NOW).is_right
    with pytest.raises(NotAllowedError):
        set_budget(people.workspace, None, by=people.bob)
