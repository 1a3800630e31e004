"""The command as people type it: a process of its own, its words, its exit code."""

import json
import socket
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from entregent.cli.errors import CONFIGURATION, DATABASE, DISK, INPUT, NOTHING_READ, PORT_TAKEN
from tests.real.posts import RealPost
from tests.real.server import Answer, real_answers, rss, serving
from tests.services import require


def post(slug: str, title: str, text: str, month: int = 5) -> RealPost:
    return RealPost(slug, title, "Zoé", datetime(2026, month, 1, tzinfo=UTC), f"<p>{text}</p>")


POSTS = [post("a", "Le compost", "Un composteur."), post("b", "Autre", "Rien.")]


@pytest.fixture
def feeds(tmp_path):
    answers = {
        "/good": rss(
            "Le blog de Zoé",
            "https://zoe.example",
            POSTS,
        ),
        "/garbage": Answer(b"\x00\x01"),
        "/gone": Answer(b"", status=410),
    }
    with serving(answers) as served:
        yield served, served.opml({path: path for path in [*answers, "/missing"]}, tmp_path / "feeds.opml")


def allow(served) -> tuple[str, str]:
    return "--allow", f"127.0.0.1:{served.port}"


def test_it_listens_and_prints_mentions_voices_and_failures(entregent, feeds):
    served, opml = feeds
    said = entregent("listen", str(opml), "--watch", "compost*", "--once", *allow(served)).stdout
    assert "1 mention of compost*" in said
    assert "1 voice on compost*" in said
    assert "Le blog de Zoé" in said
    assert "3 feeds could not be read" in said
    assert "gone for good" in said


def test_it_speaks_french(entregent, feeds):
    served, opml = feeds
    said = entregent("listen", str(opml), "--watch", "compost*", "--once", *allow(served), language="fr").stdout
    assert "1 mention de compost*" in said
    assert "n’ont pas pu être lus" in said


def test_json_holds_the_same(entregent, feeds):
    served, opml = feeds
    found = json.loads(entregent("listen", str(opml), "--watch", "compost*", "--once", "--json", *allow(served)).stdout)
    watch = found["watches"][0]
    assert watch["mention_count"] == 1
    assert watch["voices"][0]["name"] == "Le blog de Zoé"
    assert watch["voices"][0]["share"] == 0.5
    assert len(found["failures"]) == 3


def test_listening_twice_finds_nothing_twice(entregent, feeds):
    served, opml = feeds
    for _ in range(2):
        found = json.loads(
            entregent("listen", str(opml), "--watch", "compost*", "--once", "--json", *allow(served)).stdout
        )
        assert found["watches"][0]["mention_count"] == 1


def test_private_addresses_are_not_read_unless_allowed(entregent, feeds):
    _, opml = feeds
    said = entregent("listen", str(opml), "--watch", "compost*", "--once", "--json", check=NOTHING_READ)
    found = json.loads(said.stdout)
    assert {failure["reason"] for failure in found["failures"]} == {
        "This address is inside a private network, where Entregent does not go."
    }


@pytest.mark.parametrize("content", ["", "hello", "<html></html>", "<opml><body/></opml>"])
def test_an_opml_that_is_none_is_said(entregent, tmp_path, content):
    path = tmp_path / "feeds.opml"
    path.write_text(content)
    assert (
        "is not a list of feeds in OPML" in entregent("listen", str(path), "--watch", "a", "--once", check=INPUT).stderr
    )


def test_an_opml_that_is_not_well_formed_is_read(entregent, feeds, tmp_path):
    served, _ = feeds
    path = tmp_path / "broken.opml"
    path.write_text(f'<opml><body><outline text="Sel & poivre" xmlUrl="{served.address("/good")}">')
    found = json.loads(entregent("listen", str(path), "--watch", "compost*", "--once", "--json", *allow(served)).stdout)
    assert found["watches"][0]["mention_count"] == 1


def test_a_watch_that_cannot_be_read_is_pointed_at(entregent, feeds):
    said = entregent("listen", str(feeds[1]), "--watch", "(compost", "--once", check=INPUT, language="fr").stderr
    assert said.startswith("(compost\n^\nLa parenthèse du caractère 1 n’est jamais fermée")


def test_an_unknown_workspace_is_named_with_those_there_are(entregent, feeds):
    assert (
        "There is no workspace “x”"
        in entregent("listen", str(feeds[1]), "--watch", "a", "--once", "--workspace", "x", check=INPUT).stderr
    )


def test_a_port_in_use_is_said(entregent):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in entregent("serve", "--port", str(port), check=PORT_TAKEN).stderr


def test_a_home_that_cannot_be_written_is_said(entregent, tmp_path):
    (tmp_path / "file").write_text("")
    said = entregent("doctor", check=CONFIGURATION, ENTREGENT_HOME=str(tmp_path / "file" / "home"))
    assert "cannot be written" in said.stdout
    assert (
        "cannot be written"
        in entregent("serve", check=CONFIGURATION, ENTREGENT_HOME=str(tmp_path / "file" / "home")).stderr
    )


def test_debug_is_refused_on_a_public_address(entregent):
    said = entregent("serve", check=CONFIGURATION, ENTREGENT_DEBUG="1", ENTREGENT_BIND="0.0.0.0").stderr
    assert "can be reached from outside" in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "eighty"),
        ("ENTREGENT_HTTPS", "maybe"),
        ("ENTREGENT_ALLOWED_ADDRESSES", "intranet:80"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x"),
    ],
)
def test_a_wrong_setting_is_a_sentence(entregent, variable, value):
    done = entregent("worker", check=None, **{variable: value})
    assert done.returncode in (CONFIGURATION, DATABASE)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 4


def test_a_database_from_a_newer_version_is_left_alone(entregent, tmp_path):
    import sqlite3

    entregent("manage", "migrate", "--verbosity", "0")
    path = tmp_path / "home" / "entregent.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('contacts', '0001_later', '2030-01-01')"
        )
    database.close()
    said = entregent("serve", check=DATABASE).stderr
    assert "newer version of Entregent (contacts.0001_later)" in said


def test_a_full_disk_is_said_and_nothing_is_lost(entregent, feeds, tmp_path):
    served, opml = feeds
    small = tmp_path / "small"
    small.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(small)], check=False, capture_output=True
    )
    require("a small disk", made.returncode == 0 or None, advice="run as root, who may mount a tmpfs")
    try:
        words = ("listen", str(opml), "--watch", "compost*", "--once", *allow(served))
        done = entregent(*words, check=DISK, ENTREGENT_HOME=str(small / "home"))
        assert "The disk is full" in done.stderr
        assert "Traceback" not in done.stderr
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_the_secret_key_is_made_once_and_kept_private(entregent, tmp_path):
    entregent("doctor", check=None)
    path = tmp_path / "home" / "secret.key"
    first = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    entregent("doctor", check=None)
    assert path.read_text() == first
    path.chmod(0o644)
    assert "chmod 600" in entregent("doctor", check=CONFIGURATION).stdout


def test_help_is_fast_and_imports_no_django():
    code = (
        "import sys; sys.argv = ['entregent', '--help']\nimport entregent.cli\n"
        "try: entregent.cli.main()\nexcept SystemExit: print('django' in sys.modules)"
    )
    fastest = 9.0
    for _ in range(3):
        started = time.perf_counter()
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        fastest = min(fastest, time.perf_counter() - started)
        assert said.strip().endswith("False")
    assert fastest < 0.3


@pytest.mark.real_data
def test_it_finds_who_speaks_of_a_theme_in_real_french_posts(entregent, shared_data, tmp_path):
    """On two real French blogs, those who write about React and about static sites come first, with their posts as proof."""
    answers, titles = real_answers(shared_data)
    with serving(answers) as served:
        opml = served.opml(titles, tmp_path / "real.opml")
        queries = ["--watch", "React OR Preact", "--watch", '"site statique" OR "sites statiques" OR Hugo']
        said = entregent("listen", str(opml), *queries, "--once", "--json", *allow(served)).stdout
    react, static = json.loads(said)["watches"]
    assert react["mention_count"] >= 40
    assert react["voices"][0]["name"] == "bloodyowl"
    assert "Introduction à React" in [post["title"] for post in react["voices"][0]["best_posts"]]
    assert static["mention_count"] >= 60
    assert static["voices"][0]["name"] == "frank"
    assert {voice["name"] for voice in static["voices"][:4]} >= {"regis", "arnaud"}
    reasons = {failure["reason"] for failure in json.loads(said)["failures"]}
    assert reasons == {"What stands at this address is not a feed: look for the site’s RSS address."}
