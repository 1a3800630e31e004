"""What an archive says of itself, in its last member, manifest.json."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath

from entregent.backup.columns import Column, Kind
from entregent.backup.errors import BackupError
from entregent.backup.tables import Migration

FORMAT = 1
MEMBER = "manifest.json"


@dataclass(frozen=True, slots=True)
class SavedTable:
    """`last` is the last number that the database had given to a row of it."""

    label: str
    columns: tuple[Column, ...]
    rows: int
    sha256: str
    last: int

    @property
    def member(self) -> str:
        return f"tables/{self.label}.jsonl"


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file of the home; `path` is relative to it."""

    path: str
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"files/{self.path}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`left_out` names the tables that no model describes."""

    made_at: datetime
    version: str
    engine: str
    migrations: frozenset[Migration]
    tables: tuple[SavedTable, ...]
    files: tuple[SavedFile, ...]
    left_out: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def to_json(manifest: Manifest) -> bytes:
    written = asdict(manifest) | {
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "migrations": sorted(manifest.migrations),
    }
    return json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True).encode()


def from_json(text: bytes) -> Manifest:
    """Read a manifest. Raises BackupError: "newer" for a later form of archive, "damaged"."""
    try:
        said = json.loads(text)
        if said["format"] > FORMAT:
            raise BackupError("newer", str(said["version"]))
        return Manifest(
            made_at=datetime.fromisoformat(said["made_at"]),
            version=str(said["version"]),
            engine=str(said["engine"]),
            migrations=frozenset((str(app), str(name)) for app, name in said["migrations"]),
            tables=tuple(map(_table, said["tables"])),
            files=tuple(map(_file, said["files"])),
            left_out=tuple(said["left_out"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("damaged", f"{MEMBER}: {error}") from error


def _table(said: Mapping[str, object]) -> SavedTable:
    columns = said["columns"]
    if not isinstance(columns, list):
        raise TypeError
    kept = tuple(Column(str(one["name"]), Kind(one["kind"]), int(one["places"])) for one in columns)
    return SavedTable(str(said["label"]), kept, _count(said["rows"]), str(said["sha256"]), _count(said["last"]))


def _file(said: Mapping[str, object]) -> SavedFile:
    path = PurePosixPath(str(said["path"]))
    if path.is_absolute() or not path.parts or ".." in path.parts:
        raise ValueError(str(path))
    return SavedFile(str(path), _count(said["size"]), str(said["sha256"]))


def _count(said: object) -> int:
    if not isinstance(said, int) or said < 0:
        raise TypeError
    return said
