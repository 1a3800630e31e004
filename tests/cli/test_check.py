"""`entregent check`: a message, a brief and a contact, as a process."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from entregent.cli import words
from entregent.cli.check import command, headed
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


@pytest.fixture
def told(tmp_path, monkeypatch):
    """The same in the process of the tests, where the encoder is loaded once, and in English."""
    monkeypatch.setenv("LANGUAGE", "en")
    words._catalogue.cache_clear()

    def check(message, *options):
        (tmp_path / "message.txt").write_bytes(message if isinstance(message, bytes) else message.encode())
        done = CliRunner().invoke(command, [str(tmp_path / "message.txt"), *options])
        return done.exit_code, done.stdout, done.stderr

    yield check
    words._catalogue.cache_clear()


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


@pytest.mark.parametrize(
    ("first", "subject"),
    [
        ("Subject: Le moulin ouvre\n", "Le moulin ouvre"),
        ("Objet\u202f: Le moulin ouvre \r\n", "Le moulin ouvre"),
        ("objet : Re: notre échange\n", "Re: notre échange"),
        ("Subject: seul", "seul"),
        ("Bonjour Léa,\nSubject: rien\n", ""),
        ("Objets trouvés : un moulin\n", ""),
        ("", ""),
    ],
)
def test_a_subject_on_the_first_line_is_told_from_the_text(first, subject):
    found, begins = headed(f"{first}")

    assert (found, begins) == (subject, len(first) if subject else 0)


def test_the_first_line_is_the_subject_and_places_are_those_of_the_file(told):
    text = f"Objet : Re: notre échange\n{POOR}"
    code, out, _ = told(text, "--json")
    said = json.loads(out)
    (block,) = [one for one in said["findings"] if one["severity"] == "block"]
    replies = [(one["start"], one["evidence"]) for one in said["findings"] if one["code"] == "W109"]

    assert code == 1
    assert text[block["start"] : block["end"]] == block["evidence"] == "en échange d’un"
    assert (None, "Re:") in replies
    assert [text[one["start"] : one["end"]] for one in said["tone"]["formal"]] == ["vous"]
    assert "4:29 W103" in told(text)[1]


def test_a_subject_that_is_given_leaves_the_first_line_to_the_text(told):
    text = "Subject: LE MOULIN OUVRE SAMEDI\nLe moulin ouvre."
    of_file, of_text = (
        json.loads(told(text, "--json", *more)[1])["findings"] for more in ((), ("--subject", "Le moulin"))
    )

    assert [one["start"] for one in of_file if one["code"] == "W106"] == [None]
    assert [one["start"] for one in of_text if one["code"] == "W106"] == [len("Subject: ")]


def test_json_says_what_is_doubted_what_was_read_and_what_could_be_written(told):
    text = "You can film in the workshop provided that the machines are off. It was decided by our leader, hey."
    said = json.loads(told(text, "--json")[1])

    assert {one["code"]: one["doubted"] for one in said["findings"]}["W103"] is True
    assert said["is_cut"] is False
    (passive,) = said["tone"]["passives"]
    assert (passive["instead"], passive["why"]) == ("", "say who does it")
    assert [one["words"] for one in said["tone"]["familiar"]] == ["hey"]


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_text_of_which_the_end_was_not_read_may_not_go(told, options):
    code, out, error = told("Bonjour Léa,\n\n" + "le moulin tourne.\n" * 12_000, "--language", "fr", *options)

    assert code == INPUT
    assert "Only the beginning" in error
    assert "it may go" not in out
    assert not options or json.loads(out)["is_cut"]


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "Subject: le moulin\n"])
def test_an_empty_message_is_said_to_be_empty(told, text):
    code, out, error = told(text)

    assert (code, out) == (INPUT, "")
    assert "The message is empty" in error


def test_letters_that_are_not_utf_8_are_read_as_they_may_be_and_said_so(told):
    code, _, error = told("Bonjour Léa, caf\xe9 mardi 3 mars ?".encode("cp1252"))

    assert (code, "Windows-1252" in error) == (0, True)
    assert "Windows-1252" not in told(KIND)[2]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused_in_words(told, encoding):
    code, out, error = told(KIND.encode(encoding))

    assert (code, out) == (INPUT, "")
    assert "UTF-16" in error


def test_too_long_a_file_is_refused_in_words(told):
    code, _, error = told("a" * (1024 * 1024 + 1))
    assert (code, "more than 1 MB" in error) == (INPUT, True)
