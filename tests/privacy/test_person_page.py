"""Somebody's own page: who may open it, what it shows and when, and what is asked there."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.permissions import SYSTEM
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace
from entregent.contacts.models import Contact, Fact
from entregent.core.rights import answer_due
from entregent.history.models import Entry
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.links import open_link
from entregent.privacy.errors import NeedsWordsError
from entregent.privacy.links import path_of
from entregent.privacy.models import PersonLink, Request
from entregent.privacy.own_page import READ, overview
from tests.privacy.own_pages import NOTE, fatou, opened, path, say, text

__all__ = ["fatou", "opened", "path"]
pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def everything_stored():
    return {model._meta.label: sorted(map(str, model._base_manager.values_list())) for model in apps.get_models()}


def test_the_cover_says_who_keeps_the_file_and_nothing_of_the_person(path, client):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Les Amis du tri" in text(answer)
    assert "data@tri.example" in text(answer)
    assert "Fatou" not in text(answer)
    assert NOTE not in text(answer)


def test_its_button_shows_all_that_is_kept_with_where_it_was_seen(opened, path):
    shown = text(opened.get(path))
    assert "Fatou Diop" in shown
    assert NOTE in shown
    assert 'href="https://fatou.example/contact"' in shown
    assert PersonLink.objects.get().opened_at is not None


def test_a_program_that_opens_every_link_of_a_letter_changes_nothing_and_learns_nothing(path, client):
    before = everything_stored()
    for part in (
        "",
        "kept/?of=facts",
        "file/",
        "file/?as=json",
        "correct/?of=contact.name",
        "erase/",
        "object/",
        "topics/",
    ):
        answer = client.get(path + part)
        assert answer.status_code in (200, 302, 405)
        assert "Fatou" not in text(answer)
    assert everything_stored() == before


def test_reading_ones_page_changes_nothing_either(opened, path):
    before = everything_stored()
    for part in ("", "kept/?of=facts", "file/", "file/?as=json", "correct/?of=contact.name", "erase/"):
        assert opened.get(path + part).status_code == 200
    assert everything_stored() == before


def test_what_was_opened_closes_after_half_an_hour_and_by_its_button(opened, path, monkeypatch):
    assert "Fatou" in text(opened.get(path))
    later = timezone.now().timestamp() + 31 * 60
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: later)
        assert "Fatou" not in text(opened.get(path))
    opened.post(path + "close/")
    assert "Fatou" not in text(opened.get(path))


def test_what_one_browser_opened_is_closed_in_another(opened, path):
    assert "Fatou" not in text(Client().get(path))


def test_nothing_keeps_or_gives_away_the_address(opened, path):
    for part in ("", "file/", "erase/"):
        answer = opened.get(path + part)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_link_opens_one_file_and_no_other(people, path, opened):
    stranger = keep_contact(people.elsewhere, Identity(name="Zoé Ailleurs"), by=people.charlie)
    say(stranger, Fact.Kind.NOTE, "Rien à voir")
    other = path_of(open_link(stranger, by=people.charlie, now=timezone.now()))
    assert "Zoé" not in text(opened.get(other))
    opened.post(other)
    assert "Zoé" in text(opened.get(other))
    assert "Fatou" not in text(opened.get(other))
    assert "Zoé" not in text(opened.get(path))


def test_the_mark_of_one_link_does_not_open_another_under_its_path(people, path, opened):
    other = keep_contact(people.workspace, Identity(name="Zoé"), by=people.alice)
    theirs = path_of(open_link(other, by=people.alice, now=timezone.now()))
    mark = next(cookie for name, cookie in opened.cookies.items() if name.startswith("entregent"))
    forger = Client()
    forger.cookies[mark.key] = mark.value
    assert "Zoé" not in text(forger.get(theirs))


def test_what_is_kept_is_shown_as_it_is_written_and_never_run(fatou, opened, path):
    say(fatou, Fact.Kind.STORY, EVIL, address="javascript:alert(3)", evidence=EVIL)
    Fact.objects.filter(kind=Fact.Kind.STORY).update(evidence_address="javascript:alert(3)")
    opened.post(path + "correct/", {"words": EVIL})
    for part in ("", "kept/?of=facts", "file/", "correct/?of=fact." + str(Fact.objects.get(kind="story").pk)):
        shown = text(opened.get(path + part))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript:' not in shown
        assert "&lt;script&gt;alert" in shown


def test_it_speaks_their_language_until_they_choose_another(fatou, path):
    english = {"accept-language": "en"}
    assert "Cette page est la vôtre" in text(Client().get(path, headers=english))
    chooser = Client()
    chooser.post("/language/", {"language": "en", "next": path})
    assert "This page is yours" in text(chooser.get(path))
    Contact.objects.update(language="de")
    assert "This page is yours" in text(Client().get(path, headers=english))
    answer = Client().get(path, headers={"accept-language": "fr"})
    assert "Cette page est la vôtre" in text(answer)
    assert answer["Content-Language"] == "fr"


def test_everything_is_taken_away_as_a_file(opened, path):
    tree = json.loads(opened.get(path + "file/?as=json").content)
    assert tree["about"] == "Fatou Diop"
    assert tree["kept_by"]["email"] == "data@tri.example"
    assert NOTE in [row["value"] for row in tree["kept"]["notes"]]
    answer = opened.get(path + "file/")
    assert NOTE in text(answer)
    assert "attachment" in answer["Content-Disposition"]
    assert "Fatou" not in answer["Content-Disposition"]


def test_a_correction_names_what_is_wrong_and_is_due_in_a_month(fatou, opened, path):
    note = fatou.facts.get(kind=Fact.Kind.NOTE)
    where = f"{path}correct/?of=fact.{note.pk}"
    assert NOTE in text(opened.get(where))
    refused = opened.post(where, {"words": "  "})
    assert refused.status_code == 422
    answer = opened.post(where, {"words": "Non, le soir."})
    assert answer.url.endswith("#asked")
    opened.post(where, {"words": "Non, le soir."})
    opened.post(where, {"words": "Après 20 h."})
    request = Request.objects.get()
    assert (request.kind, request.via, request.key, request.state) == ("correct", "page", f"fact.{note.pk}", "open")
    assert request.words == "Non, le soir.\n\nAprès 20 h."
    assert request.due_on == answer_due(timezone.localdate(request.received_at))
    assert "Non, le soir." in text(opened.get(path))


def test_a_correction_of_what_is_not_theirs_is_one_without_a_name(people, opened, path):
    other = keep_contact(people.workspace, Identity(name="Zoé"), by=people.alice)
    fact = say(other, Fact.Kind.NOTE, "Secret de Zoé")
    where = f"{path}correct/?of=fact.{fact.pk}"
    assert "Zoé" not in text(opened.get(where))
    opened.post(where, {"words": "Faux"})
    assert Request.objects.get().key == ""


def test_topics_are_accepted_refused_and_accepted_no_more_at_once(fatou, opened, path):
    opened.post(path + "topics/", {"topic": "compost", "answer": "accept"})
    fact = fatou.facts.get(kind=Fact.Kind.TOPIC)
    assert (fact.value, fact.how, fact.by) == ("compost", Fact.How.SAID, None)
    opened.post(path + "topics/", {"topic": "Compost", "answer": "refuse"})
    fact.refresh_from_db()
    assert fact.ended_at is not None
    assert fatou.facts.get(kind=Fact.Kind.REFUSED).how == Fact.How.SAID
    assert fatou.left_in_peace.get(lifted_at=None).topic == "Compost"
    refused = opened.post(path + "topics/", {"topic": "compost", "answer": "accept"})
    assert refused.status_code == 422
    opened.post(path + "topics/", {"topic": "jardins", "answer": "accept"})
    jardins = fatou.facts.get(value="jardins")
    opened.post(path + "topics/", {"topic": jardins.pk, "answer": "drop"})
    jardins.refresh_from_db()
    assert jardins.ended_at is not None


def test_what_nobody_may_note_of_a_person_is_not_noted_of_them_here_either(fatou, opened, path):
    answer = opened.post(path + "topics/", {"topic": "son cancer du sein", "answer": "refuse"})
    assert answer.status_code == 422
    assert "son cancer du sein" in text(answer)  # what they wrote stays in the form, for them to mend
    assert not fatou.facts.filter(kind=Fact.Kind.REFUSED).exists()


def test_a_topic_of_somebody_else_is_not_dropped(people, opened, path):
    other = keep_contact(people.workspace, Identity(name="Zoé"), by=people.alice)
    fact = say(other, Fact.Kind.TOPIC, "jardins")
    opened.post(path + "topics/", {"topic": fact.pk, "answer": "drop"})
    fact.refresh_from_db()
    assert fact.ended_at is None


def test_they_say_how_they_are_spoken_to(fatou, opened, path):
    opened.post(path + "wishes/", {"form": "tu", "language": "en"})
    fatou.refresh_from_db()
    assert (fatou.form, fatou.language, fatou.name) == ("tu", "en", "Fatou Diop")
    assert opened.post(path + "wishes/", {"form": "thou", "language": "en"}).status_code == 422


def test_objecting_holds_at_once_and_is_done_once(fatou, opened, path):
    for _press in range(2):
        assert opened.post(path + "object/").status_code == 302
    request = Request.objects.get()
    assert (request.kind, request.state) == ("object", "done")
    assert fatou.left_in_peace.get(lifted_at=None).topic == ""
    shown = text(opened.get(path))
    assert "object/" not in shown
    assert "data@tri.example" in shown


def test_whoever_is_written_to_again_may_object_again(fatou, opened, path):
    opened.post(path + "object/")
    fatou.left_in_peace.update(lifted_at=timezone.now())
    opened.post(path + "object/")
    assert Request.objects.filter(kind="object").count() == 2
    assert fatou.left_in_peace.filter(lifted_at=None).count() == 1


def test_being_erased_is_asked_in_two_steps_and_kept_once(fatou, opened, path):
    assert Request.objects.count() == 0
    assert opened.get(path + "erase/").status_code == 200
    assert Request.objects.count() == 0
    for words in ("", "Je change de métier"):
        opened.post(path + "erase/", {"words": words})
    request = Request.objects.get()
    assert (request.kind, request.state, request.words) == ("erase", "open", "Je change de métier")
    assert request.due_on == answer_due(timezone.localdate(request.received_at))
    assert fatou.left_in_peace.get(lifted_at=None).topic == ""
    Request.objects.update(state="leaving")
    opened.post(path + "erase/", {"words": ""})
    assert Request.objects.count() == 1


def test_the_team_keeps_what_comes_by_letter(people, fatou):
    now = timezone.now()
    told = {"via": Request.Via.LETTER, "by": people.bob, "now": now}
    request = ask(fatou, kind=Request.Kind.OBJECT, words="Laissez-moi", **told)
    assert (request.state, request.via) == ("open", "letter")
    assert fatou.left_in_peace.filter(lifted_at=None).exists()
    assert ask(fatou, kind=Request.Kind.ACCESS, **told).state == "open"
    with pytest.raises(NeedsWordsError):
        ask(fatou, kind=Request.Kind.CORRECT, **told)
    with pytest.raises(NotAllowedError):
        ask(fatou, kind=Request.Kind.ACCESS, via=Request.Via.LETTER, by=people.charlie, now=now)
    entries = Entry.objects.filter(event="privacy.asked")
    assert {one.facts["kind"] for one in entries} == {"object", "access"}
    assert all("Laissez" not in json.dumps(one.facts) for one in entries)


def test_what_was_answered_is_read_on_the_page(fatou, opened, path):
    leave_in_peace(fatou, by=SYSTEM, now=timezone.now())
    ask(fatou, kind=Request.Kind.CORRECT, words="Faux", by=SYSTEM, now=timezone.now())
    Request.objects.update(state="refused", answer="Notre source est publique.", answered_at=timezone.now())
    assert "Notre source est publique." in text(opened.get(path))


def test_ten_thousand_things_are_read_page_by_page(fatou, opened, path, django_assert_max_num_queries):
    day, now = timezone.now().date(), timezone.now()
    Fact.objects.bulk_create(
        Fact(contact=fatou, kind="note", value=f"Note {n:05}", how="noted", learned_on=day, noted_at=now)
        for n in range(10_000)
    )
    with django_assert_max_num_queries(80):
        answer = opened.get(path)
    assert len(answer.content) < 100_000
    for number, first in ((1, "Note 00000"), (50, "Note 04899"), (101, "Note 09999")):
        assert first in text(opened.get(f"{path}kept/?of=notes&page={number}"))
    assert opened.get(f"{path}kept/?of=notes&page=102").status_code == 302


def test_of_very_many_facts_each_section_shows_its_own_and_what_holds_comes_first(fatou):
    now = timezone.now()
    made = [
        Fact(contact=fatou, kind=kind, value=f"{kind} {number}", how="noted", learned_on=now.date(), ended_at=ended)
        for kind in (Fact.Kind.AUDIENCE, Fact.Kind.NOTE)
        for ended in (None, now)
        for number in range(READ)
    ]
    Fact.objects.bulk_create(made)
    with translation.override("en"):
        shown = overview(fatou)
    by_code = {one.code: one for one in shown.sections}
    assert not shown.is_whole
    assert by_code["facts"].is_cut
    assert by_code["notes"].is_cut
    assert not by_code["identity"].is_cut
    assert all("no longer held" not in line.source for code in ("facts", "notes") for line in by_code[code].lines)


def test_tables_without_a_row_of_theirs_are_asked_about_together(fatou):
    with CaptureQueriesContext(connection) as asked, translation.override("en"):
        overview(fatou)
    questions = [one["sql"] for one in asked.captured_queries]
    for table in ("relations_ask", "relations_promise", "relations_idea", "privacy_kepton", "contacts_acquaintance"):
        assert sum(table in one for one in questions) == 1, table


@pytest.mark.parametrize("number", ["9" * 30, "９", "-1", "", "x"])
def test_a_topic_that_is_none_changes_nothing(opened, path, number):
    assert opened.post(path + "topics/", {"answer": "drop", "topic": number}).status_code == 302
