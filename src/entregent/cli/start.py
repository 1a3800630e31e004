"""Starting Django for a command: settings read, database ready, or a clear sentence."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from entregent.cli.errors import CONFIGURATION, DATABASE, DISK, configuration_sentence, stop
from entregent.cli.words import gettext as _
from entregent.cli.words import language
from entregent.web.environment import ConfigurationError


def start_django(*, migrate: bool = True) -> None:
    """Set Django up in the terminal's language and bring the database to this version."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entregent.web.settings")
    try:
        django.setup()
        translation.activate(language())
        if migrate:
            from entregent.web.database import prepare_database

            with full_disk_explained():
                prepare_database()
    except ConfigurationError as error:
        code = DATABASE if error.problem in ("database", "newer database") else CONFIGURATION
        stop(configuration_sentence(error.problem, error.detail), code)


@contextmanager
def full_disk_explained() -> Iterator[None]:
    """Turn the many ways of saying that a disk is full into one sentence."""
    from django.db import OperationalError

    try:
        yield
    except (OSError, sqlite3.OperationalError, OperationalError) as error:
        full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in str(error)
        if not full:
            raise
        stop(_("The disk is full. Everything read before is kept; make room and start again."), DISK)
