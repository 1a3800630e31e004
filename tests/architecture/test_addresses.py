import json

import pytest

from tests.architecture.addresses import (
    address_complaints,
    npm_lock_complaints,
    python_lock_complaints,
    tracked_files,
)
from tests.architecture.rooms import PROJECT
from tests.architecture.verdict import expect_none

PYTHON_LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
NPM_LOCK = PROJECT / "package-lock.json"

# Put together here, so that this file does not name them.
REGISTRIES = [".".join(words) for words in (("registry", "npmjs", "org"), ("pypi", "org"), ("deb", "debian", "org"))]
MACHINE_PATHS = ["/".join(("", folder, "main")) for folder in ("work", "farm", "root")]


def test_no_file_of_entregent_names_a_registry_or_a_machine():
    expect_none(address_complaints(tracked_files(PROJECT), PROJECT))


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda path: path.name)
def test_python_locks_of_entregent_hold_hashes_and_no_address(lock):
    expect_none(python_lock_complaints(lock))


def test_the_npm_lock_of_entregent_holds_hashes_and_no_address():
    expect_none(npm_lock_complaints(NPM_LOCK))


@pytest.mark.parametrize("text", [*(f"https://{host}/simple" for host in REGISTRIES), *MACHINE_PATHS])
def test_it_finds_a_registry_and_a_path_of_one_machine(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(f"first line\nsee {text}\n", encoding="utf-8")

    complaints = address_complaints([page], tmp_path)

    assert len(complaints) == 1
    assert complaints[0].startswith("page.md:2 names a ")


def test_it_finds_a_private_key(tmp_path):
    page = tmp_path / "key.pem"
    page.write_text("-----BEGIN " + "RSA PRIVATE KEY-----\n", encoding="utf-8")

    assert address_complaints([page], tmp_path) == ["key.pem:1 names a private key"]


@pytest.mark.parametrize("text", ["the work/life balance", "https://example.org/work", "../roots/", "a/working/day"])
def test_it_accepts_ordinary_words(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")

    assert address_complaints([page], tmp_path) == []


def test_it_passes_over_pictures_and_files_that_are_gone(tmp_path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\0" + REGISTRIES[0].encode())

    assert address_complaints([picture, tmp_path / "gone.md"], tmp_path) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("django==5.2.1", "has no hash for django==5.2.1"),
        ("--index-url https://example.org/simple", "holds an address"),
        ("--extra-index-url=https://example.org/simple", "holds an address"),
        ("-i https://example.org/simple", "holds an address"),
        ("django @ https://example.org/django.whl --hash=sha256:00", "holds an address"),
    ],
)
def test_it_finds_a_python_lock_without_hash_or_with_an_address(tmp_path, line, fault):
    lock = tmp_path / "run.txt"
    lock.write_text(f"click==8.1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n{line}\n", encoding="utf-8")

    complaints = python_lock_complaints(lock)

    assert len(complaints) == 1
    assert fault in complaints[0]


def test_it_finds_an_npm_lock_without_hash_or_with_an_address(tmp_path):
    lock = tmp_path / "package-lock.json"
    packages = {"": {}, "node_modules/a": {"resolved": "x", "integrity": "y"}, "node_modules/b": {}}
    lock.write_text(json.dumps({"packages": packages}), encoding="utf-8")

    assert npm_lock_complaints(lock) == [
        "package-lock.json gives the address of node_modules/a",
        "package-lock.json has no hash for node_modules/b",
    ]
