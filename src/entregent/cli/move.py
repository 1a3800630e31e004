"""`entregent move`: every row from SQLite into PostgreSQL, counted and summed on both sides."""

import click

from entregent.cli.progress import backup_explained, print_compared, progress
from entregent.cli.restore import refuse_worker
from entregent.cli.start import start_django
from entregent.cli.words import gettext as _


@click.command("move", help=_("Move from SQLite to an empty PostgreSQL database; SQLite’s is only read."))
@click.option("--to", "url", required=True, metavar="URL", help=_("The new database: postgresql://user@host/name."))
def command(*, url: str) -> None:
    start_django(migrate=False, check=True)
    from django.conf import settings
    from django.utils import timezone

    from entregent.backup.actions import move_database

    refuse_worker()
    full = _("The disk is full: nothing was moved, and what was there is as it was. Make room and start again.")
    with backup_explained(full=full), progress() as begin:
        moved = move_database(url, home=settings.ENVIRONMENT.home, now=timezone.now(), begin=begin)
    print_compared(moved.compared)
    click.echo(_("Everything was found again in the new database. Give its address to Entregent as DATABASE_URL."))
    click.echo(_("The former database was left as it is; a backup of it is in %(path)s.") % {"path": moved.former})
