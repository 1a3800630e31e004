"""Ideas received: credited, decided with a reason, and told to whoever had them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Silence, Verdict
from entregent.relations.actions import decide_idea, receive_idea, remove_idea, tell_author, untell_author
from entregent.relations.errors import PastError
from entregent.relations.selectors import duties, relation_of, touch_of
from tests.people import make_team

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def fatou(people) -> Contact:
    return keep_contact(people.workspace, Identity("Fatou Diop", owner=people.bob), by=people.alice)


def owed(people, now=NOW) -> list[tuple[str, bool]]:
    return [(one.kind.value, one.is_late) for one in duties(people.workspace, now, zone=ZoneInfo("Europe/Paris"))]


def test_an_idea_is_decided_within_a_month_and_its_author_told_within_a_week(people, fatou):
    idea = receive_idea(fatou, "Un bac par école", at=NOW, by=people.bob, now=NOW)
    assert owed(people) == []
    assert owed(people, NOW + 25 * DAY) == [("idea", False)]
    assert owed(people, NOW + 31 * DAY) == [("idea", True)]
    decide_idea(idea, Verdict.KEPT, at=NOW + 31 * DAY, by=people.bob)
    assert owed(people, NOW + 31 * DAY) == [("tell", False)]
    assert owed(people, NOW + 39 * DAY) == [("tell", True)]
    tell_author(idea, at=NOW + 39 * DAY, by=people.bob)
    assert owed(people, NOW + 39 * DAY) == []
    untell_author(idea, at=NOW + 39 * DAY, by=people.bob)
    assert owed(people, NOW + 39 * DAY) == [("tell", True)]


def test_later_comes_back_on_its_day_and_is_told_again(people, fatou):
    idea = receive_idea(fatou, "Un bac par école", at=NOW, by=people.bob, now=NOW)
    september = NOW.date() + 70 * DAY
    decide_idea(idea, Verdict.LATER, at=NOW, by=people.bob, reason="À la rentrée", again_on=september)
    tell_author(idea, at=NOW, by=people.bob)
    assert owed(people, NOW + 60 * DAY) == []
    assert owed(people, NOW + 66 * DAY) == [("idea", False)]
    decide_idea(idea, Verdict.NOT, at=NOW + 70 * DAY, by=people.bob, reason="La mairie le fait déjà.")
    assert owed(people, NOW + 70 * DAY) == [("tell", False)]


def test_what_cannot_be_decided_so_is_refused(people, fatou):
    idea = receive_idea(fatou, "Un bac par école", at=NOW, by=people.bob, now=NOW)
    with pytest.raises(ValueError, match="not"):
        decide_idea(idea, Verdict.NOT, at=NOW, by=people.bob)
    with pytest.raises(PastError):
        decide_idea(idea, Verdict.LATER, at=NOW, by=people.bob, reason="Un jour", again_on=NOW.date())
    with pytest.raises(ValueError, match=str(idea.pk)):
        tell_author(idea, at=NOW, by=people.bob)
    with pytest.raises(PastError):
        receive_idea(fatou, "Demain", at=NOW + DAY, by=people.bob, now=NOW)
    with pytest.raises(NotAllowedError):
        receive_idea(fatou, "Un tri", at=NOW, by=make_team(people.workspace)[Role.READER], now=NOW)


def test_an_idea_is_a_sign_of_theirs_and_one_taken_away_is_none(people, fatou):
    fatou.created_at = NOW - 200 * DAY
    fatou.save()
    assert touch_of(relation_of(fatou), NOW).silence is Silence.TOO_LONG
    idea = receive_idea(fatou, "Un bac par école", at=NOW - DAY, by=people.bob, now=NOW)
    assert touch_of(relation_of(fatou), NOW).silence is Silence.NONE
    remove_idea(idea, at=NOW, by=people.bob)
    assert owed(people) == [("silence", True)]
    remove_idea(idea, at=NOW, by=people.bob, back=True)
    assert owed(people) == []


def test_on_screen_an_idea_goes_from_received_to_told(people, fatou, client):
    client.force_login(people.bob)
    base = f"/w/les-amis-du-tri/people/{fatou.pk}/"
    received = {"what": "Un bac <par> école", "received_on": timezone.localdate() - 40 * DAY}
    assert client.post(f"{base}ideas/", received).status_code == 302
    idea = fatou.ideas.get()
    assert "Un bac &lt;par&gt; école" in client.get(base).content.decode()
    today = client.get("/w/les-amis-du-tri/today/", headers={"accept-language": "fr"}).content.decode()
    assert "Fatou Diop vous a soumis une idée" in today
    french = {"accept-language": "fr"}
    refused = client.post(f"{base}ideas/{idea.pk}/decide/", {"verdict": "not"}, headers=french)
    assert refused.status_code == 422
    assert "mérite une raison" in refused.content.decode()
    client.post(f"{base}ideas/{idea.pk}/decide/", {"verdict": "kept", "reason": "Dès la rentrée."})
    listed = client.get("/w/les-amis-du-tri/people/ideas/?show=tell").content.decode()
    assert "Fatou Diop" in listed
    client.post(f"{base}ideas/{idea.pk}/", {"deed": "told"})
    assert "Fatou Diop" not in client.get("/w/les-amis-du-tri/people/ideas/?show=tell").content.decode()
    assert "Dès la rentrée." in client.get("/w/les-amis-du-tri/people/ideas/?show=kept").content.decode()
