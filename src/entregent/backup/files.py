"""The files of a home that a backup holds: all, but for what is made again, the database itself, and what lives a moment."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from entregent.backup.archive import BLOCK, Archive, sync_folder
from entregent.backup.errors import BackupError
from entregent.backup.manifest import SavedFile

FOLDER = "backups"
MADE_AGAIN = frozenset({"static", FOLDER})  # folders at the top of the home
PASSING = (".part", ".lock", ".tmp", ".pid", ".restoring")
USUAL_DATABASE = "entregent.sqlite3"
SECRET = "secret.key"  # noqa: S105 (the name of a file) every home has one, even where nothing was done yet


def files_to_save(home: Path, database: Path | None) -> Iterator[Path]:
    """Yield the files of a home, in order. database: where SQLite's is, whichever its name."""
    for folder, folders, names in os.walk(home):
        top = Path(folder) == home
        folders[:] = sorted(one for one in folders if not (top and one in MADE_AGAIN))
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not _is_passing(path, home, database):
                yield path


def pieces(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield what a file holds, as an archive takes it."""
    while block := file.read(BLOCK):
        yield block, 0


def stage(archive: Archive, home: Path) -> list[Path]:
    """Write the files of an archive beside their places in a home, and return the places.

    All are written before the first takes its place: a disk that fills up changes nothing. Raises OSError, BackupError.
    """
    places = [(file, _place(file, home)) for file in archive.manifest.files]
    try:
        for file, place in places:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            archive.copy(file, _beside(place))
    except BaseException:
        unstage([place for _, place in places])
        raise
    return [place for _, place in places]


def unstage(places: list[Path]) -> None:
    """Forget staged files."""
    for place in places:
        _beside(place).unlink(missing_ok=True)


def put_in_place(places: list[Path], *, gone: list[Path]) -> None:
    """Have staged files take their places, and remove those of before that the archive does not have."""
    for place in places:
        _beside(place).replace(place)
        sync_folder(place.parent)
    for path in set(gone) - set(places):
        path.unlink(missing_ok=True)


def _beside(place: Path) -> Path:
    return place.with_name(place.name + ".restoring")


def _place(file: SavedFile, home: Path) -> Path:
    place = home / file.path
    if not place.resolve().is_relative_to(home.resolve()):
        raise BackupError("damaged", file.member)
    return place


def _is_passing(path: Path, home: Path, database: Path | None) -> bool:
    if path.name.startswith(".writable-") or path.name.endswith(PASSING):
        return True
    usual = home / USUAL_DATABASE  # left there by a move to PostgreSQL: its rows are in that database
    return any(path.name.startswith(one.name) and path.parent == one.parent for one in (usual, database or usual))
