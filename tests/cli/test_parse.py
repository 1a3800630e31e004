"""`entregent parse`: what a feed says, printed; what is no feed costs a sentence and an exit code, never a trace."""

import json
import os
import subprocess
import sys
import time

import pytest

from entregent.cli.errors import INPUT, USAGE

HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Le blog</title><link>https://blog.example/</link>'
FEED = HEAD + (
    "<language>fr</language><item><title>Le compost</title><link>/compost</link><guid isPermaLink='false'>1</guid>"
    "<author>zoe@blog.example (Zoé)</author><pubDate>Tue, 02 Jun 2026 10:00:00 +0200</pubDate><category>jardin</category>"
    "<enclosure url='/voix.mp3' type='audio/mpeg' length='12'/>"
    "<description>&lt;p&gt;Du &lt;a href='/t'&gt;texte&lt;/a&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;"
    "&lt;img src='https://spy.example/1.gif'&gt;&lt;a href='javascript:x()'&gt;ici&lt;/a&gt;</description></item></channel></rss>"
)


@pytest.fixture
def parse(tmp_path):
    """Run the command on a content, from a file or from standard input; give what it said."""

    def run(content: bytes | str, *options: str, check: int = 0, stdin: bool = False, **environment: str):
        path = tmp_path / "feed.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("ENTREGENT_", "DJANGO_"))}
        done = subprocess.run(
            [sys.executable, "-m", "entregent", "parse", "-" if stdin else str(path), *options],
            env=clean | {"LANGUAGE": "en", "COLUMNS": "160"} | environment,
            stdin=path.open("rb") if stdin else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert done.returncode == check, done.stdout + done.stderr
        return done

    return run


def test_json_holds_one_normalised_feed(parse):
    found = json.loads(parse(FEED, "--json").stdout)
    assert found == {
        "title": "Le blog",
        "link": "https://blog.example/",
        "language": "fr",
        "entries": [
            {
                "id": "1",
                "title": "Le compost",
                "link": "https://blog.example/compost",
                "author": "Zoé",
                "published": "2026-06-02T08:00:00Z",
                "updated": None,
                "language": "fr",
                "html": '<p>Du <a href="https://blog.example/t" rel="noopener noreferrer nofollow ugc">texte</a>.</p>'
                '<a rel="noopener noreferrer nofollow ugc">ici</a>',
                "text": "Du texte.\nici",
                "tags": ["jardin"],
                "enclosures": [{"url": "https://blog.example/voix.mp3", "type": "audio/mpeg", "length": 12}],
            }
        ],
    }


def test_standard_input_is_read_the_same(parse):
    assert parse(FEED, "--json", stdin=True).stdout == parse(FEED, "--json").stdout


def test_relative_links_start_from_the_base_and_lead_nowhere_without(parse):
    bare = FEED.replace("<link>https://blog.example/</link>", "")
    assert json.loads(parse(bare, "--json").stdout)["entries"][0]["link"] is None
    assert "feed.invalid" not in parse(bare, "--json").stdout
    based = json.loads(parse(bare, "--json", "--base", "https://other.example/x/feed").stdout)
    assert based["entries"][0]["link"] == "https://other.example/compost"


def test_the_content_type_says_the_encoding(parse):
    latin = FEED.replace(' encoding="utf-8"', "").encode("iso-8859-1")
    said = parse(latin, "--json", "--content-type", "application/rss+xml; charset=iso-8859-1").stdout
    assert json.loads(said)["entries"][0]["author"] == "Zoé"


def test_without_json_people_can_read_it(parse):
    said = parse(FEED).stdout
    assert all(words in said for words in ("Le blog", "1 entry", "Le compost", "Zoé", "2026-06-02 08:00"))


def test_it_speaks_french(parse):
    assert "1 article" in parse(FEED, LANGUAGE="fr").stdout
    assert "n’est pas un flux" in parse("hello", check=INPUT, LANGUAGE="fr").stderr


def test_a_title_commands_no_terminal(parse):
    nasty = FEED.replace("Le compost", "\u009b31mLe [bold]compost[/] \u202e").encode()
    said = parse(nasty).stdout
    assert "\u009b" not in said
    assert "\u202e" not in said
    assert "[bold]compost[/]" in said


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "content",
    [b"", b" \n", b"hello", b"\x00\x01\x02", b"{", b'{"items": 1}', b"<html><body>x</body></html>", b"<rss", b"\xff\xfe<\x00",
     b"<" * 10_000],
    ids=["empty", "blank", "words", "binary", "half JSON", "other JSON", "a page", "half a tag", "half UTF-16", "openings"],
)  # fmt: skip
def test_what_is_no_feed_is_said_in_a_sentence(parse, content):
    said = parse(content, "--json", check=INPUT)
    assert "is not a feed" in said.stderr
    assert said.stdout == ""


@pytest.mark.parametrize(
    "content",
    [
        FEED.replace("Du ", "Sel & poivre &nbsp; ")[:-20],
        FEED.encode("latin-1"),
        FEED.encode("utf-16"),
        f'<!DOCTYPE rss [<!ENTITY e0 "ha">{BOMB}]>' + FEED.split("?>")[1].replace("Le compost", "&e11;"),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + FEED.split("?>")[1].replace("Le compost", "&x;"),
        FEED.replace("Tue, 02 Jun 2026 10:00:00 +0200", "le mardi 2 juin"),
        FEED.replace("2026", "99999"),
        FEED.replace("<guid isPermaLink='false'>1</guid>", ""),
        FEED.replace("/compost", "javascript:alert(1)"),
        FEED.replace("Le compost", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")),
    ],
    ids=["not well-formed", "wrong charset", "UTF-16", "entity bomb", "external entity", "no date", "year 99999", "no id",
         "javascript: link", "half a character"],
)  # fmt: skip
def test_a_feed_with_faults_is_read_as_far_as_possible(parse, content):
    said = parse(content, "--json").stdout
    entry = json.loads(said)["entries"][0]
    assert entry["id"]
    assert "root:" not in said
    assert "javascript:" not in entry["html"] + (entry["link"] or "")
    assert len(said) < 20_000


def test_scripts_and_tracking_pixels_are_gone(parse):
    said = parse(FEED, "--json").stdout
    assert not any(word in said for word in ("script", "spy.example", "x()"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("mardi 2 juin 2026 à 10h05", "2026-06-02T10:05:00Z"),
        ("Tue, 02 Jun 2094 10:00:00 +0200", "2094-06-02T08:00:00Z"),
    ],
)
def test_dates_in_french_and_to_come_are_printed_as_they_are(parse, written, moment):
    dated = FEED.replace("Tue, 02 Jun 2026 10:00:00 +0200", written)
    assert json.loads(parse(dated, "--json").stdout)["entries"][0]["published"] == moment


def test_ids_used_twice_are_told_apart(parse):
    item = FEED[FEED.index("<item>") : FEED.index("</channel>")]
    twice = FEED.replace("</channel>", item.replace("/compost", "/autre") + "</channel>")
    assert len({entry["id"] for entry in json.loads(parse(twice, "--json").stdout)["entries"]}) == 2


def test_fifty_thousand_entries_are_printed(parse):
    item = "<item><title>T{n}</title><link>https://blog.example/{n}</link><pubDate>Tue, 02 Jun 2026 10:00:00 GMT</pubDate></item>"
    many = HEAD + "".join(item.replace("{n}", str(n)) for n in range(50_000)) + "</channel></rss>"
    assert len(json.loads(parse(many, "--json").stdout)["entries"]) == 50_000
    assert "49980 more are not shown" in parse(many).stdout


def test_what_is_larger_than_a_feed_is_refused_soon(parse, tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "entregent", "parse", str(large)], capture_output=True, text=True, check=False
    )
    assert done.returncode == INPUT
    assert "larger than a feed can be" in done.stderr
    assert time.monotonic() - started < 10


def test_a_base_that_is_no_address_is_said(parse):
    assert "is not an address on the Web" in parse(FEED, "--base", "blog", check=INPUT).stderr


def test_a_file_that_is_not_there_is_said(tmp_path):
    command = [sys.executable, "-m", "entregent", "parse", str(tmp_path / "no")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == USAGE


def test_no_django_and_no_database_are_needed(parse, tmp_path):
    """It starts in a quarter of a second, and writes nothing."""
    code = """
import sys
from entregent.cli import main
main(["parse", sys.argv[1], "--json"], standalone_mode=False)
print({name.partition(".")[0] for name in sys.modules} & {"django", "feedparser", "trafilatura", "aiohttp"}, file=sys.stderr)
"""
    path = tmp_path / "feed.xml"
    path.write_text(FEED)
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "set()"
