"""What is written of a relation judges nobody; their own letters are theirs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entregent.contacts.actions import Identity, keep_contact, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.errors import DossierError
from entregent.core.lifecycle import Answer, Verdict
from entregent.relations import actions
from entregent.relations.actions import Asked
from entregent.relations.actions.ties import Evidence
from entregent.relations.mail_files import Letter
from tests.guarded import HOSTILE, complaints, refuses

pytestmark = pytest.mark.django_db
CODE = "a code, a key or an address"
REASONS = {
    "Calendar.nonce": CODE,
    "Exchange.letter_id": CODE,
    "HandOverLetter.moved": CODE,
    "PutOff.kind": CODE,
    "WeeklyLetter.week": CODE,
}


class Desk:
    """Writes each text of a relation, the others honest."""

    def __init__(self, people):
        self.people, self.by, self.now = people, people.alice, timezone.now()
        identity = Identity("Léa Martin", owner=people.alice)
        self.lea = keep_contact(people.workspace, identity, by=people.alice)
        self.today = timezone.localdate()

    def exchange(self, text="", address=""):
        told = {"manner": "call", "side": "both", "summary": text, "address": address}
        return actions.note_exchange(self.lea, at=self.now, by=self.by, now=self.now, **told)

    def ask(self, purpose="Relire le guide", despite="", **more):
        asked = Asked(purpose, **more)
        return actions.make_ask(self.lea, asked, at=self.now, by=self.by, now=self.now, despite=despite)

    def answer(self, text):
        asked = self.lea.asks.first() or self.ask()
        return actions.answer_ask(asked, Answer.YES, at=self.now, by=self.by, now=self.now, words=text)

    def promise(self, text):
        return actions.make_promise(self.lea, side="us", what=text, made_on=self.today, due_on=self.today, by=self.by)

    def sorry(self, text):
        return actions.keep_promise(self.promise("Les photos"), on=self.today, by=self.by, sorry=text)

    def idea(self, text, address=""):
        return actions.receive_idea(self.lea, text, at=self.now, by=self.by, now=self.now, address=address)

    def verdict(self, text):
        return actions.decide_idea(self.idea("Un atelier"), Verdict.NOT, at=self.now, by=self.by, reason=text)

    def value(self, value="La sobriété", theirs="Moins, mais mieux.", ours="Notre charte.", address="", our_address=""):
        said = Evidence(theirs, address)
        return actions.share_value(self.lea, value, theirs=said, ours=Evidence(ours, our_address), by=self.by)

    def known(self, text):
        return actions.know_contact(self.lea, how=text, since=2019, by=self.people.bob)

    def introduction(self, text):
        self.known("Même chorale")
        return actions.ask_introduction(self.lea, through=self.people.bob, why=text, by=self.by, now=self.now)

    def letter(self, text):
        made = actions.prepare_hand_over(
            self.people.workspace, leaver=self.people.alice, receiver=self.people.bob, by=self.by, now=self.now
        )
        return actions.review_letter(made.letters.get(), text=text, left_out=False, by=self.by, now=self.now)


GUARDED = {
    "Ask.purpose": lambda desk: desk.ask,
    "Ask.effort": lambda desk: lambda text: desk.ask(effort=text),
    "Ask.counterpart": lambda desk: lambda text: desk.ask(counterpart=text),
    "Ask.despite": lambda desk: lambda text: desk.ask(despite=text),
    "Ask.words": lambda desk: desk.answer,
    "Exchange.summary": lambda desk: desk.exchange,
    "Exchange.address": lambda desk: lambda text: desk.exchange(address=text),
    "HandOverLetter.text": lambda desk: desk.letter,
    "Idea.what": lambda desk: desk.idea,
    "Idea.address": lambda desk: lambda text: desk.idea("Un atelier", address=text),
    "Idea.reason": lambda desk: desk.verdict,
    "Introduction.why": lambda desk: desk.introduction,
    "Promise.what": lambda desk: desk.promise,
    "Promise.sorry": lambda desk: desk.sorry,
    "SharedValue.value": lambda desk: desk.value,
    "SharedValue.theirs": lambda desk: lambda text: desk.value(theirs=text),
    "SharedValue.ours": lambda desk: lambda text: desk.value(ours=text),
    "SharedValue.their_address": lambda desk: lambda text: desk.value(address=text),
    "SharedValue.our_address": lambda desk: lambda text: desk.value(our_address=text),
}


def test_how_a_colleague_knows_them_is_guarded(people):
    refuses(Desk(people).known)


def test_every_column_of_free_text_is_guarded_or_has_a_reason():
    assert complaints("relations", GUARDED, REASONS) == []


@pytest.mark.parametrize("column", GUARDED)
def test_it_takes_what_is_honest_and_refuses_what_judges(people, column):
    write = GUARDED[column](Desk(people))
    refuses(write)
    write("Elle relira le guide avant le 20 juin.")


def test_what_is_sensitive_is_kept_only_as_they_said_it_in_public(people):
    desk, told = Desk(people), "Je suis handicapée : une rampe à l’entrée ?"
    told_of_her = "Elle est handicapée et propose une rampe à l’entrée."
    with pytest.raises(DossierError):
        desk.idea(told_of_her)
    assert desk.idea(told_of_her, address="https://lea.example/rampe").what == told_of_her
    assert desk.idea(told).pk, "of themselves, the first person is not told from a figure of speech"
    with pytest.raises(DossierError):
        desk.value(ours=told_of_her, address="https://lea.example/rampe")


def test_a_letter_is_in_their_words_or_was_read_by_them(people):
    desk = Desk(people)
    at = desk.now - timedelta(days=1)
    letter = Letter(at, "lea@example.org", ("alice@example.org",), "Re", HOSTILE, "<1@example.org>")
    note_fact(
        desk.lea, kind="email", value="lea@example.org", source=Source("said", desk.today), by=desk.by, now=desk.now
    )
    (noted,) = actions.note_letter(people.workspace, letter, by=desk.by, now=desk.now)
    assert HOSTILE in noted.exchange.summary


class TestPages:
    @pytest.fixture(autouse=True)
    def alice(self, client, people):
        client.force_login(people.alice)
        self.client, self.desk, self.slug = client, Desk(people), people.workspace.slug

    def post(self, screen, *args, **data):
        return self.client.post(reverse(f"relations:{screen}", args=[self.slug, *args]), data)

    @pytest.mark.parametrize(
        ("screen", "field", "more"),
        [
            ("note", "summary", {"manner": "call", "side": "both"}),
            ("log_with", "summary", {"manner": "call"}),
            ("make_promise", "what", {"side": "us", "due_on": "2099-01-01"}),
            ("ask", "purpose", {"effort": "une heure"}),
            ("receive_idea", "what", {}),
            ("know", "how", {"since": "2019"}),
            ("share", "ours", {"value": "La sobriété", "theirs": "Moins."}),
        ],
    )
    def test_a_form_comes_back_whole_with_the_sentence_under_its_field(self, screen, field, more):
        answer = self.post(screen, self.desk.lea.pk, **{field: HOSTILE}, **more)
        assert answer.status_code == 422
        assert "juge ou note quelqu’un" in str(answer.context["form"].errors[field])
        page = answer.content.decode()
        assert all(said in page for said in (HOSTILE, *more.values()))

    def test_a_button_with_a_text_gives_a_page_with_that_text(self):
        promise = self.desk.promise("Les photos")
        answer = self.post("close_promise", self.desk.lea.pk, promise.pk, deed="kept", sorry=HOSTILE)
        assert answer.status_code == 422
        assert HOSTILE in answer.content.decode()
        promise.refresh_from_db()
        assert promise.kept_on is None
