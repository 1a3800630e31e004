"""`entregent restore`: what a backup holds, put back; all of it or nothing."""

from pathlib import Path

import click

from entregent.cli.errors import IN_USE, stop
from entregent.cli.progress import backup_explained, print_compared, progress
from entregent.cli.start import start_django
from entregent.cli.words import gettext as _


@click.command("restore", help=_("Put back what a backup holds, in an empty home or, with --replace, in this one."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help=_("Replace what is there, after a backup of it."))
@click.option(
    "--no-upgrade",
    is_flag=True,
    help=_("Leave the database as the version that made the backup wants it, to go back to that version."),
)
def command(*, file: Path, replace: bool, no_upgrade: bool) -> None:
    start_django(migrate=False, check=True)
    from django.conf import settings
    from django.utils import timezone

    from entregent.backup.actions import restore_backup

    refuse_worker()
    home = settings.ENVIRONMENT.home
    full = _("The disk is full: nothing was restored, and what was there is as it was. Make room and start again.")
    with backup_explained(full=full), progress() as begin:
        restored = restore_backup(
            file, home=home, replace=replace, upgrade=not no_upgrade, now=timezone.now(), begin=begin
        )
    print_compared(restored.compared)
    if restored.former:
        click.echo(_("What was there before is in %(path)s.") % {"path": restored.former})
    if restored.erased:
        again = _("People who had been erased since, and were erased again: %(count)s.")
        click.echo(again % {"count": restored.erased})
    said = {"path": file, "version": restored.manifest.version}
    if no_upgrade:
        click.echo(_("Restored, for version %(version)s of Entregent: install it before you start.") % said)
    else:
        click.echo(_("Restored from %(path)s, which version %(version)s made.") % said)


def refuse_worker() -> None:
    """End the command when a worker gave a sign of life within a minute."""
    from django.db import DatabaseError
    from django.utils import timezone

    from entregent.jobs.selectors import worker_is_alive

    try:
        alive = worker_is_alive(timezone.now())
    except DatabaseError:  # no table yet, or that of a former version: who has the database open is asked later
        return
    if alive:
        stop(_("A worker is at work, or was a minute ago. Stop it, wait a minute, and start again."), IN_USE)
