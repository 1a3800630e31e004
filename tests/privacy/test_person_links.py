"""Links to somebody's own page: which open it, which open nothing, and how often one may try."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.contacts.actions import Identity, keep_contact, merge_contacts, put_away
from entregent.history.models import Entry
from entregent.privacy.actions.links import open_link, revoke_links
from entregent.privacy.models import PersonLink, Request
from tests.privacy.own_pages import NOTE, fatou, opened, path, text

__all__ = ["fatou", "opened", "path"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("end", ["revoked", "over", "put away", "erased", "tampered", "never given", "nonsense"])
def test_links_that_open_nothing_all_say_the_same(people, fatou, path, opened, end):
    link, neutral = PersonLink.objects.get(), text(Client().get("/person/unknown/"))
    bad = path
    match end:
        case "revoked":
            assert revoke_links(fatou, by=people.alice, now=timezone.now()) == 1
        case "over":
            PersonLink.objects.update(expires_at=timezone.now())
        case "put away":
            put_away(fatou, by=people.alice, now=timezone.now())
        case "erased":
            link.delete()
        case "tampered":
            bad = path[:-2] + ("0" if path[-2] != "0" else "1") + "/"
        case "never given":
            bad = path.replace(f"/{link.pk}-", f"/{link.pk + 1}-")
        case "nonsense":
            bad = "/person/%00-½/"
    for browser in (Client(), opened):
        for method in ("get", "post"):
            answer = getattr(browser, method)(bad)
            assert answer.status_code == 404
            assert "Les Amis du tri" not in text(answer)
            assert "Fatou" not in text(answer)
            assert "write to the organisation" in text(answer) or "écrivez à l’organisation" in text(answer)
    assert bare(text(Client().get(bad))) == bare(neutral)


def bare(page):
    """Without what is new each time, and the address that was asked for."""
    return [line for line in page.splitlines() if "csrf" not in line]


def test_a_number_that_a_restored_copy_gives_again_opens_nothing(path, fatou):
    link = PersonLink.objects.get()
    PersonLink.objects.update(made_at=link.made_at + timedelta(days=1))
    assert Client().get(path).status_code == 404


def test_the_link_of_a_joined_file_opens_the_one_it_went_into(people, fatou, path):
    kept = keep_contact(people.workspace, Identity(name="F. Diop"), by=people.alice)
    merge_contacts(kept, fatou, by=people.alice, now=timezone.now())
    browser = Client()
    browser.post(path)
    shown = text(browser.get(path))
    assert "F. Diop" in shown
    assert NOTE in shown


def test_a_link_is_given_again_while_it_lasts_and_only_by_those_who_may(people, fatou):
    now = timezone.now()
    first = open_link(fatou, by=people.bob, now=now)
    assert first.expires_at - now == timedelta(days=365)
    assert open_link(fatou, by=people.alice, now=now + timedelta(days=200)) == first
    assert open_link(fatou, by=people.alice, now=now + timedelta(days=300)) != first
    with pytest.raises(NotAllowedError):
        open_link(fatou, by=people.charlie, now=now)
    with pytest.raises(NotAllowedError):
        revoke_links(fatou, by=people.charlie, now=now)
    made = Entry.objects.filter(event="privacy.link_made")
    assert [one.facts for one in made] == [{}, {}]  # no address: whoever reads the history opens nothing with it


def test_guesses_are_counted_by_where_they_come_from(path):
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    answers = [guesser.get(f"/person/{n}-abc/").status_code for n in range(61)]
    assert answers == [404] * 60 + [429]
    assert Client(REMOTE_ADDR="192.0.2.2").get(path).status_code == 200


def test_one_link_is_not_asked_for_without_end(path):
    answers = [Client(REMOTE_ADDR=f"192.0.2.{n}").get(path) for n in range(241)]
    assert {one.status_code for one in answers[:240]} == {200}
    assert answers[240].status_code == 429
    assert int(answers[240]["Retry-After"]) > 0


def test_a_team_is_not_flooded_from_one_page(opened, path):
    answers = [opened.post(path + "correct/", {"words": f"Faux {n}"}).status_code for n in range(41)]
    assert answers[-1] == 429
    assert Request.objects.count() == 1
