"""What a backup, a restoration and a move show while they work, and say when they cannot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from entregent.cli.errors import DATABASE, DISK, IN_USE, INPUT, stop
from entregent.cli.words import gettext as _
from entregent.cli.words import language

if TYPE_CHECKING:
    from entregent.backup.actions import Begin, Compared, Step

CODES = {"in use": IN_USE, "being made": IN_USE} | dict.fromkeys(
    ("database", "does not fit", "differs", "changed", "unknown column"), DATABASE
)


@contextmanager
def progress() -> "Iterator[Begin]":
    """Bars on standard error, one for each step, each with its number of rows."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    words = {
        "save": _("Saving"),
        "check": _("Checking the archive"),
        "load": _("Filling the tables"),
        "compare": _("Comparing"),
    }
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bars:

        def begin(step: "Step", rows: int) -> Callable[[int], object]:
            task = bars.add_task(words[step.value], total=rows)
            return lambda done: bars.advance(task, done)

        yield begin


@contextmanager
def backup_explained(*, full: str) -> Iterator[None]:
    """End the command with a sentence and a code where a backup cannot go on. full: what to say of a full disk."""
    from django.db import DatabaseError

    from entregent.backup.errors import BackupError
    from entregent.web.database import disk_is_full

    try:
        yield
    except BackupError as error:
        stop(_sentence(error.problem, error.detail), CODES.get(error.problem, INPUT))
    except (OSError, DatabaseError) as error:
        if disk_is_full(error):
            stop(full, DISK)
        if isinstance(error, DatabaseError):
            stop(_sentence("database", str(error).strip()), DATABASE)
        stop(_sentence("file", f"{error.filename or ''} {error.strerror or error}".strip()), INPUT)


def print_compared(compared: "list[Compared]") -> None:
    """A table of what was saved and what stands now, read back and summed anew."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=_("Saved and found again"), title_justify="left")
    table.add_column(_("Table"))
    for heading in (_("Rows saved"), _("Rows found")):
        table.add_column(heading, justify="right")
    table.add_column(_("Checksum"))
    for one in compared:
        same = _("the same") if one.same else _("different")
        table.add_row(one.label, number(one.saved), number(one.found), f"{one.found_sha256[:12]}… {same}")
    Console().print(table)


def number(count: int) -> str:
    """A number as the reader's language groups its digits."""
    return f"{count:,}".replace(",", "\u202f" if language() == "fr" else ",")


def _sentence(problem: str, detail: str) -> str:
    """Say why a backup, a restoration or a move stopped, and what to do."""
    sentences = {
        "damaged": _("The backup is damaged (%(detail)s). Nothing was changed. Use another one."),
        "newer": _(
            "The backup was made by a newer version of Entregent (%(detail)s). "
            "Install that version or a later one. Nothing was changed."
        ),
        "not empty": _(
            "%(detail)s, or its database, is not empty. To put the backup in its place, add --replace: "
            "what is there is saved first. Nothing was changed."
        ),
        "not bare": _(
            "The database %(detail)s is not empty. Make a new one, for example: createdb entregent. Nothing was changed."
        ),
        "in use": _("%(detail)s is in use. Stop Entregent, its pages and its worker, and start again."),
        "being made": _("Another backup is being made: %(detail)s."),
        "exists": _("%(detail)s is there and is no backup. It is left as it is: name another file."),
        "does not fit": _("The database cannot hold what was saved: %(detail)s. Nothing was changed."),
        "differs": _("What was read back is not what was saved (%(detail)s). Nothing was changed."),
        "changed": _(
            "Something was written into %(detail)s meanwhile. Stop Entregent and start again. "
            "The new database is left empty."
        ),
        "not postgresql": _(
            "%(detail)s is not the address of a PostgreSQL database. For example: postgresql://user@host/name."
        ),
        "database": _("The database cannot be used: %(detail)s. Nothing was changed."),
        "file": _("A file cannot be read or written: %(detail)s. Nothing was changed."),
        "unknown column": _("A backup cannot hold the column %(detail)s. Nothing was saved. Please report it."),
    }
    return sentences[problem] % {"detail": detail}
