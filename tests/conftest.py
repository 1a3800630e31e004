"""What every test has: no internet, and the shared real data where the machine holds it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.people import People, make_people
from tests.services import require
from tests.services.internet import refuse_internet

pytest_plugins = ["tests.services.plugin"]

settings.register_profile("entregent", deadline=None)  # a busy machine is no mistake of the code
settings.load_profile("entregent")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def no_internet() -> Iterator[None]:
    """Refuse what leaves the loopback. Programs that a test starts are not held by it."""
    with pytest.MonkeyPatch.context() as patch:
        refuse_internet(patch)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real posts and feeds: $ENTREGENT_SHARED_DATA, else ../shared/data beside the project.

    Tests that use it carry the marker real_data.
    """
    folder = Path(os.environ.get("ENTREGENT_SHARED_DATA") or PROJECT.parent / "shared" / "data")
    advice = f"the real data is not in {folder}; name its folder in ENTREGENT_SHARED_DATA"
    return require("the real data", folder if folder.is_dir() else None, advice=advice)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forget what the process found for another test, whose rows had the same numbers."""
    from django.core.cache import caches

    caches["near"].clear()


@pytest.fixture
def people(db: None) -> People:
    """Alice, Bob and Charlie, with their workspaces."""
    return make_people()


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows that fixtures of a module make once: each test takes back what it did, and they go after the last one."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """On SQLite the tests' database is a file: in memory, a server's threads would share the connection of its test."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
