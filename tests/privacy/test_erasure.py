"""Somebody is erased: nothing says who they were, and nobody else loses anything."""

import threading
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.permissions import SYSTEM
from entregent.connectors.contract import FetchedPost
from entregent.contacts.actions import Identity, keep_contact, open_import
from entregent.contacts.carddav.members import gone
from entregent.contacts.models import Contact, ContactImportLine, Fact, LeftInPeace, PeaceKey, Word
from entregent.core.text import fold
from entregent.history.models import Entry
from entregent.jobs.leases import LostLeaseError
from entregent.jobs.models import Job
from entregent.listening.actions import follow
from entregent.listening.actions.forget import STAYS
from entregent.listening.models import Following, Post, Source
from entregent.messages.models import Message
from entregent.privacy.actions.erasure import erase_person
from entregent.privacy.errors import AlreadyErasedError, OnItsWayError
from entregent.privacy.models import Erasure, Request
from entregent.watches.actions import keep_watch, match_all_watches
from entregent.watches.models import Mention
from tests.privacy.filled import LIST, NAME, NOW, SITE, TRACES, bulletin, fill, know, post, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(people):
    return fill(people)


def erase(contact, by=SYSTEM) -> Erasure:
    return erase_person(contact, why=Erasure.Why.ASKED, by=by, now=NOW)


def traces() -> list[str]:
    """Columns of the whole database, indexes by words too, in which somebody can still be read."""
    return traces_of(*TRACES)


def traces_of(*words: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            try:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own tables)
            except Exception as error:
                raise AssertionError(table) from error
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if is_trace(value, words)]
    return sorted(set(found))


def is_trace(value: object, words: tuple[str, ...]) -> bool:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", errors="replace")
    text = fold(str(value).encode().decode("unicode_escape", errors="ignore")) + fold(str(value))
    return any(word in text for word in words)


def test_every_column_is_searched_and_none_holds_them(filled):
    before = traces()
    assert {"contacts_contact.name", "history_entry.about_name", "listening_post.author"} <= set(before)
    erase(filled.contact)
    assert traces() == []


def test_nobody_else_loses_anything(people, filled):
    erase(filled.contact)
    filled.other.refresh_from_db()
    assert filled.other.facts.count() == 1
    assert set(Post.objects.values_list("author", flat=True)) == {"Odile Autrement"}
    assert Mention.objects.count() == 1
    assert list(ContactImportLine.objects.values_list("name", flat=True)) == ["Nora Venue"]
    assert Entry.objects.filter(event="contacts.fact_noted", about_name="Odile Autrement").exists()
    assert set(Word.objects.values_list("word", flat=True)) >= {"odile", "autrement", "gazette", "nora", "venue"}


def test_what_was_done_stays_with_who_did_it_and_when(people, filled):
    done = list(Entry.objects.order_by("pk").values_list("pk", "event", "by_id", "by_name", "at", "about_id"))
    erase(filled.contact, by=people.alice)
    assert (
        list(Entry.objects.order_by("pk").values_list("pk", "event", "by_id", "by_name", "at", "about_id"))[: len(done)]
        == done
    )
    last = Entry.objects.order_by("-pk")[0]
    assert (last.event, last.about_id, last.about_name) == ("privacy.erased", None, "")
    about = Entry.objects.filter(event="contacts.fact_noted", about_id=filled.contact.pk)
    assert {(one.by_name, one.about_name, one.folded) for one in about} == {("Bob", "", " bob ")}


def test_a_namesake_keeps_their_name(people, filled):
    twin = keep_contact(people.workspace, Identity("Zéphyrine Quatrepommes"), by=people.bob)
    erase(filled.contact)
    assert Entry.objects.get(event="contacts.kept", about_id=twin.pk).about_name == "Zéphyrine Quatrepommes"
    assert Contact.objects.filter(pk=twin.pk).exists()
    assert Word.objects.filter(word="quatrepommes").exists()


def test_a_first_name_alone_does_not_empty_what_is_said_of_others(people):
    zoe = keep_contact(people.workspace, Identity("Zoé"), by=people.bob)
    keep_watch(people.workspace, name="Zoé Durand", query="durand", by=people.bob)
    watch = keep_watch(people.workspace, name="zoé", query="voisins", by=people.bob)
    erase(zoe)
    assert Entry.objects.get(event="watches.kept", about_id=watch.pk).about_name == ""
    assert Entry.objects.filter(event="watches.kept", about_name="Zoé Durand").exists()


def test_only_hashes_know_them_again(people, filled):
    erase(filled.contact)
    peace = LeftInPeace.objects.get()
    assert (peace.contact, peace.reason, peace.topic) == (None, "", "")
    assert PeaceKey.objects.count() == 3
    again = open_import(people.workspace, content=LIST.encode(), name="encore.csv", by=people.bob, now=NOW)
    verdicts = dict(again.lines.values_list("name", "verdict"))
    assert verdicts == {"Zéphyrine Quatrepommes": "peace", "Nora Venue": "known"}


def test_somebody_without_any_address_leaves_no_mark(people):
    nobody = keep_contact(people.workspace, Identity("Sans Adresse"), by=people.bob)
    erase(nobody)
    assert not LeftInPeace.objects.exists()


def test_what_they_publish_is_not_read_again(people, filled):
    erase(filled.contact)
    assert not Source.objects.filter(pk=filled.own.pk).exists(), "a source of theirs alone is left for good"
    filled.shared.refresh_from_db()
    late = FetchedPost("urn:new", "https://bulletin.example/3", "Encore", "<p>…</p>", "ZÉPHYRINE Q.", NOW, None)
    read(filled.shared, (*bulletin(), late), "Le bulletin", "https://bulletin.example/")
    assert set(Post.objects.values_list("author", flat=True)) == {"Odile Autrement"}
    assert traces() == []


def test_a_reading_that_was_under_way_brings_nothing_back(people, filled):
    """It had decided what to keep before anybody was erased."""
    erase(filled.contact)
    with pytest.raises(LostLeaseError):
        read(filled.shared, bulletin(), "Le bulletin", "https://bulletin.example/")
    filled.shared.refresh_from_db()
    assert filled.shared.lease_until is None, "the next reader may take it at once"


def test_what_another_workspace_hears_stays_its_own(people, filled):
    for source in (filled.own, filled.shared):
        follow(people.elsewhere, address=source.address, by=people.charlie)
    keep_watch(people.elsewhere, name="Compost", query="compost", by=people.charlie)
    match_all_watches()
    theirs = Mention.objects.filter(workspace=people.elsewhere).count()
    assert theirs == 4
    erasure = erase(filled.contact)
    assert Post.objects.count() == 4
    assert erasure.rows[STAYS] == 3
    assert Mention.objects.filter(workspace=people.elsewhere).count() == theirs
    assert not Mention.objects.filter(workspace=people.workspace).exclude(post__author="Odile Autrement").exists()
    assert not Following.objects.filter(workspace=people.workspace, source=filled.own).exists()
    assert Following.objects.filter(workspace=people.elsewhere).count() == 2


def test_a_site_that_somebody_else_of_the_file_has_too_is_not_theirs_alone(people, filled):
    know(filled.other, Fact.Kind.SITE, SITE, people)
    erase(filled.contact)
    assert Source.objects.filter(pk=filled.own.pk).exists()
    assert not Post.objects.filter(author=NAME).exists(), "what they signed there goes all the same"
    assert Post.objects.filter(source=filled.own, author="").exists()


def test_the_same_name_elsewhere_is_not_evidence(people, filled):
    press, _ = follow(people.workspace, address="https://presse.example/feed", by=people.bob)
    read(press, (post("9", NAME, "Une homonyme", "presse.example"),), "La presse", "https://presse.example/")
    erase(filled.contact)
    assert Post.objects.filter(source=press, author=NAME).exists()


def test_another_workspace_keeps_its_own_file(people, filled):
    theirs = keep_contact(people.elsewhere, Identity(NAME), by=people.charlie)
    erase(filled.contact)
    assert Contact.objects.filter(pk=theirs.pk).exists()
    assert Entry.objects.get(workspace_id=people.elsewhere.pk, event="contacts.kept").about_name == NAME


def test_it_is_counted_without_a_name(people, filled):
    erasure = erase(filled.contact, by=people.alice)
    assert (erasure.why, erasure.by, erasure.at) == (Erasure.Why.ASKED, people.alice, NOW)
    assert erasure.rows["contacts.contact"] == 2
    assert erasure.rows["relations.exchange"] == 1
    assert all(isinstance(count, int) and count for count in erasure.rows.values())


def test_whoever_may_not_erases_nobody(people, filled):
    with pytest.raises(NotAllowedError):
        erase(filled.contact, by=people.bob)
    with pytest.raises(NotAllowedError):
        erase(filled.contact, by=people.charlie)
    assert Contact.objects.filter(pk=filled.contact.pk).exists()
    assert not Erasure.objects.exists()


def test_asked_twice_nothing_is_done_twice(people, filled):
    stale = Contact.objects.get(pk=filled.contact.pk)
    erase(filled.contact)
    entries = Entry.objects.count()
    with pytest.raises(AlreadyErasedError):
        erase(stale)
    with pytest.raises(AlreadyErasedError):
        erase(filled.contact)
    assert (Erasure.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_file_that_was_joined_leads_to_the_whole_person(people, filled):
    erase(filled.joined)
    assert traces() == []


def test_a_letter_on_its_way_is_not_broken(people, filled):
    message = filled.contact.messages.get()
    held = {"state": "waiting", "lease": "x", "lease_until": NOW + timedelta(seconds=30)}
    Message.objects.filter(pk=message.pk).update(**held)
    with pytest.raises(OnItsWayError):
        erase(filled.contact)
    Message.objects.filter(pk=message.pk).update(lease="", lease_until=None, begun_at=NOW)
    with pytest.raises(OnItsWayError):
        erase(filled.contact)
    assert Contact.objects.filter(pk=filled.contact.pk).exists()
    assert not LeftInPeace.objects.filter(topic="").exists(), "nothing at all was done"
    Message.objects.filter(pk=message.pk).update(state="sent")
    erase(filled.contact)
    assert not Message.objects.exists()


def test_a_letter_that_waits_never_leaves(people, filled):
    Message.objects.update(state="waiting", due_at=NOW)
    erase(filled.contact)
    assert not Message.objects.exists()


def test_a_request_stays_as_proof_and_says_nothing(people, filled):
    erase(filled.contact)
    asked = Request.objects.get()
    assert (asked.contact, asked.words, asked.state, asked.answered_at) == (None, "", Request.State.DONE, NOW)
    assert asked.due_on == date(2026, 12, 20)


def test_the_address_book_of_a_device_is_told(people, filled):
    erase(filled.contact)
    assert filled.contact.pk in set(gone(people.workspace, NOW - timedelta(days=1)))
    assert not set(gone(people.elsewhere, NOW - timedelta(days=1)))


def test_sessions_and_troubles_forget_them(people, filled, client):
    client.force_login(people.bob)
    session = client.session
    session["undo_owed"] = {"contact": filled.contact.pk, "name": NAME}
    session["other"] = "kept"
    session.save()
    job = Job.objects.create(task="a.b", trouble="other", trouble_detail="cannot read zephyrine@quatrepommes.example")
    erase(filled.contact)
    kept = Session.objects.get().get_decoded()
    assert "undo_owed" not in kept
    assert kept["other"] == "kept"
    assert "_auth_user_id" in kept
    job.refresh_from_db()
    assert job.trouble_detail == ""


def test_a_list_that_was_not_confirmed_loses_them_too(people, filled):
    one = open_import(people.workspace, content=LIST.encode(), name="plus tard.csv", by=people.bob, now=NOW)
    erase(filled.contact)
    one.refresh_from_db()
    assert one.content is None
    assert [line.name for line in one.lines.all()] == ["Nora Venue"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="writers of SQLite come one after the other")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_erase_at_once_one_wins(people):
    filled = fill(people)
    outcomes: list[str] = []

    def go() -> None:
        try:
            erase(Contact.objects.get(pk=filled.contact.pk))
            outcomes.append("erased")
        except (AlreadyErasedError, Contact.DoesNotExist):
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["erased", "too late"]
    assert Erasure.objects.count() == 1
