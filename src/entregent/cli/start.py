"""Starting Django for a command: settings read, database ready, or a clear sentence."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from entregent.cli.errors import CONFIGURATION, DATABASE, DISK, configuration_sentence, stop
from entregent.cli.words import gettext as _
from entregent.cli.words import language
from entregent.web.environment import ConfigurationError


def start_django(*, migrate: bool = True, check: bool = False) -> None:
    """Set Django up in the terminal's language and bring the database to this version, after a backup of it.

    check: without bringing it there, refuse a database that cannot be reached or that a newer version made.
    """
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entregent.web.settings")
    try:
        django.setup()
        translation.activate(language())
        if migrate:
            with full_disk_explained():
                _bring_up_to_date()
        elif check:
            from entregent.web.database import check_database

            check_database()
    except ConfigurationError as error:
        code = DATABASE if error.problem in ("database", "newer database") else CONFIGURATION
        stop(configuration_sentence(error.problem, error.detail), code)


def _bring_up_to_date() -> None:
    from django.conf import settings

    from entregent.web.database import prepare_database

    saved: list[Path] = []
    try:
        changed = prepare_database(before=lambda: saved.extend(_save_what_is_there()))
    except ConfigurationError as error:
        if error.problem != "upgrade" or not saved:
            raise
        sentence = _(
            "The database as it was is in %(path)s. To go back: `entregent restore --replace --no-upgrade %(path)s`, "
            "then install the former version."
        )
        said = configuration_sentence(error.problem, error.detail)
        stop(f"{said}\n{sentence % {'path': saved[0]}}", DATABASE)
    if changed:
        from entregent.backup.actions import end_upgrade

        end_upgrade(settings.ENVIRONMENT.home)


def _save_what_is_there() -> list[Path]:
    """Return the backup to go back to; none when there is nothing to lose."""
    from django.conf import settings
    from django.utils import timezone

    from entregent.backup.actions import save_before_upgrade
    from entregent.cli.progress import backup_explained, progress
    from entregent.web.database import is_empty

    if is_empty():
        return []
    full = _("The disk is full: the database could not be saved before its upgrade. Nothing was changed; make room.")
    with backup_explained(full=full), progress() as begin:
        saved = save_before_upgrade(home=settings.ENVIRONMENT.home, now=timezone.now(), begin=begin)
    if saved is None:
        return []
    click.echo(_("Upgrading the database; as it was, it is in %(path)s.") % {"path": saved}, err=True)
    return [saved]


@contextmanager
def full_disk_explained() -> Iterator[None]:
    """Turn the many ways of saying that a disk is full into one sentence."""
    from django.db import OperationalError

    from entregent.web.database import disk_is_full

    try:
        yield
    except (OSError, sqlite3.OperationalError, OperationalError) as error:
        if not disk_is_full(error):
            raise
        stop(_("The disk is full. Everything read before is kept; make room and start again."), DISK)
