"""Exit codes and the sentences of what stops a command."""

from typing import NoReturn

import click

from entregent.cli.words import gettext as _

USAGE, CONFIGURATION, DATABASE, PORT_TAKEN, DISK, INPUT, NOTHING_READ, IN_USE, REFUSED = 2, 3, 4, 5, 6, 7, 8, 9, 10


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
        "bad count": _("%(detail)s is not a number from 0 to 10."),
        "mail url": _(
            "%(detail)s is not the address of a mail server (ENTREGENT_MAIL_URL). "
            "For example: submission://user:password@mail.example.org."
        ),
        "mail from": _(
            "“%(detail)s” is no sender: give letters an address in ENTREGENT_MAIL_FROM, such as entregent@example.org."
        ),
        "mail hosts": _(
            "ENTREGENT_HOSTS is %(detail)s, so that a stranger could choose where the links in our letters lead. "
            "Name your hosts, or take ENTREGENT_MAIL_URL away."
        ),
        "sign-on url": _(
            "%(detail)s is not the address of an OpenID Connect provider (ENTREGENT_OIDC_URL). "
            "It begins with https://, unless the provider runs on this machine."
        ),
        "sign-on": _(
            "ENTREGENT_OIDC_URL is set, and %(detail)s is missing: the provider gives it with the application."
        ),
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
        "upgrade": _("The database could not be brought up to this version: %(detail)s."),
    }
    return sentences[problem] % {"detail": detail}
