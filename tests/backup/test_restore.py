"""`entregent restore`: everything back or nothing touched."""

import hashlib
import json
import random
import subprocess
import sys
import zipfile
from contextlib import closing, suppress

import pytest

from entregent.backup.actions import check_backup
from entregent.backup.errors import BackupError
from entregent.cli.errors import DATABASE, DISK, IN_USE, INPUT
from tests.backup.installations import Installation, new_database, rewritten
from tests.services import require

CACHE = "shared_cache"  # tries counted for an hour: made empty again
PAGES = """
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from django.test import Client
from entregent.accounts.models import User, Workspace
visitor = Client()
visitor.force_login(User.objects.first())
slug = Workspace.objects.first().slug
print([visitor.get(path, follow=True).status_code for path in ("/", f"/w/{slug}/listen/", f"/w/{slug}/listen/posts/")])
"""


def kept(installation) -> dict[str, list[str]]:
    """What people keep; nothing of it may change."""
    return {table: rows for table, rows in installation.rows().items() if table != CACHE}


def test_an_empty_home_gets_everything_back_and_its_pages_answer(installation, empty):
    said = empty.run("restore", str(installation.backup())).stdout
    assert kept(empty) == kept(installation)
    assert empty.shape() == installation.shape()
    for name in ("secret.key", "demo.json"):
        assert (empty.home / name).read_bytes() == (installation.home / name).read_bytes()
        assert (empty.home / name).stat().st_mode & 0o077 == 0
    assert "different" not in said
    assert said.count("the same") == len(kept(empty))
    assert empty.python(PAGES).strip() == "[200, 200, 200]"
    assert "up to date" in empty.run("doctor").stdout


def test_a_home_that_is_not_empty_is_left_alone(installation):
    path = installation.backup()
    installation.execute("DELETE FROM watches_catch")
    before = installation.rows()
    said = installation.run("restore", str(path), check=INPUT).stderr
    assert "add --replace" in said.replace("\n", " ")
    assert installation.rows() == before


def test_replace_saves_what_was_there_and_leaves_nothing_of_it(installation, empty):
    path = installation.backup()
    at_first = kept(installation)
    installation.execute("DELETE FROM watches_catch")
    (installation.home / "later.txt").write_text("written after the backup")
    later = kept(installation)
    installation.run("restore", "--replace", str(path))
    assert kept(installation) == at_first
    assert not (installation.home / "later.txt").exists()
    (former,) = (installation.home / "backups").glob("before-restore-*.zip")
    empty.run("restore", str(former))
    assert kept(empty) == later
    assert (empty.home / "later.txt").read_text() == "written after the backup"


def test_numbers_go_on_where_they_were(installation, empty):
    """Watches remember up to which number they were answered: a number that was used must not come again."""
    make = "from entregent.watches.models import Watch\nfrom entregent.accounts.models import Workspace\n"
    make += "print(Watch.objects.create(workspace=Workspace.objects.first(), name='a', query='a').pk)"
    last = int(installation.python(make))
    installation.execute(f"DELETE FROM watches_watch WHERE id = {last}")  # noqa: S608 (a number)
    empty.run("restore", str(installation.backup()))
    assert int(empty.python(make)) == last + 1


def test_it_is_refused_while_a_worker_lives(installation):
    path = installation.backup()
    installation.python(
        "from entregent.jobs.models import Heartbeat\nfrom django.utils import timezone\n"
        "Heartbeat.objects.create(worker='me', started_at=timezone.now(), beat_at=timezone.now())"
    )
    said = installation.run("restore", "--replace", str(path), check=IN_USE).stderr
    assert "A worker is at work" in said


def test_it_is_refused_while_somebody_has_the_database_open(installation):
    path = installation.backup()
    with closing(installation.connect()) as other:
        other.execute("SELECT count(*) FROM watches_watch").fetchone()
        said = installation.run("restore", "--replace", str(path), check=IN_USE, language="fr").stderr
    assert "en cours d’utilisation" in said.replace("\n", " ")
    installation.run("restore", "--replace", str(path))


def with_a_broken_reference(path, folder):
    """An archive with a mention of a post that is not there, and checksums that fit."""
    with zipfile.ZipFile(path) as archive:
        said = json.loads(archive.read("manifest.json"))
    mentions = next(table for table in said["tables"] if table["label"] == "watches_catch")
    place = [column["name"] for column in mentions["columns"]].index("post_id")

    def break_first(name: str, content: bytes) -> bytes:
        if name != "tables/watches_catch.jsonl":
            return content
        first, rest = content.split(b"\n", 1)
        row = json.loads(first)
        row[place] = 999_999
        return json.dumps(row, separators=(",", ":")).encode() + b"\n" + rest

    changed = rewritten(path, folder / "changed.zip", members=break_first)
    return summed_again(changed, folder / "broken.zip")


def summed_again(path, to):
    """The archive with its checksums made to fit, as by somebody who knows how."""
    sums = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            sums[name] = hashlib.sha256(archive.read(name)).hexdigest()

    def fit(said: dict) -> dict:
        for table in said["tables"]:
            table["sha256"] = sums[f"tables/{table['label']}.jsonl"]
        return said

    return rewritten(path, to, manifest=fit)


def test_a_failure_half_way_changes_nothing(installation, tmp_path):
    broken = with_a_broken_reference(installation.backup(), tmp_path)
    before, files = installation.rows(), sorted(path.name for path in installation.home.iterdir())
    said = installation.run("restore", "--replace", str(broken), check=DATABASE).stderr
    assert "cannot hold what was saved" in said.replace("\n", " ")
    assert installation.rows() == before
    assert sorted(path.name for path in installation.home.iterdir() if path.name != "backups") == files


def test_killed_at_any_moment_it_leaves_all_of_the_former_or_all_of_the_new(installation):
    path = installation.backup()
    new = kept(installation)
    words = [sys.executable, "-m", "entregent", "restore", "--replace", str(path)]
    seconds, seen = 1.0, []
    while len(seen) < 6 and True not in seen:
        installation.execute("DELETE FROM watches_catch")
        former = kept(installation)
        with subprocess.Popen(words, env=installation.variables(), stderr=subprocess.DEVNULL) as restoring:
            with suppress(subprocess.TimeoutExpired):
                restoring.wait(seconds)
            restoring.kill()
        there = kept(installation)
        assert there in (former, new)
        seen.append(there == new)
        seconds *= 1.5
    assert seen[0] is False
    installation.run("restore", "--replace", str(path))
    assert kept(installation) == new


def test_a_failure_in_an_empty_home_leaves_it_empty(installation, empty, tmp_path):
    empty.run("restore", str(with_a_broken_reference(installation.backup(), tmp_path)), check=DATABASE)
    assert empty.rows() == {}
    assert [path.name for path in empty.home.iterdir() if path.name not in ("secret.key", "entregent.sqlite3")] == []
    empty.run("restore", str(installation.backup()))
    assert kept(empty) == kept(installation)


def test_a_backup_of_a_newer_version_is_refused_by_its_name(installation, empty, tmp_path):
    def later(said: dict) -> dict:
        return said | {"version": "9.9", "migrations": [*said["migrations"], ["contacts", "0001_later"]]}

    path = installation.backup()
    for name, change in (("migrations", later), ("form", lambda said: said | {"format": 2, "version": "9.9"})):
        newer = rewritten(path, tmp_path / f"{name}.zip", manifest=change)
        said = empty.run("restore", str(newer), check=INPUT).stderr
        assert "newer version of Entregent (9.9)" in said.replace("\n", " ")
    assert empty.rows() == {}


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not a zip"])
def test_what_is_no_archive_is_said(empty, tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    assert "is damaged" in empty.run("restore", str(tmp_path / "x.zip"), check=INPUT).stderr.replace("\n", " ")
    assert "est abîmée" in empty.run("backup", "--verify", str(tmp_path / "x.zip"), check=INPUT, language="fr").stderr


def test_a_truncated_archive_changes_nothing(installation, tmp_path):
    path = installation.backup()
    whole, before = path.read_bytes(), installation.rows()
    for part in (0.3, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * part)])
        assert "is damaged" in installation.run("restore", "--replace", str(path), check=INPUT).stderr.replace(
            "\n", " "
        )
    assert installation.rows() == before
    assert not (installation.home / "backups").exists()


def test_an_archive_cannot_write_outside_the_home(installation, empty, tmp_path):
    for place in ("../outside.txt", "/tmp/outside.txt"):  # noqa: S108 (the attack)

        def elsewhere(said: dict, place: str = place) -> dict:
            said["files"][0]["path"] = place
            return said

        evil = rewritten(installation.backup(), tmp_path / "evil.zip", manifest=elsewhere)
        assert "is damaged" in empty.run("restore", str(evil), check=INPUT).stderr.replace("\n", " ")
    assert not (empty.home.parent / "outside.txt").exists()


@pytest.fixture(scope="module")
def sound(filled):
    return filled.backup()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_no_flipped_bit_passes_for_what_was_saved(sound, tmp_path, seed):
    """A bit that means nothing may flip; what is read is then the same. Every other is noticed, whatever it breaks."""
    chance = random.Random(seed)
    content = bytearray(sound.read_bytes())
    original = check_backup(sound, begin=lambda _step, _rows: lambda _done: None).manifest
    noticed = 0
    for _ in range(25):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        content[place] ^= bit
        (tmp_path / "flipped.zip").write_bytes(content)
        try:
            found = check_backup(tmp_path / "flipped.zip", begin=lambda _step, _rows: lambda _done: None).manifest
        except BackupError as error:
            assert error.problem == "damaged"
            noticed += 1
        else:
            assert found == original
        content[place] ^= bit
    assert noticed > 15


def test_a_disk_that_fills_up_leaves_the_home_as_it_was(installation, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(small)]
    made = subprocess.run(words, check=False, capture_output=True)
    require("a small disk", made.returncode == 0 or None, advice="run as root, who may mount a tmpfs")
    (installation.home / "large.bin").write_bytes(bytes(700_000))
    path = installation.backup()
    try:
        there = Installation(small / "home")
        said = there.run("restore", str(path), check=DISK).stderr
        assert "The disk is full: nothing was restored" in said.replace("\n", " ")
        left = {one.name for one in there.home.iterdir()}
        assert left <= {"secret.key", "entregent.sqlite3"}
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_backup_of_one_database_goes_into_the_other(installation, tmp_path, postgresql_url):
    other = Installation(tmp_path / "other", "" if installation.url else new_database(postgresql_url))
    other.run("restore", str(installation.backup()))
    assert {table: len(rows) for table, rows in kept(other).items()} == {
        table: len(rows) for table, rows in kept(installation).items()
    }
    back = Installation(tmp_path / "back", new_database(installation.url) if installation.url else "")
    back.run("restore", str(other.backup()))
    assert kept(back) == kept(installation)
    assert back.shape() == installation.shape()


ERASE = """
from django.utils import timezone
from entregent.accounts.permissions import SYSTEM
from entregent.contacts.models import Contact
from entregent.privacy.actions.erasure import erase_person
who = Contact.objects.filter(removed_at=None).order_by("pk")[0]
erase_person(who, why="asked", by=SYSTEM, now=timezone.now())
print(who.pk, who.name)
"""


def test_who_was_erased_since_does_not_come_back(installation):
    path = installation.backup()
    number, _, name = installation.python(ERASE).strip().partition(" ")
    said = installation.run("restore", "--replace", str(path)).stdout
    assert "erased again: 1." in said
    there = (
        "from entregent.contacts.models import Contact\nprint(*Contact.objects.values_list('pk', 'name'), sep='\\n')"
    )
    known = installation.python(there)
    assert f"({number}, " not in known
    assert name not in known
    why = "from entregent.privacy.models import Erasure\nprint([one.why for one in Erasure.objects.all()])"
    assert installation.python(why).strip() == "['asked']"
    assert "erased again" not in installation.run("restore", "--replace", str(installation.backup())).stdout
