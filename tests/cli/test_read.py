"""`entregent read`, as people type it: what was read, what was not and why."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from entregent.cli.errors import USAGE
from entregent.cli.read import NOTHING_COULD_BE_READ
from entregent.listening.models import Post
from tests.real.posts import RealPost
from tests.real.server import Answer, rss, serving

POSTS = [
    RealPost(slug, title, "Zoé", datetime(2026, 5, 1, tzinfo=UTC), f"<p>{title}, en quelques mots.</p>")
    for slug, title in (("a", "Le compost"), ("b", "Le verger"))
]


@pytest.fixture
def feeds(tmp_path):
    answers = {
        "/good": rss("Le blog de Zoé", "https://zoe.example", POSTS),
        "/garbage": Answer(b"\x00\x01"),
        "/gone": Answer(b"", status=410),
    }
    with serving(answers) as served:
        yield served, served.opml({path: path for path in [*answers, "/missing", "/lost"]}, tmp_path / "feeds.opml")


@pytest.fixture
def read(ran, people, feeds):
    """Run the command in Alice's workspace, here; give what it said."""
    where = ("--once", "--workspace", people.workspace.slug)

    def run(*words: str, check: int = 0, allowed: bool = True):
        return ran("read", *words, *where, *(allow(feeds[0]) if allowed else ()), check=check)

    return run


def allow(served) -> tuple[str, str]:
    return "--allow", f"127.0.0.1:{served.port}"


def totals(said) -> dict[str, int]:
    return json.loads(said.stdout)["totals"]


def lines(said) -> set[str]:
    return {" ".join(line.strip("│┃ ").split()) for line in said.stdout.splitlines()}


def test_it_says_what_was_read_and_why_some_was_not(read, feeds):
    said = read(str(feeds[1]))
    assert {"5 sources", "Read │ 1", "Could not be read │ 4", "New posts │ 2"} <= lines(said)
    assert "The site says that this feed is gone for good." in said.stdout
    assert said.stdout.count("There is no page at this address any more.") == 1  # two sources, one reason
    assert "Reading" in said.stderr


def test_without_a_workspace_nothing_is_kept_and_it_speaks_french(entregent, feeds, tmp_path):
    served, opml = feeds
    said = entregent("read", str(opml), "--once", *allow(served), language="fr")
    assert {"Nouveaux billets │ 2", "N’ont pas pu être lues │ 4"} <= lines(said)
    assert not list(tmp_path.glob("home/*.sqlite*"))


def test_json_has_totals_and_a_row_a_source(read, feeds):
    served, opml = feeds
    found = json.loads(read(str(opml), "--json").stdout)
    assert found["totals"] == {
        "sources": 5, "read": 1, "unchanged": 0, "failed": 4, "new_posts": 2, "edited_posts": 0,
    }  # fmt: skip
    rows = {row["address"]: row for row in found["sources"]}
    assert rows[served.address("/good")] == {
        "source": "Le blog de Zoé", "address": served.address("/good"), "outcome": "read", "new_posts": 2, "edited_posts": 0,
        "removed_posts": 0, "reason": None,
    }  # fmt: skip
    assert rows[served.address("/gone")]["reason"] == "The site says that this feed is gone for good."
    assert len(rows) == 5


def test_addresses_and_lists_of_them_are_read_each_once(read, feeds, tmp_path):
    served, _opml = feeds
    written = tmp_path / "list.txt"
    written.write_text(f"# blogs\n{served.address('/good')}\n\n{served.address('/gone')}\n")
    assert totals(read(str(written), served.address("/good"), "--json"))["sources"] == 2


def test_in_a_workspace_posts_are_kept_and_found_again(read, feeds, people):
    address = feeds[0].address("/good")
    assert [totals(read(address, "--json"))["new_posts"] for _ in range(2)] == [2, 0]
    assert Post.objects.filter(source__followings__workspace=people.workspace).count() == 2


def test_an_unknown_workspace_is_named_with_those_there_are(ran, people, feeds):
    said = ran("read", str(feeds[1]), "--once", "--workspace", "x", check=USAGE).stderr
    assert "There is no workspace “x”. There are: " in said
    assert people.workspace.slug in said


def test_private_addresses_are_not_read_unless_allowed(read, feeds):
    said = read(feeds[0].address("/good"), "--json", check=NOTHING_COULD_BE_READ, allowed=False)
    (row,) = json.loads(said.stdout)["sources"]
    assert row["reason"] == "This address is inside a private network, where Entregent does not go."


def test_when_nothing_can_be_read_the_code_says_so(read, feeds):
    said = read(feeds[0].address("/gone"), "not an address.", check=NOTHING_COULD_BE_READ)
    assert "This is not the address of a feed on the Web." in said.stdout


def test_a_title_commands_no_terminal(read, feeds, tmp_path):
    path = tmp_path / "feeds.opml"
    path.write_text(
        f'<opml><body><outline text="[bold]Zoé&#x9b;2J[/bold]" xmlUrl="{feeds[0].address("/lost")}"/></body></opml>'
    )
    said = read(str(path), check=NOTHING_COULD_BE_READ).stdout
    assert "\x9b" not in said
    assert "[bold]Zoé2J[/bold]" in said


@pytest.mark.parametrize("content", ["", "bonjour", "<html></html>", "<opml><body/></opml>", "\x00\x01\x02"])
def test_a_file_that_names_no_feed_is_said(ran, tmp_path, content):
    path = tmp_path / "feeds.opml"
    path.write_text(content)
    assert "names no feed" in ran("read", str(path), "--once", check=USAGE).stderr


@pytest.mark.parametrize("missing", ["none.opml", "none", "folder/none.txt"])
def test_a_missing_file_is_said(ran, missing):
    assert f"There is no file {missing}" in ran("read", missing, "--once", check=USAGE).stderr


def test_it_needs_something_to_read(ran):
    assert "Missing argument" in ran("read", check=USAGE).stderr


def test_without_once_it_goes_on_until_told_to_stop(feeds, tmp_path):
    served, _opml = feeds
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call, and never answers
        port = silent.getsockname()[1]
        given = [
            served.address("/good"),
            f"http://127.0.0.1:{port}/feed",
            "--json",
            *allow(served),
            "--allow",
            f"127.0.0.1:{port}",
        ]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ENTREGENT_")}
        clean.pop("DATABASE_URL", None)
        environment = clean | {"ENTREGENT_HOME": str(tmp_path / "home"), "LANGUAGE": "en"}
        command = [sys.executable, "-m", "entregent", "read", *given]
        reading = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        silent.settimeout(100)
        caller, _address = silent.accept()
        with caller:
            time.sleep(1)
            assert reading.poll() is None
            reading.send_signal(signal.SIGINT)
            begun = time.monotonic()
            said, _ = reading.communicate(timeout=20)
    assert time.monotonic() - begun < 10
    assert reading.returncode == 0
    assert json.loads(said)["totals"]["read"] == 1
