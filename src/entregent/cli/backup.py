"""`entregent backup`: everything an installation holds in one archive, while it runs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from entregent.cli.errors import USAGE, stop
from entregent.cli.progress import backup_explained, number, progress
from entregent.cli.start import start_django
from entregent.cli.words import gettext as _
from entregent.cli.words import ngettext

if TYPE_CHECKING:
    from entregent.backup.actions import Manifest


@click.command("backup", help=_("Save the database and the files in one archive, while everything runs."))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help=_("Then remove older backups that bear a name of ours, but for this many."),
)
@click.option("--verify", is_flag=True, help=_("Save nothing: read FILE and compare every checksum."))
def command(*, file: Path | None, keep: int | None, verify: bool) -> None:
    if verify and file is None:
        stop(_("Name the backup to verify: entregent backup --verify FILE."), USAGE)
    start_django(migrate=False)
    full = _("The disk is full: no backup was made. Nothing was lost; make room, or name a file on another disk.")
    with backup_explained(full=full):
        if verify and file:
            _verify(file)
        else:
            _save(file, keep)


def _verify(file: Path) -> None:
    from entregent.backup.actions import check_backup

    with progress() as begin:
        manifest = check_backup(file, begin=begin).manifest
    click.echo(_("%(path)s is whole: %(contents)s.") % {"path": file, "contents": contents(manifest)})


def _save(file: Path | None, keep: int | None) -> None:
    from django.conf import settings
    from django.utils import timezone

    from entregent.backup.actions import FOLDER, make_backup, place_for, prune_backups

    home, now = settings.ENVIRONMENT.home, timezone.now()
    path = file or place_for(home / FOLDER, now=now)
    if path.is_dir():
        path = place_for(path, now=now)
    with progress() as begin:
        manifest = make_backup(path.absolute(), home=home, now=now, begin=begin)
    said = {"path": path, "contents": contents(manifest), "size": number(-(-path.stat().st_size // 1024))}
    click.echo(_("Saved and read back: %(path)s (%(contents)s, %(size)s KB).") % said)
    for removed in prune_backups(path.parent, keep=keep) if keep else ():
        click.echo(_("Removed: %(path)s") % {"path": removed})


def contents(manifest: "Manifest") -> str:
    """How many rows and files a backup holds."""
    files = len(manifest.files)
    rows = ngettext("%(count)s row", "%(count)s rows", manifest.rows) % {"count": number(manifest.rows)}
    return f"{rows}, {ngettext('%(count)s file', '%(count)s files', files) % {'count': number(files)}}"
