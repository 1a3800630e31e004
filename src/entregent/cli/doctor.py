"""`entregent doctor`: what is wrong with this installation, and how to mend it."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from entregent.cli.errors import CONFIGURATION, configuration_sentence
from entregent.cli.words import gettext as _
from entregent.cli.words import language

if TYPE_CHECKING:
    from entregent.web.environment import Environment

ENOUGH_DISK = 500 * 1024 * 1024  # bytes: a year of a thousand feeds


SIGNS = {True: "✓", False: "✗", None: "·"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, not fine, or only worth knowing (None); and what to do."""

    fine: bool | None
    sentence: str


@click.command("doctor", help=_("Say what is wrong with this installation and how to mend it."))
def command() -> None:
    findings = list(_examine())
    for finding in findings:
        click.echo(f"{SIGNS[finding.fine]} {finding.sentence}")
    if any(finding.fine is False for finding in findings):
        raise SystemExit(CONFIGURATION)


def _examine() -> Iterator[Finding]:
    from entregent.web import environment

    yield _python()
    try:
        here = environment.read()
    except environment.ConfigurationError as error:
        yield Finding(False, configuration_sentence(error.problem, error.detail))
        return
    yield Finding(True, _("Home: %(home)s") % {"home": here.home})
    yield _disk(here)
    yield _secret(here)
    yield from _exposure(here)
    yield from _inside()


def _python() -> Finding:
    fine = sqlite3.sqlite_version_info >= (3, 35)
    said = {"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}
    sentence = (
        _("Python %(python)s, SQLite %(sqlite)s")
        if fine
        else _("SQLite %(sqlite)s is too old: 3.35 or later is needed.")
    )
    return Finding(fine, sentence % said)


def _disk(here: "Environment") -> Finding:
    free = shutil.disk_usage(here.home).free
    said = {"free": round(free / 1024 / 1024)}
    if free < ENOUGH_DISK:
        return Finding(False, _("Only %(free)d MB are free where the home is: make room.") % said)
    return Finding(True, _("%(free)d MB free") % said)


def _secret(here: "Environment") -> Finding:
    path = here.home / "secret.key"
    if path.exists() and path.stat().st_mode & 0o077:
        return Finding(
            False,
            _("The secret key can be read by others. Mend it with: chmod 600 %(path)s") % {"path": path},
        )
    return Finding(True, _("The secret key is readable by you alone."))


def _exposure(here: "Environment") -> Iterator[Finding]:
    public = here.bind not in ("127.0.0.1", "::1", "localhost")
    if public and not here.https:
        yield Finding(
            False,
            _("Pages are open to the network without HTTPS: put a proxy in front and set ENTREGENT_HTTPS=1."),
        )
    if not here.contact:
        yield Finding(None, _("Tip: set ENTREGENT_CONTACT to an address where the sites we read can write to you."))


def _inside() -> Iterator[Finding]:
    """What only Django can tell: catalogue, front end, database, worker."""
    import os

    import django
    from django.utils import translation

    from entregent.web.environment import ConfigurationError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entregent.web.settings")
    try:
        django.setup()
        translation.activate(language())
        yield _front_end()
        yield from _database()
    except ConfigurationError as error:
        yield Finding(False, configuration_sentence(error.problem, error.detail))


def _front_end() -> Finding:
    from django.contrib.staticfiles import finders

    built = finders.find("ui/built/entregent.css") is not None
    missing = _("The front end is missing: install the wheel, or run `make run` in a checkout.")
    return Finding(built, _("The front end is built.") if built else missing)


def _database() -> Iterator[Finding]:
    from django.utils import timezone

    from entregent.web.database import check_database, is_empty

    if is_empty():
        yield Finding(None, _("The database is not made yet: `entregent serve` makes it."))
        return
    if check_database():
        yield Finding(False, _("The database is behind this version: `entregent serve` brings it up to date."))
        return
    yield Finding(True, _("The database is up to date."))
    yield people_search()
    from entregent.jobs.selectors import worker_is_alive

    if worker_is_alive(timezone.now()):
        yield Finding(True, _("A worker is at work."))
    else:
        yield Finding(None, _("No worker is at work: `entregent serve` starts one."))


def people_search() -> Finding:
    """Whether people are found by an index; PostgreSQL does not always let us have it."""
    from entregent.contacts.selectors import MADE_LATER, is_indexed

    if is_indexed():
        return Finding(True, _("People are found by an index."))
    missing = _(
        "Searches among people are right, but slow when there are many: PostgreSQL’s extension pg_trgm was not to be had when "
        "the tables were made. To have it, as an administrator of the database: %(statements)s"
    )
    return Finding(None, missing % {"statements": " ".join(MADE_LATER)})
