"""`entregent match`: two files of JSON lines, as a process."""

import json
import os
import subprocess
import sys

import pytest

from entregent.cli.errors import INPUT, USAGE


@pytest.fixture
def match(tmp_path):
    def run(watches, posts, *options, check=0, stdin=None, language="en"):
        paths = []
        for name, content in (("watches.jsonl", watches), ("posts.jsonl", posts)):
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else _lines(content))
            paths.append("-" if stdin == name.partition(".")[0] else str(path))
        fed = (tmp_path / f"{stdin}.jsonl").open("rb") if stdin else subprocess.DEVNULL
        command = [sys.executable, "-m", "entregent", "match", "--watches", paths[0], "--posts", paths[1], *options]
        home = {"ENTREGENT_HOME": str(tmp_path / "home"), "LANGUAGE": language}
        done = subprocess.run(command, env=os.environ | home, stdin=fed, capture_output=True, timeout=300, check=False)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == check, done.stdout + done.stderr
        return done

    return run


def _lines(objects):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects).encode()


WATCHES = [
    {"id": "tri", "query": "compost* OR \"tri des déchets\""},
    {"id": 2, "query": "title:écol~", "lang": "fr"},
    {"id": "rien", "query": "NOT compost*"},
]  # fmt: skip
POSTS = [
    {"id": "p1", "title": "Les écoles", "text": "Le 🌱 COMPOSTEUR, le tri des dechets.", "lang": "fr-FR"},
    {"id": 2.5, "text": "Rien à voir"},
]


def test_each_hit_is_a_line_with_offsets_in_the_text_as_given(match):
    done = match(WATCHES, POSTS, "--json")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"post": "p1", "watch": "tri", "spans": [[5, 15], [20, 35]]},
        {"post": "p1", "watch": 2, "spans": [], "title_spans": [[4, 10]]},
        {"post": 2.5, "watch": "rien", "spans": []},
    ]
    text = POSTS[0]["text"]
    assert (text[5:15], text[20:35]) == ("COMPOSTEUR", "tri des dechets")
    assert "2 posts, caught 3 times" in done.stderr


def test_what_is_known_of_a_post_is_asked(match):
    watches = [{"id": 1, "query": "site:exemple.fr author:zoé tag:jardin link:autre.fr/a région:Bretagne kind:feed"}]
    known = {
        "site": "www.exemple.fr",
        "author": "Zoé",
        "tags": ["Jardin"],
        "links": ["https://autre.fr/a"],
        "region": "53",
        "kind": "feed",
    }
    posts = [{"id": 1, "text": "", **known}, {"id": 2, "text": "", **known, "tags": None}]
    assert [json.loads(line)["post"] for line in match(watches, posts, "--json").stdout.splitlines()] == [1]


@pytest.mark.parametrize(
    "written", ['"é"', '"\\ud800"', "7", "1.50", "-0", "1e400", "123456789012345678901234567890", '""']
)
def test_ids_come_out_as_they_went_in(match, written):
    done = match(f'{{"id": {written}, "query": "a"}}'.encode(), f'{{"id": {written}, "text": "a"}}'.encode(), "--json")
    assert done.stdout == f'{{"post": {written}, "watch": {written}, "spans": [[0, 1]]}}\n'


def test_standard_input_is_read_as_either(match):
    usual = match(WATCHES, POSTS, "--json").stdout
    assert match(WATCHES, POSTS, "--json", stdin="posts").stdout == usual
    assert match(WATCHES, POSTS, "--json", stdin="watches").stdout == usual


def test_both_cannot_be_standard_input(match, tmp_path):
    command = [sys.executable, "-m", "entregent", "match", "--watches", "-", "--posts", "-"]
    assert subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == USAGE


def test_broken_posts_are_said_with_their_number_and_the_rest_goes_on(match):
    broken = [
        b'{"id": 1, "text": "compost"}',
        b"", b"\xff\xfe", b'{"id":', b"[1]", b'{"id": NaN, "text": ""}',
        b'{"id": null, "text": ""}',
        b'{"id": 1}', b'{"id": 1, "text": 3}', b'{"id": 1, "text": "", "tags": "a"}', b"[" * 100_000,
        b'{"id": 2, "text": "compost"}',
    ]  # fmt: skip
    done = match(WATCHES[:1], b"\n".join(broken), "--json", check=INPUT)
    assert [json.loads(line)["post"] for line in done.stdout.splitlines()] == [1, 2]
    for number in range(3, 12):
        assert f"Post at line {number} is passed over" in done.stderr
    assert "2 posts, caught 2 times, 9 lines passed over" in done.stderr


def test_a_watch_that_cannot_be_read_is_pointed_at_and_the_others_go_on(match):
    watches = [
        {"id": 1, "query": "compost)"},
        {"id": 2, "query": "compost"},
        {"id": 2, "query": "a"},
        {"id": 3, "query": "a", "lang": "?"},
    ]
    done = match(watches, [{"id": 1, "text": "compost"}], "--json", check=INPUT)
    assert [json.loads(line)["watch"] for line in done.stdout.splitlines()] == [2]
    assert "compost)\n       ^\nThe bracket at character 8 closes nothing" in done.stderr
    assert "another watch has the id 2" in done.stderr
    assert "its “lang” is not a language" in done.stderr


def test_without_any_watch_it_stops(match):
    assert "no watch that can be read" in match([], POSTS, check=INPUT).stderr


def test_people_can_read_it_and_no_text_commands_their_terminal(match):
    done = match(WATCHES[:1], [{"id": 1, "text": "Du \x1b[31m compost\x9b\nfrais"}])
    assert done.stdout == '1\t"tri"\tDu  [31m [compost]  frais\n'


def test_it_speaks_french(match):
    done = match(WATCHES, b"{", check=INPUT, language="fr")
    assert "ligne 1" in done.stderr
    assert "0 publication" in done.stderr


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path):
    (tmp_path / "w").write_bytes(_lines([{"id": 1, "query": "a"}]))
    (tmp_path / "p").write_bytes(_lines({"id": n, "text": "a"} for n in range(30_000)))
    command = f"{sys.executable} -m entregent match --watches {tmp_path}/w --posts {tmp_path}/p --json | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)  # noqa: S602
    assert done.stdout == '{"post": 0, "watch": 1, "spans": [[0, 1]]}\n'
    assert "Traceback" not in done.stderr


def test_memory_stays_the_same_whatever_the_number_of_posts(tmp_path):
    (tmp_path / "w").write_bytes(_lines([{"id": 1, "query": "compost"}]))
    code = "import sys, resource; from entregent.cli import main; main(sys.argv[1:], standalone_mode=False); "
    code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"

    def peak(count):
        with (tmp_path / "p").open("wb") as file:
            for number in range(count):
                file.write(b'{"id": %d, "text": "compost %s"}\n' % (number, b"x" * 20_000))
        command = [sys.executable, "-c", code, "match", "--watches", f"{tmp_path}/w", "--posts", f"{tmp_path}/p"]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])

    few = peak(600)
    assert peak(2_400) - few < 18_000  # KB, for 36 MB more of posts


def test_many_posts_are_answered_by_the_compiled_watches_with_the_same_hits(match):
    posts = [{"id": n, "title": POSTS[0]["title"], "text": POSTS[0]["text"], "lang": "fr"} for n in range(1_200)]
    watches = [{"id": f"w{n}", "query": f"mot{n}"} for n in range(50)] + WATCHES[:2]
    found = [json.loads(line) for line in match(watches, posts, "--json").stdout.splitlines()]
    expected = [
        {"watch": "tri", "spans": [[5, 15], [20, 35]]},
        {"watch": 2, "spans": [], "title_spans": [[4, 10]]},
    ]
    assert found == [{"post": n} | hit for n in range(1_200) for hit in expected]
