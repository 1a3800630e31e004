import os
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.services import require
from tests.services.postgresql import PostgreSQLError, find_postgresql, start_postgresql


@pytest.fixture
def programs():
    return require("PostgreSQL", find_postgresql())


def test_it_starts_serves_accents_and_leaves_nothing_behind(programs):
    server = start_postgresql(programs)
    try:
        with psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT upper('é')").fetchone() == ("É",)
    finally:
        server.stop()

    assert server.process.returncode == 0
    assert not server.folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become someone else")
def test_it_does_not_run_as_root(programs):
    server = start_postgresql(programs)
    try:
        assert (server.folder / "cluster").stat().st_uid != 0
    finally:
        server.stop()


@pytest.fixture
def broken_programs():
    """A folder that an unprivileged user may enter, unlike pytest's own, with programs that only complain."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for program in (folder / "initdb", folder / "postgres"):
            program.write_text("#!/bin/sh\necho out of order >&2\nexit 1\n", encoding="utf-8")
            program.chmod(0o755)
        yield folder


def test_it_says_why_it_does_not_start(broken_programs):
    with pytest.raises(PostgreSQLError, match="out of order"):
        start_postgresql(broken_programs)


def test_it_says_that_a_program_cannot_run(tmp_path):
    with pytest.raises(PostgreSQLError, match="initdb"):
        start_postgresql(tmp_path)
