"""Letters lead to people's own pages, and no copy of the database does."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.urls import reverse

from entregent.accounts.permissions import SYSTEM
from entregent.messages.models import Message
from entregent.privacy.actions.answering import answer
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.links import open_link, revoke_links
from entregent.privacy.actions.notices import tell
from entregent.privacy.links import HIDDEN, link_at, path_of
from entregent.privacy.models import PersonLink
from entregent.relations.actions import note_exchange
from entregent.relations.models import Exchange
from tests.privacy.conftest import NOW, PAGES, person, send
from tests.privacy.test_erasure import traces_of
from tests.services.mail import text_of

pytestmark = pytest.mark.django_db


def opens(letter) -> PersonLink | None:
    secret = text_of(letter).partition(f"{PAGES}/person/")[2].partition("/")[0]
    return link_at(secret, now=NOW)


def test_no_column_holds_what_a_letter_opens(letterbox, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    answer(ask(malik, kind="access", via="letter", by=people.bob, now=NOW), "", by=people.alice, now=NOW, pages=PAGES)
    assert send() == 2
    assert {opens(letterbox.next_letter(n)).contact for n in (1, 2)} == {malik}
    secret = path_of(PersonLink.objects.get()).split("/")[2].partition("-")[2]
    assert "contact_messages_message.text" in traces_of("/person/")
    assert traces_of(secret) == []
    assert all(HIDDEN in one.text for one in Message.objects.all())
    assert all(HIDDEN in one.summary for one in Exchange.objects.all())


def test_a_link_taken_back_while_the_letter_waits_is_given_anew(letterbox, controller, malik, people):
    tell(malik, by=people.bob, now=NOW, pages=PAGES)
    open_link(malik, by=people.bob, now=NOW)
    revoke_links(malik, by=people.bob, now=NOW)
    assert send() == 1
    assert opens(letterbox.next_letter()).contact == malik


def test_what_the_team_types_opens_no_page(letterbox, controller, malik, people):
    """Only what this room owes is completed, and only with the page of whom it is for."""
    other = person(people, "Zoé Petit", "zoe@example.org", came=NOW)
    Message.objects.create(
        workspace=people.workspace, contact=malik, by=people.bob, kind="approach", to="malik@example.org", due_at=NOW,
        subject="Merci de votre article", text=f"Bonjour, merci de votre article. {PAGES}{HIDDEN}", state="waiting",
        letter_id="<one@example.org>",
    )  # fmt: skip
    assert send() == 1
    assert HIDDEN in text_of(letterbox.next_letter())
    request = ask(malik, kind="access", via="letter", by=people.bob, now=NOW)
    answer(request, f"Voyez {PAGES}{HIDDEN}", by=people.alice, now=NOW, pages=PAGES)
    assert send() == 1
    assert opens(letterbox.next_letter(2)).contact == malik
    assert not other.person_links.exists()


def test_letters_of_before_let_go_of_their_address(malik, people):
    path = path_of(open_link(malik, by=SYSTEM, now=NOW))
    kept = Message.objects.create(
        workspace=people.workspace, contact=malik, kind="notice", text=f"Ici : {PAGES}{path}\n"
    )
    plain = Message.objects.create(workspace=people.workspace, contact=malik, text="le site /person/ est à voir")
    said = note_exchange(
        malik, manner="note", side="us", at=NOW, by=SYSTEM, now=NOW, summary=f"Ici {path}", is_letter=True
    )
    import_module("entregent.privacy.migrations.0003_letters_without_addresses").hide(apps, None)
    for one in (kept, plain, said):
        one.refresh_from_db()
    assert kept.text == f"Ici : {PAGES}{HIDDEN}\n"
    assert plain.text == "le site /person/ est à voir"
    assert said.summary == f"Ici {HIDDEN}"


def test_a_session_does_not_hold_it_and_shows_it_on_its_own_page(client, people, malik):
    client.force_login(people.alice)
    other = person(people, "Zoé Petit", "zoe@example.org", came=NOW)
    page = {one: reverse("privacy:theirs", args=[people.workspace.slug, one.pk]) for one in (malik, other)}
    client.post(reverse("privacy:link", args=[people.workspace.slug, malik.pk]), {"deed": "give"})
    secret = path_of(PersonLink.objects.get()).split("/")[2]
    assert all(secret not in str(one.get_decoded()) for one in Session.objects.all())
    assert "/person/" not in client.get(page[other]).content.decode(), "another window"
    assert secret in client.get(page[malik]).content.decode()
    assert secret not in client.get(page[malik]).content.decode()
