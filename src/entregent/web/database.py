"""Is the database the one this version expects?"""

import errno
import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from entregent.web.environment import ConfigurationError

UPGRADE = 7_263_841  # number of the lock on PostgreSQL; any that nobody else uses in our database


def prepare_database(*, before: Callable[[], object] = lambda: None) -> bool:
    """Bring the database to this version; return whether something had to be done, and call `before` just before it is.

    Raises ConfigurationError when it cannot be reached, or comes from a newer version (nothing is changed then); "upgrade"
    when a migration failed: those before it stand, itself it left no trace.
    """
    if not check_database():
        return False
    with _alone():
        missing = check_database()  # perhaps another process did it meanwhile: several start at once after an upgrade
        if missing:
            before()
            _migrate()
    return bool(missing)


def _migrate() -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except Exception as error:  # a migration may fail of anything; the edge says how to go back
        if disk_is_full(error):
            raise
        raise ConfigurationError("upgrade", f"{type(error).__name__}: {str(error).strip()}") from error


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time bring the database to this version; the others wait for it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [UPGRADE])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [UPGRADE])
        return
    with (settings.ENVIRONMENT.home / "upgrade.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go of when the file is closed, however the process ends
        yield


def disk_is_full(error: BaseException) -> bool:
    """Tell the many ways of saying that a disk is full: the system's, SQLite's, PostgreSQL's."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return True
    return "disk is full" in str(error) or "No space left on device" in str(error)


def is_empty() -> bool:
    """Whether nothing was ever made in the database. Raises ConfigurationError when it cannot be reached."""
    try:
        return not connection.introspection.table_names()
    except DatabaseError as error:
        raise ConfigurationError("database", str(error).strip()) from error


def check_database() -> list[str]:
    """Return the migrations that the database lacks. Raises ConfigurationError as `prepare_database` does."""
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise ConfigurationError("database", str(error).strip()) from error
    known = set(loader.disk_migrations or {})
    applied = set(loader.applied_migrations or {})
    newer = sorted(f"{label}.{name}" for label, name in applied - known)
    if newer:
        raise ConfigurationError("newer database", ", ".join(newer[:3]))
    return sorted(f"{label}.{name}" for label, name in known - applied)
