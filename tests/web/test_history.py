"""History on screen and as files: sentences, finding, what others never see, and how much is asked of the database."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

from entregent.accounts.actions import (
    add_closure,
    change_hours,
    change_role,
    change_workspace,
    invite,
    join_workspace,
    note_absence,
    set_known_names,
)
from entregent.accounts.models import KnownName, Role
from entregent.accounts.permissions import SYSTEM
from entregent.history.actions import forget_name, record
from entregent.history.models import Entry
from entregent.history.selectors import doers_of, entries_of
from entregent.history.wording import UNKNOWN, sentence_of
from entregent.watches.actions import keep_watch
from entregent.web.history_events import EVENTS, kind_of
from entregent.web.views.history import PER_PAGE
from tests.architecture.deeds import PLACEHOLDER, said_deeds
from tests.architecture.rooms import PACKAGE, PROJECT

pytestmark = pytest.mark.django_db
NO_BREAK = str.maketrans("\u202f\u00a0", "  ")


@pytest.fixture
def address(people):
    return f"/w/{people.workspace.slug}/settings/history/"


@pytest.fixture
def read(people, client, address):
    """Open the page as Alice; give its text, with plain spaces."""
    client.force_login(people.alice)

    def open_page(language: str = "en", **asked: object) -> str:
        page = client.get(address, asked, headers={"accept-language": language})
        assert page.status_code == 200
        return page.content.decode().translate(NO_BREAK)

    return open_page


def sentences(page: str) -> list[str]:
    return re.findall(r'<p class="deed">(.*?)</p>', page, re.DOTALL)


def latest(people, language: str) -> str:
    with override(language):
        return sentence_of(entries_of(people.workspace.pk)[0], EVENTS).translate(NO_BREAK)


# What is said


def test_the_deeds_of_every_room_are_known():
    assert {one.code for one in said_deeds(PACKAGE)} == set(EVENTS)


@pytest.mark.parametrize("code", sorted(EVENTS))
def test_each_deed_has_a_kind_an_icon_and_a_whole_sentence_in_both_languages(code):
    event = EVENTS[code]
    assert kind_of(code)
    assert event.icon in Path(PROJECT / "frontend/icons.txt").read_text(encoding="utf-8").splitlines()
    needed = set(PLACEHOLDER.findall(str(event.sentence)))
    facts = {
        name: "2026-05-31" if name in event.dates else next(iter(event.labels.get(name, ["x"]))) for name in needed
    }
    entry = Entry(event=code, by_id=1, by_name="Zoé", about_name="Ziad", facts=facts)
    said = {}
    for language in ("en", "fr"):
        with override(language):
            said[language] = sentence_of(entry, EVENTS)
        assert "%(" not in said[language]
        assert UNKNOWN not in said[language]
        assert {"Zoé", "Ziad"} & set(re.findall(r"\w+", said[language]))
    assert said["fr"] != said["en"]


def test_a_role_is_said_in_words(people):
    change_role(people.workspace.memberships.get(user=people.bob), role=Role.WRITER, by=people.alice)
    assert latest(people, "en") == "Alice changed the role of Bob: Conductor, now Writer."
    assert latest(people, "fr") == "Alice a changé le rôle de Bob : Chef d’orchestre, désormais Rédaction."


def test_what_changed_in_the_settings_is_listed_in_words(people):
    change_hours(people.workspace, by=people.alice, attack_hours=1, school_zone="B", work_days=[0, 1])
    said = "Alice changed hours and deadlines: the zone of school holidays, the working days and the time to answer an attack."
    assert latest(people, "en") == said
    change_workspace(people.workspace, by=SYSTEM, name="Les Amis du vélo")
    assert latest(people, "fr") == "Entregent a changé les réglages de l’organisation : le nom."


def test_days_are_written_as_the_reader_writes_them(people):
    given = {"name": "Ponts de mai", "first_day": date(2026, 5, 8), "last_day": date(2026, 5, 31)}
    add_closure(people.workspace, by=people.alice, **given)
    assert "from May 8, 2026 to May 31, 2026" in latest(people, "en")
    assert "du 8 mai 2026 au 31 mai 2026" in latest(people, "fr")
    alice, bob = people.workspace.memberships.order_by("pk")
    note_absence(bob, cover=alice, first=date(2026, 8, 3), last=date(2026, 8, 4), by=people.bob)
    assert "3 août 2026" in latest(people, "fr")


def test_names_no_longer_known_are_said_as_none(people):
    set_known_names(people.workspace, kind=KnownName.Kind.COMPETITOR, names=["Bac à sable"], by=people.alice)
    assert latest(people, "en") == "Alice changed the names to know (competitors): Bac à sable."
    set_known_names(people.workspace, kind=KnownName.Kind.COMPETITOR, names=[], by=people.alice)
    assert latest(people, "en") == f"Alice changed the names to know (competitors): {UNKNOWN}."


def test_an_entry_of_another_version_is_said_as_well_as_can_be(people):
    record("garden.watered", by=people.bob, workspace=people.workspace, about=people.alice)
    assert latest(people, "en") == "Bob: garden.watered Alice"
    record("watches.kept", by=people.bob, workspace=people.workspace, about=people.alice)
    assert latest(people, "en") == f"Bob wrote the watch “Alice”: {UNKNOWN}"


def test_somebody_forgotten_has_left(people):
    keep_watch(people.workspace, name="Compost", query="compost", by=people.bob)
    forget_name(people.bob.pk)
    assert latest(people, "en") == "Somebody who left wrote the watch “Compost”: compost"
    assert people.bob.pk not in doers_of(people.workspace.pk)


# The page


def test_the_newest_comes_first_below_its_day(people, read):
    then = timezone.now() - timedelta(days=1)
    older = Entry(workspace_id=people.workspace.pk, event="accounts.left", about_name="Zoé", at=then)
    oldest = Entry(
        workspace_id=people.workspace.pk,
        event="accounts.left",
        about_name="Ziad",
        at=datetime(2025, 1, 6, 9, tzinfo=UTC),
    )
    Entry.objects.bulk_create([oldest, older])
    record("accounts.left", by=people.bob, workspace=people.workspace, about=people.bob)
    page = read("fr")
    days = re.findall(r'<h2 id="day-\d+">(.*?)</h2>', page)
    assert days[:3] == ["Aujourd’hui", "Hier", "lundi 6 janvier 2025"]
    assert "Bob" in sentences(page)[0]


def test_hours_are_those_of_the_workspace(people, read):
    people.workspace.time_zone = "Indian/Reunion"
    people.workspace.save()
    at = datetime(2025, 1, 6, 22, 30, tzinfo=UTC)
    Entry.objects.create(workspace_id=people.workspace.pk, event="accounts.left", about_name="Ziad", at=at)
    page = read("fr")
    assert "mardi 7 janvier 2025" in page
    assert "02:30</time>" in page


def test_names_are_escaped(people, read):
    keep_watch(people.workspace, name="<script>x</script>", query="compost", by=people.alice)
    assert "<script>x" not in read()
    assert "&lt;script&gt;x" in read()


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "COMPOST", 1),  # a fact
        ("en", "zoe@", 1),  # an address
        ("en", "bob compost", 1),  # two words, both held
        ("en", "alice compost", 0),
        ("en", "wrote", 1),  # the sentence
        ("fr", "écrit la veille", 1),
        ("fr", "ecrit", 1),
        ("en", "écrit", 0),  # of the other language
        ("en", "moderator", 1),  # a code, in words
        ("fr", "moderation", 1),
        ("en", "who", 0),  # a mark of the sentence, not a word of it
        ("en", "%(who)s", 0),
        ("en", "%", 0),
        ("en", "_", 0),
        ("en", "\0", 6),
        ("en", "nothing of the kind", 0),
    ],
)
def test_it_finds_names_facts_and_words_of_the_sentence(people, read, language, words, found):
    invite(people.workspace, email="zoe@example.org", role=Role.MODERATOR, by=people.alice, now=timezone.now())
    keep_watch(people.workspace, name="Thème", query="compost", by=people.bob)
    record("listening.left", by=SYSTEM, workspace=people.workspace, about=people.elsewhere, address="https://b.example")
    said = sentences(read(language, q=words))
    assert len(said) == found, said


def test_it_finds_what_entregent_did(people, read):
    record("listening.left", by=SYSTEM, workspace=people.workspace, about=people.elsewhere, address="https://b.example")
    assert sentences(read(q="entregent")) == ["Entregent stopped listening to Ailleurs."]
    assert sentences(read(by="0")) == ["Entregent stopped listening to Ailleurs."]


def test_it_shows_the_deeds_of_one_person_and_of_one_kind(people, read):
    keep_watch(people.workspace, name="Thème", query="compost", by=people.bob)
    assert len(sentences(read(by=people.bob.pk))) == 2
    assert sentences(read(by=people.bob.pk, kind="watches")) == ["Bob wrote the watch “Thème”: compost"]
    page = read(by=people.alice.pk, kind="watches")
    assert sentences(page) == []
    assert "Nothing of the kind was done" in page


@pytest.mark.parametrize("asked", [{"by": "²"}, {"by": "9" * 40}, {"kind": "x"}, {"page": "²"}, {"as": "x"}])
def test_odd_questions_are_answered_with_everything(people, read, asked):
    assert len(sentences(read(**asked))) == 3


def test_a_person_is_listed_once_under_the_latest_name(people):
    people.bob.name = "Bob Martin"
    record("accounts.left", by=people.bob, workspace=people.workspace, about=people.bob)
    assert doers_of(people.workspace.pk)[people.bob.pk] == "Bob Martin"


def test_a_long_history_is_cut_in_pages_that_keep_the_question(people, read):
    fill(people.workspace, PER_PAGE + 5)
    assert len(sentences(read(q="zoe"))) == PER_PAGE
    page = read(q="zoe", page=2)
    assert len(sentences(page)) == 5
    assert "q=zoe&amp;page=1" in page
    assert "q=zoe&amp;page=2&amp;as=csv" not in page


def test_other_workspaces_are_never_seen(people, client, address):
    record("accounts.left", by=people.charlie, workspace=people.elsewhere, about=people.charlie)
    client.force_login(people.charlie)
    assert client.get(address).status_code == 404
    assert client.get(address, {"as": "csv"}).status_code == 404
    client.force_login(people.alice)
    for asked in ({}, {"q": "Charlie"}, {"by": people.charlie.pk}):
        assert "Charlie" not in "".join(sentences(client.get(address, asked).content.decode()))
    for form in ("csv", "jsonl"):
        assert "Charlie" not in content(client.get(address, {"as": form}))


def test_what_concerns_the_installation_is_no_affair_of_a_workspace(people, read):
    record("accounts.left", by=SYSTEM, workspace=None, about=people.charlie)
    assert "Charlie" not in read()


@pytest.mark.parametrize("role", [Role.WRITER, Role.AGENCY, Role.READER])
def test_some_roles_do_not_see_it(people, client, address, role):
    join_workspace(people.workspace, user=people.charlie, role=role)
    client.force_login(people.charlie)
    assert client.get(address).status_code == 403
    assert client.get(address, {"as": "csv"}).status_code == 403


# Files


def content(answer) -> str:
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def export(people, client, address):
    client.force_login(people.alice)

    def take(language: str = "en", **asked: object):
        answer = client.get(address, asked, headers={"accept-language": language})
        assert answer.status_code == 200
        return answer

    return take


def test_a_spreadsheet_reads_it_in_the_language_of_the_reader(people, export):
    keep_watch(people.workspace, name="Été ; « pluie »", query='compost OR "tri, verre"', by=people.bob)
    english, french = (content(export(language, **{"as": "csv"})) for language in ("en", "fr"))
    assert english.startswith("\ufeffDate,Who,Code,About,What was done,Facts\r\n")
    assert french.startswith("\ufeffDate;Qui;Code;À propos de;Ce qui a été fait;Détails\r\n")
    first = list(csv.reader(io.StringIO(french.lstrip("\ufeff")), delimiter=";"))[1]
    assert datetime.fromisoformat(first[0]).utcoffset() in (timedelta(hours=1), timedelta(hours=2))
    assert first[1:4] == ["Bob", "watches.kept", "Été ; « pluie »"]
    assert first[4].startswith("Bob a écrit la veille")
    assert json.loads(first[5]) == {"query": 'compost OR "tri, verre"'}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_a_spreadsheet_is_a_formula(people, export, start):
    name = f'{start}HYPERLINK("http://evil.example")'
    people.bob.name = name
    record("watches.removed", by=people.bob, workspace=people.workspace, about=people.bob)
    first = list(csv.reader(io.StringIO(content(export(**{"as": "csv"})), newline="")))[1]
    assert first[1] == first[3] == f"'{name}"
    assert first[4].startswith(f"'{start}")


def test_lines_of_json_hold_each_entry_whole(people, export):
    keep_watch(people.workspace, name="=1+1", query="compost", by=people.bob)
    answer = export("fr", **{"as": "jsonl"})
    assert answer["Content-Type"] == "application/x-ndjson; charset=utf-8"
    lines = [json.loads(line) for line in content(answer).splitlines()]
    assert len(lines) == 4
    assert set(lines[0]) == {"date", "who", "event", "about", "sentence", "facts"}
    assert lines[0]["about"] == "=1+1"
    assert lines[0]["facts"] == {"query": "compost"}


def test_a_file_holds_what_is_shown_and_all_of_it(people, export):
    fill(people.workspace, 1203)
    lines = content(export(q="zoe", **{"as": "jsonl"})).splitlines()
    assert len(lines) == len(set(lines)) == 1203
    answer = export(by=people.bob.pk, **{"as": "csv"})
    assert re.fullmatch(r'attachment; filename="les-amis-du-tri-\d{4}-\d\d-\d\d.csv"', answer["Content-Disposition"])
    assert len(content(answer).splitlines()) == 2


# How much it asks


def fill(workspace, count: int) -> None:
    """Deeds of Zoé's: each moment, name and query of its own."""
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(
            workspace_id=workspace.pk,
            by_id=900 + number % 20,
            by_name=f"Zoé {number % 20}",
            event=("watches.kept", "watches.changed", "listening.followed")[number % 3],
            about_id=number,
            about_name=f"Thème {number}",
            facts={"query": f"compost OR mot{number}"},
            folded=f" zoe {number % 20} theme {number} compost or mot{number} ",
            at=now - timedelta(minutes=count - number),
        )
        for number in range(count)
    )


def test_it_asks_as_much_of_a_long_history_as_of_a_short_one(people, client, address, django_assert_num_queries):
    client.force_login(people.alice)
    client.get(address)  # the first page of a session writes the session
    with django_assert_num_queries(8):
        client.get(address)
    fill(people.workspace, 300)
    with django_assert_num_queries(8):
        client.get(address, {"q": "compost", "page": 2})
