"""Exit codes and the sentences of what stops a command."""

from typing import NoReturn

import click

from entregent.cli.words import gettext as _

USAGE, CONFIGURATION, DATABASE, PORT_TAKEN, DISK, INPUT, NOTHING_READ = 2, 3, 4, 5, 6, 7, 8


def stop(message: str, code: int) -> NoReturn:
    """End a command that cannot go on: a sentence that says what to do, an exit code of its own."""
    click.echo(message, err=True)
    raise SystemExit(code)


def configuration_sentence(problem: str, detail: str) -> str:
    """Say what is wrong with an installation and how to mend it."""
    sentences = {
        "home": _("The folder %(detail)s cannot be written. Make it writable, or name another with ENTREGENT_HOME."),
        "debug in public": _(
            "ENTREGENT_DEBUG shows the inside of the program, and %(detail)s can be reached from outside. "
            "Turn it off, or set ENTREGENT_BIND=127.0.0.1."
        ),
        "bad address": _(
            "%(detail)s is not an exact address and port, such as 192.0.2.10:8080 (ENTREGENT_ALLOWED_ADDRESSES)."
        ),
        "bad flag": _("%(detail)s is neither 1 nor 0."),
        "bad port": _("%(detail)s is not a port: give a number from 1 to 65535."),
        "secret": _(
            "The secret key in %(detail)s is damaged. "
            "Put the right one back from a backup, or delete the file: everyone logs in again."
        ),
        "database url": _(
            "DATABASE_URL is not the address of a database: %(detail)s. For example: postgresql://user@host/name."
        ),
        "database": _(
            "The database cannot be used: %(detail)s. Check DATABASE_URL, and that the server runs. Nothing was changed."
        ),
        "newer database": _(
            "The database was made by a newer version of Entregent (%(detail)s). "
            "Install that version or a later one. Nothing was changed."
        ),
    }
    return sentences[problem] % {"detail": detail}
