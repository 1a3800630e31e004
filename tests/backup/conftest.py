"""A filled installation, made once, copied for each test; on the database of the run."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backup.installations import Installation, copy_of, new_database
from tests.services import require
from tests.services.postgresql import find_postgresql, start_postgresql


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL: that of the run, else one of our own."""
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    server = start_postgresql(require("PostgreSQL", find_postgresql()))
    try:
        yield server.url()
    finally:
        server.stop()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The demonstration, with an account more; nobody touches it: tests take copies."""
    home = tmp_path_factory.mktemp("filled") / "home"
    run_url = os.environ.get("DATABASE_URL", "")
    made = Installation(home, new_database(run_url) if run_url else "")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    made.run("demo", "--feeds-port", str(port))
    return made


@pytest.fixture
def installation(filled: Installation, tmp_path: Path) -> Installation:
    """A filled installation, to do with as one likes."""
    return copy_of(filled, tmp_path)


@pytest.fixture
def empty(filled: Installation, tmp_path: Path) -> Installation:
    """An installation where nothing was ever started."""
    return Installation(tmp_path / "empty", new_database(filled.url) if filled.url else "")
