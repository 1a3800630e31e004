"""No file on people: what judges somebody, or tells what is sensitive of them, is never kept; what was written comes back whole."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from entregent.contacts.actions import Identity, change_contact, keep_contact, leave_in_peace, lift_peace, note_fact
from entregent.contacts.actions.bulk import tag_several
from entregent.contacts.actions.facts import Source
from entregent.contacts.actions.found import Heard, keep_heard
from entregent.contacts.actions.imports import open_import
from entregent.contacts.actions.views import keep_view
from entregent.contacts.errors import DossierError
from entregent.contacts.guard import Voice, guard, refused, warned
from entregent.contacts.models import Contact, Fact, PeopleView, Tag
from entregent.contacts.wording import dossier
from tests.guarded import HOSTILE, complaints, refuses, rooms_about_people

BELIEF = "Elle est musulmane et écrit sur la mode."
HOW = Fact.How
TODAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


class Desk:
    """Writes each text about a person."""

    def __init__(self, people):
        self.workspace, self.by, self.now = people.workspace, people.alice, timezone.now()
        self.member = people.alice.memberships.get(workspace=people.workspace)
        self.lea = keep_contact(people.workspace, Identity("Léa Martin"), by=people.alice)

    def fact(self, value="Vue au marché.", **more):
        return note(self.lea, self.by, value, **more)

    def peace(self, **more):
        return leave_in_peace(self.lea, by=self.by, now=self.now, **more)

    def tag(self, text):
        return tag_several(self.workspace, contacts=[self.lea.pk], tag=text, by=self.by, now=self.now)

    def view(self, text):
        return keep_view(name=text, query="", by=self.member, for_team=False)

    def listed(self, text):
        content = b"Nom;E-mail\nBo Li;bo@example.org\n"
        return open_import(self.workspace, content=content, name="liste.csv", by=self.by, now=self.now, tag=text)


# Whoever adds a column of free text says here how it is guarded, or why it needs no guard.
GUARDED = {
    "Fact.value": lambda desk: desk.fact,
    "Fact.evidence": lambda desk: lambda text: desk.fact(evidence=text),
    "Fact.evidence_address": lambda desk: lambda text: desk.fact(address=text),
    "LeftInPeace.topic": lambda desk: lambda text: desk.peace(topic=text),
    "LeftInPeace.reason": lambda desk: lambda text: desk.peace(reason=text),
    "PeopleView.name": lambda desk: desk.view,
    "Tag.name": lambda desk: desk.tag,
    "Tag.folded": lambda desk: desk.tag,
    "ContactImport.tag": lambda desk: desk.listed,
}
ELSEWHERE = {
    "ContactImportLine.person": "test_lists_guard",
    "ContactImportLine.says": "test_lists_guard",
    "Part.role": "test_lists_guard: a role comes with a list alone",
    "Acquaintance.how": "written by relations alone, and guarded there",
}
SIGNED = "a name as they sign it, or as an outlet calls itself: a pen name may say anything"
CODE = "a code, a key or an address, written by Entregent or checked as what it is"
FOUND = "made of other columns, to find them again"
REASONS = {
    "AddressBook.device": "a device of ours",
    "AddressBook.reason": "why a device of ours reads everybody, about nobody",
    "AddressBook.secret_hash": CODE,
    "Contact.name": SIGNED,
    "Contact.given_name": SIGNED,
    "Contact.family_name": SIGNED,
    "Contact.sort_name": FOUND,
    "Contact.folded": FOUND,
    "Contact.language": CODE,
    "Contact.region": CODE,
    "ContactImport.encoding": CODE,
    "ContactImport.layout": "what the columns hold; those that rate are left out (test_lists_guard)",
    "ContactImport.name": "the name of a file of theirs",
    "ContactImportLine.added": CODE,
    "ContactImportLine.because": CODE,
    "ContactImportLine.name": SIGNED,
    "Fact.detail": "read out of the value: a place, a count",
    "Fact.key": FOUND,
    "Merge.ended": CODE,
    "Merge.filled": "values of the file that was joined",
    "Merge.last": CODE,
    "Merge.moved": CODE,
    "Outlet.name": SIGNED,
    "Outlet.folded": FOUND,
    "Outlet.page_key": CODE,
    "Outlet.site": CODE,
    "PeaceKey.key": CODE,
    "PeopleView.query": "filters: words that are looked for",
    "Word.word": FOUND,
}
# Each has a table as above in its own tests. `privacy` keeps what people ask of us, and why a file is kept.
ROOMS = {"contacts", "relations", "watches", "messages", "privacy"}


def test_every_column_of_free_text_is_guarded_or_has_a_reason():
    assert complaints("contacts", GUARDED | ELSEWHERE, REASONS) == []


@pytest.mark.parametrize("column", GUARDED)
def test_it_takes_what_is_honest_and_refuses_what_judges(people, column):
    write = GUARDED[column](Desk(people))
    refuses(write)
    write("Plan de la gare")


def test_every_room_that_keeps_free_text_about_people_has_a_table():
    assert rooms_about_people() == ROOMS


@pytest.fixture
def lea(people):
    return keep_contact(people.workspace, Identity("Léa Martin", tags=("compost",)), by=people.alice)


def note(contact, by, value, *, kind=Fact.Kind.NOTE, how=HOW.NOTED, address="", evidence=""):
    source = Source(how, TODAY, evidence=evidence, address=address)
    return note_fact(contact, kind=kind, value=value, source=source, by=by, now=timezone.now())


def test_a_note_that_judges_is_not_kept(people, lea):
    with pytest.raises(DossierError) as caught:
        note(lea, people.alice, HOSTILE)
    assert caught.value.field == "value"
    told = [(one.code, one.evidence.words) for one in caught.value.findings]
    assert told == [("P103", "Plutôt hostile"), ("P103", "influence 4/5")]
    assert HOSTILE not in str(caught.value), "an error may end in a log"
    assert not lea.facts.exists()


def test_the_sentence_says_which_words_why_and_what_to_write(people, lea):
    with pytest.raises(DossierError) as caught:
        note(lea, people.alice, BELIEF)
    with translation.override("en"):
        said = dossier(caught.value)
    assert "Elle est musulmane" in said
    assert "what they said, did or published" in said
    assert "health, faith, opinions, origin or private life" in said
    assert "said by them" in said


def test_all_the_words_are_named(people, lea):
    with pytest.raises(DossierError) as caught:
        note(lea, people.alice, HOSTILE)
    with translation.override("fr"):
        assert "«\u202fPlutôt hostile\u202f», «\u202finfluence 4/5\u202f»" in dossier(caught.value)


def test_evidence_is_read_too(people, lea):
    with pytest.raises(DossierError) as caught:
        note(lea, people.alice, "Le compost", kind=Fact.Kind.TOPIC, evidence=HOSTILE)
    assert caught.value.field == "evidence"


def test_what_they_say_of_themselves_in_public_is_kept_with_a_warning(people, lea):
    address = "https://magazine.example/entretien"
    kept = note(lea, people.alice, BELIEF, kind=Fact.Kind.STORY, how=HOW.SAID, address=address)
    assert kept.value == BELIEF
    assert [one.code for one in warned(BELIEF, voice=Voice.PUBLIC)] == ["P102"]
    assert warned(BELIEF, voice=Voice.OURS) == ()


def test_what_they_say_in_confidence_is_not_kept(people, lea):
    with pytest.raises(DossierError):
        note(lea, people.alice, BELIEF, kind=Fact.Kind.STORY, how=HOW.SAID)


def test_a_page_of_theirs_speaks_for_them_and_another_does_not(people, lea):
    note(lea, people.alice, "https://lea.example", kind=Fact.Kind.SITE)
    with pytest.raises(DossierError):
        note(lea, people.alice, BELIEF, how=HOW.SEEN, address="https://rumours.example/lea")
    with pytest.raises(DossierError):
        note(lea, people.alice, BELIEF, how=HOW.SEEN, address="https://lea.example.org/")
    assert note(lea, people.alice, BELIEF, how=HOW.SEEN, address="https://lea.example/about").pk


def test_nobody_rates_in_somebody_elses_words(people, lea):
    with pytest.raises(DossierError):
        note(lea, people.alice, HOSTILE, how=HOW.SAID, address="https://magazine.example/entretien")


def test_what_was_inferred_is_ours(people, lea):
    with pytest.raises(DossierError):
        note(lea, people.alice, BELIEF, kind=Fact.Kind.STORY, how=HOW.INFERRED, address="https://lea.example/about")


def test_a_tag_does_not_rate_and_those_of_before_do_not_bar_a_change(people, lea):
    for tag in ("hostile", "VIP++", "influence 4/5"):
        with pytest.raises(DossierError):
            tag_several(people.workspace, contacts=[lea.pk], tag=tag, by=people.alice, now=timezone.now())
    assert not Tag.objects.exclude(name="compost").exists()
    old = Tag.objects.create(workspace=people.workspace, name="Hostile", folded="hostile")
    lea.tags.add(old)
    changed = Identity("Léa Martin-Roux", tags=("compost", "Hostile"))
    change_contact(lea, changed, by=people.alice, revision=lea.revision, now=timezone.now())
    with pytest.raises(DossierError):
        change_contact(
            lea, Identity("Léa", tags=("peu fiable",)), by=people.alice, revision=lea.revision, now=timezone.now()
        )
    lea.refresh_from_db()
    assert lea.name == "Léa Martin-Roux"


def test_the_title_of_a_page_that_was_heard_is_left_out_when_it_judges(people):
    heard = Heard(
        "Ana Roy", profile="@ana@social.example", title="Un maire plutôt hostile", address="https://ana.example/1"
    )
    contact, _ = keep_heard(people.workspace, heard, by=people.alice, now=timezone.now())
    fact = contact.facts.get()
    assert (fact.evidence, fact.evidence_address) == ("", "https://ana.example/1")


def test_peace_and_views_are_read(people, lea):
    now, member = timezone.now(), people.alice.memberships.get(workspace=people.workspace)
    with pytest.raises(DossierError):
        leave_in_peace(lea, by=people.alice, now=now, reason="Elle est en dépression.")
    peace = leave_in_peace(lea, by=people.alice, now=now, reason="À sa demande, le 3 mai.")
    with pytest.raises(DossierError):
        lift_peace(peace, by=people.alice, now=now, reason=HOSTILE)
    with pytest.raises(DossierError):
        keep_view(name="Les plutôt hostiles", query="", by=member, for_team=False)
    assert not PeopleView.objects.exists()


def test_the_first_text_that_is_refused_names_its_field():
    with pytest.raises(DossierError) as caught:
        guard(value="Tient un blog.", evidence=["Vu au marché.", HOSTILE])
    assert caught.value.field == "evidence"
    assert refused("Tient un blog sur la religion et la ville.") == ()


class TestPages:
    @pytest.fixture(autouse=True)
    def alice(self, client, people, lea):
        client.force_login(people.alice)
        self.client, self.workspace, self.lea = client, people.workspace, lea

    def post(self, screen, *args, **data):
        return self.client.post(reverse(f"contacts:{screen}", args=[self.workspace.slug, *args]), data)

    def test_a_fact_comes_back_under_its_field(self):
        answer = self.post("add_fact", self.lea.pk, kind="note", value=HOSTILE, how="noted", evidence="", learned_on="")
        assert answer.status_code == 422
        page = answer.content.decode()
        assert HOSTILE in page
        assert "juge ou note quelqu’un" in page
        assert answer.context["fact_form"].errors["value"]
        assert not Fact.objects.exists()

    def test_a_new_file_comes_back_whole(self):
        answer = self.post("new", name="Bo Li", tags="jardins, hostile", outlets="Le Potager")
        assert answer.status_code == 422
        assert answer.context["form"].errors["tags"]
        assert "jardins, hostile" in answer.content.decode()
        assert not Contact.objects.filter(name="Bo Li").exists()

    def test_what_they_said_in_public_is_kept_and_the_page_asks_whether_it_is_needed(self):
        told = {"kind": "story", "value": BELIEF, "how": "said", "evidence": "https://magazine.example/entretien"}
        answer = self.client.post(
            reverse("contacts:add_fact", args=[self.workspace.slug, self.lea.pk]),
            told | {"learned_on": ""},
            follow=True,
        )
        assert "dit de quelqu’un sa santé" in answer.content.decode()

    def test_a_screen_without_a_form_gives_a_page_that_holds_all_that_was_written(self):
        answer = self.post("act", act="tag", tag="hostile", contact=[self.lea.pk], query="q=lea")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "juge ou note quelqu’un" in page
        assert f'name="contact" value="{self.lea.pk}"' in page
        assert 'name="act" value="tag"' in page
        assert 'name="query" value="q=lea"' in page
        mended = self.post("act", act="tag", tag="jardins", contact=[self.lea.pk], query="q=lea")
        assert mended.status_code == 302
        assert self.lea.tags.filter(name="jardins").exists()
