"""A colleague leaves: letters drafted and read first, then the relations pass, and may return; nothing is sent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.contacts.actions import Identity, keep_contact
from entregent.relations.actions import (
    Asked,
    keep_promise,
    make_ask,
    make_promise,
    pass_relations,
    prepare_hand_over,
    review_letter,
    take_hand_over_back,
)
from entregent.relations.actions.hand_over import NothingToPassError, NotReviewedError
from entregent.relations.models import HandOver
from tests.people import make_team

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/hand-over/"


@pytest.fixture
def fatou(people):
    identity = Identity(
        "Fatou Diop",
        given_name="Fatou",
        form="tu",
        language="fr",
        owner=people.bob,
        tags=("presse",),
        outlets=("Radio",),
    )
    return keep_contact(people.workspace, identity, by=people.alice)


@pytest.fixture
def malik(people):
    return keep_contact(
        people.workspace, Identity("Malik", form="vous", language="en", owner=people.bob), by=people.alice
    )


def prepared(people) -> HandOver:
    now = timezone.now()
    return prepare_hand_over(people.workspace, leaver=people.bob, receiver=people.alice, by=people.alice, now=now)


def read_all(people, made: HandOver) -> None:
    for letter in made.letters.all():
        review_letter(letter, text=letter.text, left_out=False, by=people.alice, now=timezone.now())


def promise(people, contact, what: str):
    today = timezone.localdate()
    return make_promise(contact, side="us", what=what, made_on=today, due_on=today, by=people.bob)


def test_each_letter_is_drafted_as_one_speaks_to_them_with_what_was_promised(people, fatou, malik):
    promise(people, fatou, "prêter un broyeur")
    letters = {one.contact: one.text for one in prepared(people).letters.all()}
    assert letters[fatou].startswith("Bonjour Fatou")
    assert "prêter un broyeur" in letters[fatou]
    assert " tu " in letters[fatou]
    assert letters[malik].startswith("Hello Malik")
    assert "promised" not in letters[malik]
    assert letters[malik].endswith("Bob")


def test_nothing_passes_before_every_letter_is_read_then_promises_and_asks_pass_too_and_return(people, fatou, malik):
    now = timezone.now()
    open_one, kept = promise(people, fatou, "un broyeur"), promise(people, fatou, "un plan")
    keep_promise(kept, on=timezone.localdate(), by=people.bob)
    ask = make_ask(fatou, Asked("Relire"), at=now, by=people.bob, now=now)
    made = prepared(people)
    with pytest.raises(NotReviewedError) as refused:
        pass_relations(made, by=people.alice, now=now)
    assert refused.value.count == 2
    fatou.refresh_from_db()
    assert fatou.owner == people.bob
    read_all(people, made)
    stays = made.letters.get(contact=malik)
    review_letter(stays, text="", left_out=True, by=people.alice, now=now)
    assert pass_relations(made, by=people.alice, now=now) == 1
    for row in (fatou, malik, open_one, kept, ask):
        row.refresh_from_db()
    assert (fatou.owner, malik.owner) == (people.alice, people.bob)
    assert (open_one.by, kept.by, ask.by) == (people.alice, people.bob, people.alice)
    assert [str(tag) for tag in fatou.tags.all()] == ["presse"]
    assert [str(one) for one in fatou.outlets.all()] == ["Radio"]
    take_hand_over_back(made, by=people.alice, now=now)
    for row in (fatou, open_one, ask):
        row.refresh_from_db()
    assert (fatou.owner, open_one.by, ask.by) == (people.bob, people.bob, people.bob)
    assert not mail.outbox


def test_what_cannot_be_handed_over_is_refused(people, fatou):
    now = timezone.now()
    for leaver, receiver in ((people.bob, people.bob), (people.alice, people.bob), (people.bob, people.charlie)):
        with pytest.raises(NothingToPassError):
            prepare_hand_over(people.workspace, leaver=leaver, receiver=receiver, by=people.alice, now=now)
    reader = make_team(people.workspace)[Role.READER]
    with pytest.raises(NotAllowedError):
        prepare_hand_over(people.workspace, leaver=people.bob, receiver=people.alice, by=reader, now=now)


def test_on_screen_letters_are_read_relations_pass_and_what_was_sent_by_hand_is_an_exchange(people, fatou, client):
    client.force_login(people.alice)
    to_oneself = client.post(
        BASE, {"leaver": people.bob.pk, "receiver": people.bob.pk}, headers={"accept-language": "fr"}
    )
    assert to_oneself.status_code == 422
    made = client.post(BASE, {"leaver": people.bob.pk, "receiver": people.alice.pk})
    page = made.url
    letter = HandOver.objects.get().letters.get()
    early = client.post(f"{page}do/", {"deed": "pass"}, follow=True, headers={"accept-language": "fr"})
    assert "reste à lire" in early.content.decode()
    client.post(f"{page}letters/{letter.pk}/", {"deed": "read", "text": "Chère Fatou, au revoir."})
    assert "Chère Fatou, au revoir." in client.get(page).content.decode()
    client.post(f"{page}do/", {"deed": "pass"})
    fatou.refresh_from_db()
    assert fatou.owner == people.alice
    assert not fatou.exchanges.exists()
    for _twice in range(2):
        client.post(f"{page}letters/{letter.pk}/", {"deed": "sent"})
    assert fatou.exchanges.get().summary == "Chère Fatou, au revoir."
    assert fatou.exchanges.get().at > timezone.now() - timedelta(minutes=1)
    client.force_login(people.charlie)
    assert client.get(page).status_code == 404
