"""A database of their own for processes that are killed, made once and copied for each test."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.jobs.crew import Crew, Database, crew_on, make_database


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = make_database(tmp_path_factory.mktemp("template"), f"template_{secrets.token_hex(4)}")
    yield made
    made.drop()


@pytest.fixture
def crew(template, tmp_path) -> Iterator[Crew]:
    """Processes to be started on a database that nobody else has."""
    with own_database(template, tmp_path) as database, crew_on(database) as crew:
        yield crew


@pytest.fixture
def database(template, tmp_path) -> Iterator[Database]:
    """A database that nobody else has."""
    with own_database(template, tmp_path) as database:
        yield database


@contextmanager
def own_database(template: Database, folder: Path) -> Iterator[Database]:
    database = template.copy(folder / "home", f"own_{secrets.token_hex(4)}")
    try:
        yield database
    finally:
        database.drop()
