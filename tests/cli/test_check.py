"""`entregent check`: a message, a brief and a contact, as a process."""

import json
import os
import subprocess
import sys

import pytest

from entregent.cli.errors import INPUT

POOR = "Chère blogueuse,\n\nNous vous offrons la montre en échange d’un article.\n"
KIND = (
    "Bonjour Léa,\n\nj’ai lu votre billet sur le compost et je pense à vous : viendriez-vous voir le centre de tri, une heure, "
    "mardi 3 mars ? Le train est remboursé.\n\nPaul\n"
)


@pytest.fixture
def check(tmp_path):
    def run(message, *options, language="en", stdin=None, **files):
        (tmp_path / "message.txt").write_bytes(message if isinstance(message, bytes) else message.encode())
        for name, content in files.items():
            (tmp_path / f"{name}.toml").write_text(content)
            options += (f"--{name}", str(tmp_path / f"{name}.toml"))
        asked = "-" if stdin else str(tmp_path / "message.txt")
        done = subprocess.run(
            [sys.executable, "-m", "entregent", "check", asked, *options],
            env=os.environ | {"ENTREGENT_HOME": str(tmp_path / "home"), "LANGUAGE": language},
            stdin=(tmp_path / "message.txt").open("rb") if stdin else subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def test_a_block_ends_with_one_and_points_at_its_words(check):
    code, out, _ = check(POOR, "--json")
    said = json.loads(out)

    assert code == 1
    (block,) = [one for one in said["findings"] if one["severity"] == "block"]
    assert POOR[block["start"] : block["end"]] == "en échange d’un"
    assert block["code"] == "W103"
    assert block["message"]
    assert block["remedy"]
    assert said["tone"]["person"] == "we"


def test_a_kind_message_may_go_and_is_said_so_in_the_language_of_the_terminal(check):
    assert check(KIND)[:2] == (0, "Nothing to say: it may go.\n")
    assert check(KIND, language="fr", stdin=True)[:2] == (0, "Rien à redire\xa0: il peut partir.\n")


def test_lines_to_read_say_where_and_how_to_mend(check):
    code, out, _ = check(POOR, language="fr")

    assert code == 1
    assert "3:29 W103 blocage" in out
    assert "Offrez sans condition" in out


def test_the_contact_and_the_brief_are_heard(check):
    code, out, _ = check(
        KIND,
        "--today",
        "2026-03-01",
        "--json",
        brief='theme = "compost"\npurpose = "ask"',
        contact='name = "Léa"\naddress_form = "tu"\n[[history]]\nwhen = 2026-02-27\nkind = "message"\nby = "Alice"',
    )

    assert code == 0
    assert {"W111", "M101"} <= {one["code"] for one in json.loads(out)["findings"]}


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ('topic = ["x"]', "“topic” is not known; did you mean “topics”?"),
        ("zzz = 1", "“zzz” is not known. What is: who, what"),
        ('purpose = "sell"', "“purpose” should be: ask, invitation"),
        ("= =", "is not a TOML file that can be read"),
    ],
)
def test_a_brief_that_says_what_no_brief_has_is_refused_by_name(check, brief, said):
    code, _, error = check(KIND, brief=brief)

    assert code == INPUT
    assert said in error


def test_a_note_is_judged_for_what_may_not_be_kept(check):
    code, out, _ = check("Influence : 4/5, plutôt hostile.", "--note", "--json")

    assert code == 1
    assert {one["code"] for one in json.loads(out)["findings"]} == {"P103"}


def test_awkward_input_is_read_or_refused_in_words(check):
    assert check("", "--json")[0] == 0
    assert check("Bonjour Léa, caf\xe9 mardi ?".encode("cp1252"))[0] == 0
    code, _, error = check("a" * (1024 * 1024 + 1))
    assert (code, "more than 1 MB" in error) == (INPUT, True)
