"""`entregent backup`: whole, private, consistent while others write, and clear about what stops it."""

import fcntl
import json
import os
import stat
import subprocess
import sys
import time
import zipfile

import pytest

from entregent.cli.errors import DATABASE, DISK, IN_USE, INPUT, USAGE
from tests.services import require


def manifest_of(path) -> dict:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def saved_counts(path) -> dict[str, int]:
    return {table["label"]: table["rows"] for table in manifest_of(path)["tables"]}


def test_it_saves_every_row_and_every_file_readable_by_its_owner_alone(installation):
    (installation.home / "letters" / "drafts").mkdir(parents=True)
    (installation.home / "letters" / "drafts" / "à Zoé.txt").write_text("Bonjour")
    said = installation.run("backup").stdout
    (path,) = (installation.home / "backups").iterdir()
    assert str(path) in said.replace("\n", "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        lines = {
            table["label"]: archive.read(f"tables/{table['label']}.jsonl").count(b"\n")
            for table in manifest_of(path)["tables"]
        }
        assert archive.read("files/letters/drafts/à Zoé.txt") == b"Bonjour"
        assert {name for name in archive.namelist() if name.startswith("files/")} == {
            "files/demo.json",
            "files/secret.key",
            "files/letters/drafts/à Zoé.txt",
        }
        assert archive.namelist()[-1] == "manifest.json"
    found = installation.counts()
    assert lines == saved_counts(path)
    assert sum(lines.values()) == sum(count for table, count in found.items() if table != "shared_cache")
    assert lines["listening_post"] == found["listening_post"] > 400


def test_what_is_made_again_is_left_out(installation):
    for name in ("static/entregent.css", "backups/old.txt", "entregent.sqlite3-wal.restoring", "worker.pid", "x.part"):
        (installation.home / name).parent.mkdir(exist_ok=True)
        (installation.home / name).write_text("x")
    with zipfile.ZipFile(installation.backup()) as archive:
        files = {name for name in archive.namelist() if name.startswith("files/")}
    assert files == {"files/demo.json", "files/secret.key"}


WRITER = """
import itertools, os, sys, time
from django.db import transaction
from entregent.accounts.models import Workspace
from entregent.watches.models import Watch
worst = 0.0
for count in itertools.count():
    began = time.perf_counter()
    with transaction.atomic():
        workspace = Workspace.objects.create(slug=f"step-{count}", name="Step")
        Watch.objects.create(workspace=workspace, name="step", query="step")
    worst = max(worst, time.perf_counter() - began)
    with open(sys.argv[1] + ".new", "w") as told:
        told.write(f"{count} {worst}")
    os.replace(sys.argv[1] + ".new", sys.argv[1])
"""


def test_a_backup_made_while_others_write_is_one_moment_and_makes_nobody_wait(installation, tmp_path):
    before = saved_counts(installation.backup())
    start = "import django; django.setup()\n"
    environment = installation.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
    told = tmp_path / "told"
    with subprocess.Popen([sys.executable, "-c", start + WRITER, str(told)], env=environment) as writer:
        try:
            while not told.exists() and writer.poll() is None:
                time.sleep(0.01)
            cuts = [saved_counts(installation.backup()) for _ in range(4)]
        finally:
            writer.terminate()
    last, worst = told.read_text().split()
    steps = [cut["accounts_workspace"] - before["accounts_workspace"] for cut in cuts]
    assert steps == [cut["watches_watch"] - before["watches_watch"] for cut in cuts]
    assert 0 < steps[0] < steps[1] < steps[2] < steps[3] <= int(last) + 2
    assert float(worst) < 2


def test_the_long_reading_of_a_backup_keeps_nobody_from_writing(installation):
    """A reader that stopped in the middle of its snapshot is the longest backup there can be."""
    code = """
from django.db import connection
from entregent.backup.rows import snapshot, count_rows
from entregent.backup.tables import read_schema
with snapshot(connection):
    tables = {table.label: table for table in read_schema(connection).tables}
    first = count_rows(connection, tables["watches_watch"])
    print(first, flush=True); input()
    print(count_rows(connection, tables["watches_watch"]) - first)
"""
    environment = installation.variables() | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
    words = [sys.executable, "-c", "import django; django.setup()\n" + code]
    with subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        first = int(reader.stdout.readline())
        began = time.perf_counter()
        installation.execute("UPDATE watches_watch SET name = 'Ailleurs'")
        installation.execute("DELETE FROM watches_catch")
        installation.execute("DELETE FROM watches_watch")
        assert time.perf_counter() - began < 10
        assert reader.communicate("\n", timeout=30)[0].strip() == "0"
        assert first > 0


def test_a_place_can_be_named_a_folder_gets_a_dated_name(installation, tmp_path):
    installation.run("backup", str(tmp_path))
    (dated,) = tmp_path.glob("entregent-20*.zip")
    installation.run("backup", str(dated))
    assert list(tmp_path.glob("*.part")) == []


def test_what_is_no_backup_is_not_overwritten(installation, tmp_path):
    (tmp_path / "thesis.zip").write_text("years of work")
    said = installation.run("backup", str(tmp_path / "thesis.zip"), check=INPUT).stderr
    assert "is no backup" in said.replace("\n", "")
    assert (tmp_path / "thesis.zip").read_text() == "years of work"


def test_keep_removes_the_oldest_of_ours_and_nothing_else(installation):
    folder = installation.home / "backups"
    folder.mkdir()
    names = [f"entregent-2026-05-0{day}-1200.zip" for day in range(1, 5)]
    for age, name in enumerate(reversed(names)):
        (folder / name).write_text("")
        os.utime(folder / name, (time.time() - 86400 * (age + 1),) * 2)
    others = ["before-upgrade-2026-05-01-1200.zip", "entregent-mine.zip", "notes.txt"]
    for name in others:
        (folder / name).write_text("")
    said = installation.run("backup", "--keep", "2").stdout
    left = {path.name for path in folder.iterdir()}
    assert left >= {*others, names[3]}
    assert len(left) == len(others) + 2
    assert said.count("Removed") == 3


def test_what_a_killed_run_left_is_removed_and_what_is_being_written_is_not(installation, tmp_path):
    folder = installation.home / "backups"
    folder.mkdir()
    (folder / "entregent-2026-05-01-1200.zip.part").write_text("half")
    with (tmp_path / "mine.zip.part").open("w") as living:
        fcntl.flock(living, fcntl.LOCK_EX)
        said = installation.run("backup", str(tmp_path / "mine.zip"), check=IN_USE).stderr
        assert "Another backup is being made" in said.replace("\n", " ")
        assert (tmp_path / "mine.zip.part").exists()
    installation.run("backup", str(tmp_path / "mine.zip"))
    installation.run("backup")
    assert [path for path in (*folder.iterdir(), *tmp_path.iterdir()) if path.suffix == ".part"] == []


def test_verify_says_that_a_backup_is_whole_in_french_too(installation):
    path = installation.backup()
    assert "is whole" in installation.run("backup", "--verify", str(path)).stdout.replace("\n", " ")
    assert "est intacte" in installation.run("backup", "--verify", str(path), language="fr").stdout.replace("\n", " ")
    assert "Name the backup" in installation.run("backup", "--verify", check=USAGE).stderr


def test_a_full_disk_leaves_nothing_half_made_and_what_was_there(installation, tmp_path, small_disk):
    former = small_disk / "entregent.zip"
    installation.run("backup", str(former))
    kept = former.read_bytes()
    (installation.home / "large.bin").write_bytes(os.urandom(1_500_000))
    said = installation.run("backup", str(former), check=DISK).stderr
    assert "The disk is full: no backup was made" in said.replace("\n", " ")
    assert [path.name for path in small_disk.iterdir()] == ["entregent.zip"]
    assert former.read_bytes() == kept


def test_a_damaged_database_is_said_and_no_backup_is_made_of_it(installation, tmp_path):
    if installation.url:
        installation.execute("ALTER TABLE listening_post RENAME COLUMN title TO lost")
    else:
        with installation.file.open("r+b") as file:
            for page in range(40, 300):
                file.seek(page * 4096)
                file.write(b"\xff" * 4096)
    said = installation.run("backup", str(tmp_path / "mine.zip"), check=DATABASE).stderr
    assert "The database cannot be used" in said.replace("\n", " ")
    assert [path.name for path in tmp_path.iterdir() if "mine" in path.name] == []


def test_a_name_that_no_other_system_could_give_back_is_said(installation, tmp_path):
    (installation.home / os.fsdecode(b"\xff.txt")).write_text("x")
    said = installation.run("backup", str(tmp_path / "mine.zip"), check=INPUT).stderr
    assert "A file cannot be read" in said
    assert not (tmp_path / "mine.zip").exists()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB."""
    small = tmp_path / "small"
    small.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)]
    made = subprocess.run(words, check=False, capture_output=True)
    require("a small disk", made.returncode == 0 or None, advice="run as root, who may mount a tmpfs")
    yield small
    subprocess.run(["umount", str(small)], check=True)
