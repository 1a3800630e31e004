"""Make a backup, check one, restore one, move to another database."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, connections
from django.db.utils import DEFAULT_DB_ALIAS

from entregent.backup import databases, files
from entregent.backup.archive import Archive, Begin, Step, remove_dead, writing
from entregent.backup.building import Compared, all_or_nothing, build, compare, expected_tables, refuse_newer
from entregent.backup.columns import POSTGRESQL
from entregent.backup.departed import departed, erase_again
from entregent.backup.errors import BackupError
from entregent.backup.files import FOLDER
from entregent.backup.manifest import Manifest
from entregent.backup.rows import snapshot
from entregent.backup.saving import save
from entregent.backup.tables import read_schema

__all__ = ["FOLDER", "Begin", "Compared", "Manifest", "Restored", "Step"]  # of other modules, for those who call us
KEPT = re.compile(r"entregent-\d{4}-\d\d-\d\d-\d{4}(-\d+)?\.zip")  # what `place_for` names, and nothing else


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration found and did; `former` is the backup of what was there before.

    erased: people whom the archive brought back though they had been erased meanwhile, and who were erased again.
    """

    manifest: Manifest
    compared: list[Compared]
    former: Path | None
    erased: int = 0


def place_for(folder: Path, *, now: datetime, reason: str = "entregent") -> Path:
    """Return a free place for a backup in a folder, made if need be, named after the local time. Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    remove_dead(folder)
    stem = f"{reason}-{now.astimezone():%Y-%m-%d-%H%M}"
    names = (f"{stem}.zip" if count == 1 else f"{stem}-{count}.zip" for count in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def make_backup(path: Path, *, home: Path, now: datetime, begin: Begin) -> Manifest:
    """Save database and files into an archive at `path`, read back before it stands there. Nobody is kept from writing.

    An archive of ours that stands there is replaced. Raises BackupError("exists") for anything else; OSError.
    """
    if path.exists():
        try:
            Archive(path)
        except BackupError as error:
            raise BackupError("exists", str(path)) from error
    with writing(path, check=lambda archive: archive.check(begin)) as archive:
        return save(archive, home=home, now=now, begin=begin)


def check_backup(path: Path, *, begin: Begin) -> Archive:
    """Open an archive whose every byte was compared with its checksums. Raises BackupError("damaged", "newer")."""
    archive = Archive(path)
    archive.check(begin)
    refuse_newer(archive.manifest)
    return archive


def prune_backups(folder: Path, *, keep: int) -> list[Path]:
    """Remove the oldest backups that bear a name of ours, but for the `keep` newest; return those removed."""
    ours = sorted(path for path in folder.iterdir() if KEPT.fullmatch(path.name))
    removed = sorted(ours, key=lambda path: path.stat().st_mtime)[:-keep]
    for path in removed:
        path.unlink()
    return removed


def save_before_upgrade(*, home: Path, now: datetime, begin: Begin) -> Path | None:
    """Save what the database holds before migrations change it; return where, None when it holds nothing yet.

    An upgrade that stopped is tried again at each start: the backup of its first try is kept, and no other made, as
    long as the database is half-way or as it was then. `end_upgrade` says that it came to its end.
    """
    if not databases.holds_rows():
        return None
    mark = _upgrade_mark(home)
    if mark.exists():
        former = mark.parent / mark.read_text().strip()
        if former.is_file() and _still_holds(Archive(former), begin):
            return former
    path = place_for(home / FOLDER, now=now, reason="before-upgrade")
    make_backup(path, home=home, now=now, begin=begin)
    mark.write_text(path.name)
    return path


def end_upgrade(home: Path) -> None:
    _upgrade_mark(home).unlink(missing_ok=True)


def _upgrade_mark(home: Path) -> Path:
    return home / FOLDER / "upgrade-under-way.txt"


def _still_holds(archive: Archive, begin: Begin) -> bool:
    """Whether the archive is what to go back to: the upgrade is half-way, or nothing was written since it was made."""
    with snapshot(connection):
        if read_schema(connection).migrations != archive.manifest.migrations:
            return True
        again = compare(connection, archive.manifest, expected_tables(archive.manifest), begin)
    return all(one.same for one in again)


def restore_backup(path: Path, *, home: Path, replace: bool, upgrade: bool, now: datetime, begin: Begin) -> Restored:
    """Put database and files back as an archive has them, once it is known to be whole, all or nothing.

    replace: what is there may go; it is saved first. upgrade: False leaves the tables as the archive's version wants
    them; otherwise whoever was erased here since the archive was made is erased again. Raises BackupError: "damaged",
    "newer", "not empty", "in use", "does not fit", "differs"; OSError.
    """
    archive = check_backup(path, begin=begin)
    there = list(files.files_to_save(home, databases.sqlite_file()))
    is_empty = not databases.holds_rows() and all(one.name == files.SECRET for one in there)
    if not is_empty and not replace:
        raise BackupError("not empty", str(home))
    databases.refuse_if_used()
    former, erased = None, 0
    left = [] if is_empty else departed()
    if not is_empty:
        former = place_for(home / FOLDER, now=now, reason="before-restore")
        make_backup(former, home=home, now=now, begin=begin)
    staged = files.stage(archive, home)
    try:
        with all_or_nothing(replace=True):
            compared = build(archive, upgrade=upgrade, begin=begin)
            erased = erase_again(left, now=now) if upgrade else 0
    except BaseException:
        files.unstage(staged)
        raise
    files.put_in_place(staged, gone=there)
    end_upgrade(home)
    return Restored(archive.manifest, compared, former, erased)


def move_database(url: str, *, home: Path, now: datetime, begin: Begin) -> Restored:
    """Carry every row into the empty PostgreSQL database at `url`, by a backup that is kept; the source is only read.

    Raises BackupError, and leaves the target empty then: "not postgresql", "database" (it cannot be reached), "not bare",
    "in use", "does not fit", "differs", "changed" (somebody wrote into the source meanwhile).
    """
    target = databases.settings_of(url)
    if target["ENGINE"] != f"django.db.backends.{POSTGRESQL}":
        raise BackupError("not postgresql", url.rsplit("@", maxsplit=1)[-1])
    databases.refuse_if_used()
    with databases.default_database(target):
        _refuse_unless_bare()
    path = place_for(home / FOLDER, now=now, reason="before-move")
    make_backup(path, home=home, now=now, begin=begin)
    archive = Archive(path)
    source = connections.create_connection(DEFAULT_DB_ALIAS)
    tables = expected_tables(archive.manifest)
    try:
        with databases.default_database(target), all_or_nothing(replace=False):
            compared = build(archive, upgrade=True, begin=begin)
            with snapshot(source):
                again = compare(source, archive.manifest, tables, begin)
            if not all(one.same for one in again):
                raise BackupError("changed", str(source.settings_dict["NAME"]))
    except DatabaseError as error:
        raise BackupError("database", str(error).strip()) from error
    finally:
        source.close()
    return Restored(archive.manifest, compared, path)


def _refuse_unless_bare() -> None:
    try:
        if connection.introspection.table_names():
            raise BackupError("not bare", str(connection.settings_dict["NAME"]))
    except DatabaseError as error:
        raise BackupError("database", str(error).strip()) from error
