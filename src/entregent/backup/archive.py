"""The archive itself: a ZIP whose last member says what it holds, written beside its place and moved there when whole."""

import os
import sys
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import IO

from entregent.backup.errors import BackupError
from entregent.backup.manifest import MEMBER, Manifest, SavedFile, SavedTable, from_json, to_json
from entregent.backup.rows import Sum

if sys.platform != "win32":  # Windows refuses to remove a file that is open: no lock is needed
    import fcntl

PART = ".part"
LEVEL = 1  # docs/decisions/0012-backups.md: level 6 takes five times as long for 15 % less
AHEAD = 8  # pieces read before they are compressed: 2 MB at most, unless a row is larger
BLOCK = 1024 * 1024
# A flipped bit can make any of these out of zlib, struct and the codecs below zipfile.
UNREADABLE = (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, zlib.error)


class Step(StrEnum):
    """What takes long enough to be shown."""

    SAVE = "save"
    CHECK = "check"
    LOAD = "load"
    COMPARE = "compare"


Advance = Callable[[int], object]
Begin = Callable[[Step, int], Advance]  # called with the number of rows to come; what it returns hears of those done


class Writing:
    """An archive being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, pieces: Iterator[tuple[bytes, int]]) -> Sum:
        """Write a member piece by piece, each with its number of rows; return its sum.

        Another thread compresses while this one reads: both leave Python's lock to the other for most of their time.
        """
        found = Sum()
        with self._archive.open(name, "w", force_zip64=True) as file, ThreadPoolExecutor(1) as other:

            def write(piece: bytes, rows: int) -> None:
                found.add(piece, rows)
                file.write(piece)

            waiting: deque[Future[None]] = deque()
            for piece, rows in pieces:
                waiting.append(other.submit(write, piece, rows))
                if len(waiting) > AHEAD:
                    waiting.popleft().result()
            for one in waiting:
                one.result()
        return found

    def close(self, manifest: Manifest) -> None:
        self.add(MEMBER, iter([(to_json(manifest), 0)]))


@contextmanager
def writing(path: Path, *, check: "Callable[[Archive], object]") -> Iterator[Writing]:
    """An archive that stands at `path`, readable by its owner alone, once the block ends well and `check` found it whole.

    Otherwise what stood there stands there still. What a run that was killed left is removed. Raises OSError.
    """
    part = path.with_name(path.name + PART)
    remove_if_dead(part)
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            _lock(file)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
                yield Writing(archive)
            file.flush()
            os.fsync(file.fileno())
            check(Archive(part))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_if_dead(part: Path) -> None:
    """Remove a half-written archive, unless somebody is writing it. Raises BackupError("being made") then."""
    try:
        with part.open("r+b") as file:
            _lock(file)
            if sys.platform != "win32":
                part.unlink()
        part.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except (BlockingIOError, PermissionError) as error:
        raise BackupError("being made", str(part)) from error


def remove_dead(folder: Path) -> None:
    """Remove what runs that were killed left half-written in a folder of ours."""
    for part in folder.glob(f"*.zip{PART}"):
        with suppress(BackupError):
            remove_if_dead(part)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder outlive a power cut, where the system knows how."""
    with suppress(PermissionError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Archive:
    """An archive that is read; everything it hands over was checked before, by `check`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._opened() as archive:
            self.manifest = from_json(archive.read(MEMBER))

    def check(self, begin: Begin) -> None:
        """Read every byte and compare every checksum. Raises BackupError("damaged")."""
        advance = begin(Step.CHECK, self.manifest.rows)
        with self._opened() as archive:
            for table in self.manifest.tables:
                with archive.open(table.member) as member:
                    found = _sum(member, advance)
                if (found.rows, found.sha256) != (table.rows, table.sha256):
                    raise BackupError("damaged", f"{self.path}: {table.member}")
            for saved in self.manifest.files:
                with archive.open(saved.member) as member:
                    found = _sum(member, lambda _rows: None)
                if found.sha256 != saved.sha256:
                    raise BackupError("damaged", f"{self.path}: {saved.member}")

    @contextmanager
    def lines(self, table: SavedTable) -> Iterator[IO[bytes]]:
        """The rows of a table, a line each."""
        with self._opened() as archive, archive.open(table.member) as member:
            yield member

    def copy(self, file: SavedFile, to: Path) -> None:
        """Write a file of the home, readable by its owner alone, and have it outlive a power cut."""
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as target, self._opened() as archive, archive.open(file.member) as member:
            while block := member.read(BLOCK):
                target.write(block)
            target.flush()
            os.fsync(target.fileno())

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                yield archive
        except UNREADABLE as error:
            raise BackupError("damaged", f"{self.path}: {error}") from error


def _sum(member: IO[bytes], advance: Advance) -> Sum:
    found = Sum()
    while block := member.read(BLOCK):
        rows = block.count(b"\n")
        found.add(block, rows)
        advance(rows)
    return found


def _lock(file: IO[bytes]) -> None:
    """Hold the file as long as it is open. Raises BlockingIOError when somebody else does."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
