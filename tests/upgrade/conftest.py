"""Installations as a former release left them."""

import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.backup.installations import Installation, new_database

HERE = Path(__file__).parent
RELEASES = sorted({path.name.split(".")[0] for path in HERE.glob("*.sql.gz")})


@pytest.fixture(params=RELEASES)
def former(request: pytest.FixtureRequest, tmp_path: Path) -> Installation:
    """A home that a former release filled, on the database of the run; this version never started there."""
    run_url = os.environ.get("DATABASE_URL", "")
    home = tmp_path / "home"
    home.mkdir()
    (home / "secret.key").write_text("of-the-former-release-" + "x" * 50)
    (home / "secret.key").chmod(0o600)
    made = Installation(home, new_database(run_url) if run_url else "")
    load(request.param, made)
    return made


def load(release: str, into: Installation) -> None:
    """Make the database that a release left."""
    engine = "postgresql" if into.url else "sqlite"
    script = gzip.decompress((HERE / f"{release}.{engine}.sql.gz").read_bytes()).decode()
    if into.url:
        with closing(psycopg.connect(into.url, autocommit=True)) as connection:
            connection.execute(script)
        return
    with closing(sqlite3.connect(into.file)) as connection:
        connection.executescript(script)
