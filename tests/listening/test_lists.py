"""Lists on screen: brought in with a preview, undone, put out, shown to other readers."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from entregent.accounts.models import Role
from entregent.connectors.lists import read_list
from entregent.history.models import Entry
from entregent.listening.actions import follow, open_import, open_live_list
from entregent.listening.actions import imports as bounds
from entregent.listening.lists.live import live_list_at, secret_of
from entregent.listening.lists.reading import lines_of
from entregent.listening.models import Following, Import, LiveList, Source
from tests.people import make_team
from tests.posts import NOW

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    client.base = f"/w/{people.workspace.slug}/listen/sources/"
    return client


def given(alice, content, name="amis.csv"):
    file = SimpleUploadedFile(name, content)
    return alice.post(alice.base + "import/", {"file": file}, follow=True, headers=EN)


def page_of(answer):
    return answer.content.decode()


def streamed(answer):
    return b"".join(answer.streaming_content)


def test_a_file_is_shown_then_confirmed_then_undone(alice, people):
    answer = given(
        alice, "Titre;Adresse\nZoé;https://zoe.example/feed\nFaux;ftp://x\nInterne;http://10.0.0.1/\n".encode("cp1252")
    )
    page = page_of(answer)
    for said in (
        "1 new source in this list",
        "Zoé",
        "Not an address on the Web",
        "Inside a private network",
        "windows-1252",
        "semicolons",
    ):
        assert said in page
    assert not Source.objects.exists()
    here = answer.redirect_chain[-1][0]
    page = page_of(alice.post(here + "confirm/", follow=True, headers=EN))
    assert "1 source is now listened to." in page
    assert "2 lines were refused." in page
    assert Following.objects.filter(ended_at=None).count() == 1
    page = page_of(alice.post(here + "undo/", follow=True, headers=EN))
    assert "This import was undone" in page
    assert not Following.objects.filter(ended_at=None).exists()
    assert "undone" in page_of(alice.get(alice.base + "import/", headers=EN))


def test_ticks_of_the_page_count_also_when_one_confirms_at_once(alice):
    answer = given(alice, b"https://a.example/feed\nhttps://b.example/feed")
    one = Import.objects.get()
    keys = list(lines_of(one).values_list("pk", flat=True))
    alice.post(answer.redirect_chain[-1][0] + "confirm/", {"stood": keys, "take": keys[1:]})
    assert [str(one.source) for one in Following.objects.all()] == ["https://b.example/feed"]


def test_a_pasted_list_a_filter_and_all_of_a_choice_left_out(alice):
    text = "\n".join(f"https://blog-{n}.example/feed" for n in range(150)) + "\nrien"
    answer = alice.post(alice.base + "import/", {"pasted": text}, follow=True, headers=EN)
    here = answer.redirect_chain[-1][0]
    page = page_of(alice.get(here + "?verdict=bad_address", headers=EN))
    assert "rien" in page
    assert "blog-1." not in page
    assert "blog-149" in page_of(alice.get(here + "?page=2"))
    alice.post(here + "choose/", {"all": "leave", "q": "blog-1", "verdict": ""})
    assert lines_of(Import.objects.get()).chosen().count() == 150 - 61
    fragment = page_of(alice.post(here + "choose/", {"all": "take"}, headers=EN | {"hx-request": "true"}))
    assert "Listen to 150 sources" in fragment
    assert "<html" not in fragment


def test_a_long_list_shows_how_far_it_is(alice, people, monkeypatch):
    monkeypatch.setattr(bounds, "AT_ONCE", 0)
    answer = given(alice, b"https://a.example/feed")
    page = page_of(alice.post(answer.redirect_chain[-1][0] + "confirm/", follow=True, headers=EN))
    for said in ("0 of 1 taken in", "<progress", "every 1s", 'http-equiv="refresh"', "No worker is at work"):
        assert said in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "There is nothing to read in this file"),
        (b"", "There is nothing to read in this file"),
    ],
)
def test_what_is_no_list_is_refused_in_words(alice, content, said):
    answer = given(alice, content)
    assert answer.status_code == 422
    assert said in page_of(answer)


def test_a_list_too_large_or_missing_is_refused_in_words(alice, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_LINES", 1)
    assert "more than 100,000 lines" in page_of(given(alice, b"https://a.example/\nhttps://b.example/"))
    assert "Choose a file, or paste a list" in page_of(alice.post(alice.base + "import/", {}, headers=EN))


def test_a_list_of_nothing_new_says_so_and_is_put_aside(alice, people):
    follow(people.workspace, address="https://a.example/feed", by=people.alice)
    answer = given(alice, b"https://a.example/feed\nhttps://a.example/feed")
    assert "there is nothing to do" in page_of(answer)
    here = answer.redirect_chain[-1][0]
    assert "No source is chosen" in page_of(alice.post(here + "confirm/", follow=True, headers=EN))
    assert "put aside" in page_of(alice.post(here + "forget/", follow=True, headers=EN))
    assert not Import.objects.exists()


def test_other_columns_are_read(alice):
    answer = given(
        alice,
        b"Nom;Site;Flux\nA;https://a.example/;https://a.example/feed\nB;https://b.example/;https://b.example/feed\n",
    )
    page = page_of(
        alice.post(
            answer.redirect_chain[-1][0] + "columns/", {"address": 1, "title": -1, "has_head": "on"}, follow=True
        )
    )
    assert "https://a.example/feed" not in page
    assert "https://a.example/" in page


def test_it_is_said_in_french(alice, people):
    one = open_import(people.workspace, content=b"https://a.example/feed", name="", by=people.alice, now=NOW)
    page = page_of(alice.get(f"{alice.base}import/{one.pk}/", headers={"accept-language": "fr"}))
    assert "1 nouvelle source dans cette liste" in page
    assert "Écouter 1 source" in page


def sources(people):
    kept = {
        "https://zoe.example/feed": ("Zoé & « Cie »", "feed"),
        "https://sum.example/feed": ("=1+1", "feed"),
        "https://lavoir.example/": ('Le lavoir; "vieux"', "website"),
    }
    for address, (title, kind) in kept.items():
        follow(people.workspace, address=address, by=people.alice, title=title, kind=kind)
    return {(address, title, kind) for address, (title, kind) in kept.items()}


@pytest.mark.parametrize("form", ["opml", "csv"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_put_out_can_be_brought_in(alice, people, form, language):
    kept = sources(people)
    answer = alice.get(alice.base + "export/", {"as": form}, headers={"accept-language": language})
    content = streamed(answer)
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    assert {(row.address, row.title, row.kind) for row in read_list(content).rows} == kept


def test_no_cell_of_the_table_is_a_formula(alice, people):
    sources(people)
    text = streamed(alice.get(alice.base + "export/", {"as": "csv"}, headers=EN)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_live_list_is_open_to_whoever_has_its_address_until_it_is_closed(alice, people, client):
    sources(people)
    alice.post(alice.base + "export/live/open/")
    first = f"/lists/{secret_of(LiveList.objects.get())}/"
    assert f"http://testserver{first}" in page_of(alice.get(alice.base + "export/"))
    client.logout()
    answer = client.get(first)
    assert answer["Cache-Control"] == "private, no-store"
    assert b"https://zoe.example/feed" in streamed(answer)
    assert LiveList.objects.get().asked_at is not None
    client.force_login(people.alice)
    client.post(alice.base + "export/live/open/")
    second = f"/lists/{secret_of(LiveList.objects.get())}/"
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post(alice.base + "export/live/close/")
    assert client.get(second).status_code == 404
    codes = list(Entry.objects.filter(event__contains="live_list").order_by("pk").values_list("event", flat=True))
    assert codes == ["listening.live_list_opened"] * 2 + ["listening.live_list_closed"]


@pytest.mark.parametrize("secret", ["", "unknown", "1-", "1-" + "0" * 64, "x-y", "9" * 40 + "-a", "²-a"])
def test_what_was_never_given_opens_nothing(people, secret):
    open_live_list(people.workspace, by=people.alice, now=timezone.now())
    assert live_list_at(secret) is None


def test_guesses_are_limited(client, people):
    codes = [client.get(f"/lists/{n}-guess/").status_code for n in range(61)]
    assert codes == [404] * 60 + [429]


def test_a_reader_takes_the_list_away_but_sees_no_secret(client, people):
    live = open_live_list(people.workspace, by=people.alice, now=timezone.now())
    client.force_login(make_team(people.workspace)[Role.READER])
    page = page_of(client.get(f"/w/{people.workspace.slug}/listen/sources/export/"))
    assert secret_of(live) not in page
    assert "live/open" not in page
