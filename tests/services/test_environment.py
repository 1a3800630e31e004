import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.plugin import touches_database


def test_the_home_is_a_temporary_folder():
    home = Path(os.environ["ENTREGENT_HOME"])

    assert home.is_dir()
    assert home.is_relative_to(tempfile.gettempdir())


def test_the_secret_is_not_that_of_the_person_who_runs_the_tests():
    assert os.environ["ENTREGENT_SECRET_KEY"].startswith("only-for-tests-")


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(request):
    from django.db import connection

    assert connection.vendor == request.config.getoption("--database")


@pytest.mark.real_data
def test_the_shared_data_is_a_folder(shared_data):
    assert any(shared_data.iterdir())


ASKS = {
    "pure": (["tmp_path"], []),
    "by fixture": (["people", "db"], []),
    "by a world of its own": (["installation", "filled", "tmp_path"], []),
    "by marker": ([], ["django_db"]),
    "said": (["tmp_path"], ["slow", "database"]),
}


@dataclass(frozen=True, slots=True)
class Asked:
    fixturenames: list[str]
    markers: list[str]

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.markers else None


def test_on_postgresql_only_what_the_database_touches_is_run():
    """Whether a test is run there is read off its fixtures and markers; nobody keeps a list of folders."""
    chosen = {name: touches_database(Asked(*asked)) for name, asked in ASKS.items()}

    assert chosen == {"pure": False, "by fixture": True, "by a world of its own": True, "by marker": True, "said": True}
