"""Prepares the environment of a run before Django reads its settings: a home, a secret, a database.

pytest-django reads the settings before it loads any conftest.py, so pyproject.toml's addopts name this module
(`-p tests.services.plugin`). Workers of pytest-xdist inherit the environment of the process that starts them.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator

import pytest

from tests.services import REQUIRE_VARIABLE, missing, services_are_required
from tests.services.postgresql import PostgreSQLError, find_postgresql, start_postgresql

# Told to the tests themselves, not to the product.
KEPT_VARIABLES = frozenset({REQUIRE_VARIABLE, "ENTREGENT_SHARED_DATA"})
PRODUCT_VARIABLES = frozenset({"DATABASE_URL", "PORT"})
SETTINGS_MODULE = "entregent.web.settings"
# A test is on the database of the run by a fixture (the last three give what it starts a database there) or a marker.
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "template", "filled", "former"})
DATABASE_MARKERS = ("django_db", "database")
PREPARED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="database of the tests; postgresql starts a server of its own for this run",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    _prepare(early_config)
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Say when the environment came too late, because the plug-in was loaded from a conftest.py only."""
    if config.stash.get(PREPARED, False):
        return
    late = 'the settings were read before the tests prepared them: addopts needs "-p tests.services.plugin"'
    if config.getoption("--database") != "sqlite":
        raise pytest.UsageError(late)
    config.issue_config_time_warning(pytest.PytestConfigWarning(late), stacklevel=2)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, run what the database can make a difference to; all the rest was run on SQLite."""
    if config.getoption("--database") == "sqlite":
        return
    kept = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
    items[:] = kept


def touches_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return bool(asked & DATABASE_FIXTURES) or any(item.get_closest_marker(name) for name in DATABASE_MARKERS)


def _prepare(config: pytest.Config) -> None:
    config.stash[PREPARED] = True
    options = config.known_args_namespace
    if "PYTEST_XDIST_WORKER" in os.environ or options.help or options.version:
        return
    if SETTINGS_MODULE in sys.modules:
        raise pytest.UsageError(f"{SETTINGS_MODULE} was read before the tests gave it a home of its own")
    for name in list(os.environ):
        if (name.startswith("ENTREGENT_") and name not in KEPT_VARIABLES) or name in PRODUCT_VARIABLES:
            del os.environ[name]
    home = tempfile.mkdtemp(prefix="entregent-home-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.mkdir(os.path.join(home, "static"))  # what a server would have filled
    os.environ["ENTREGENT_HOME"] = home
    os.environ["ENTREGENT_SECRET_KEY"] = "only-for-tests-" + "x" * 50
    if options.database == "postgresql":
        _serve_postgresql(config)


def _serve_postgresql(config: pytest.Config) -> None:
    """Start a server for this run and name it in DATABASE_URL; it stops when pytest ends, however it ends."""
    programs = find_postgresql()
    if programs is None:
        if services_are_required():
            raise pytest.UsageError(f"{REQUIRE_VARIABLE}=1 and {missing('PostgreSQL')}")
        print(f"No test was run: {missing('PostgreSQL')}.", file=sys.stderr)  # noqa: T201
        raise SystemExit(0)
    try:
        server = start_postgresql(programs)
    except PostgreSQLError as error:
        raise pytest.UsageError(f"PostgreSQL did not start:\n{error}") from error
    config.add_cleanup(server.stop)
    os.environ["DATABASE_URL"] = server.url()
