"""`entregent read`: feeds read once, or on and on, and what came of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entregent.cli.errors import USAGE, stop
from entregent.cli.sources import (
    Asked,
    allowed_addresses,
    failures_of,
    follow_sources,
    named_workspace,
    next_due,
    read_with_progress,
    stopped_by_signals,
)
from entregent.cli.start import full_disk_explained, start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.accounts.models import Workspace

NOTHING_COULD_BE_READ = 1
LARGEST = 50 * 1024 * 1024  # bytes of a list: 500,000 addresses
LISTS = (".opml", ".xml", ".csv", ".txt")  # what ends like this and is no address is a file that is missing


@click.command(
    "read", help=_("Read feeds, named by OPML files, lists of addresses or addresses, and say what came of it.")
)
@click.argument("sources", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--once", is_flag=True, help=_("Read every feed once, now, and end; otherwise go on until Ctrl-C."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than tables."))
@click.option(
    "--workspace",
    "slug",
    default="",
    help=_("Workspace that follows them and keeps their posts, by its short name; otherwise nothing is kept."),
)
@click.option(
    "--allow",
    multiple=True,
    metavar="ADDRESS:PORT",
    help=_("A private address that may be read, exactly; may be repeated."),
)
def command(*, sources: tuple[str, ...], once: bool, as_json: bool, slug: str, allow: tuple[str, ...]) -> None:
    asked = [one for word in sources for one in _asked(word)]
    with _home(is_kept=bool(slug)):
        start_django()
        with full_disk_explained():
            code = _read(asked, workspace=_workspace(slug), once=once, as_json=as_json, allow=allow)
    if code:
        raise SystemExit(code)


def _read(asked: list[Asked], *, workspace: "Workspace", once: bool, as_json: bool, allow: tuple[str, ...]) -> int:
    """Read until there is nothing left to do, or until told to stop; return the exit code."""
    from entregent.cli.read_tables import Round, print_round

    allowed = allowed_addresses(allow)
    sources, refused = follow_sources(workspace, asked)
    keys = [source.pk for source in sources]
    has_read = False
    with stopped_by_signals() as stopping:
        while sources or refused:
            read, unread = read_with_progress(sources, allowed=allowed, quiet=as_json, stopping=stopping)
            failed = {source.pk: reason for source, reason in [*failures_of(read), *unread]}
            done = Round(read=read, unread=[source for source, _reason in unread], reasons=failed, refused=refused)
            print_round(done, as_json=as_json, on_one_line=not once)
            has_read = has_read or any(one.error is None for one in read)
            if once or not keys:
                break
            refused = []
            sources = next_due(keys, stopping=stopping)
    return 0 if has_read else NOTHING_COULD_BE_READ


def _asked(word: str) -> Iterator[Asked]:
    """What one word of the command line names: the sources of a file, or one by its address."""
    path = Path(word)
    if path.is_file():
        yield from _listed(path)
    elif path.is_dir() or ("://" not in word and (path.suffix.lower() in LISTS or "." not in word)):
        stop(_("There is no file %(file)s, and it is not an address either.") % {"file": word}, USAGE)
    else:
        yield Asked(word)


def _listed(path: Path) -> list[Asked]:
    from entregent.connectors.lists import NotAListError, read_list

    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise NotAListError
        found = [Asked(row.address, row.title, row.kind or "feed") for row in read_list(content).rows if row.address]
    except NotAListError:
        found = []
    except OSError as error:
        stop(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}, USAGE)
    if not any(_may_be_address(one.address) for one in found):
        stop(
            _("%(file)s names no feed. It should be OPML, a table in CSV, or text with an address a line.")
            % {"file": path},
            USAGE,
        )
    return found


def _may_be_address(written: str) -> bool:
    return ("." in written or "://" in written) and not any(one.isspace() or one in "<>" for one in written)


@contextmanager
def _home(*, is_kept: bool) -> Iterator[None]:
    """The installation's database; or, where nothing is to be kept, one that is forgotten at the end."""
    if is_kept:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="entregent-read-", ignore_cleanup_errors=True) as folder:
        os.environ["ENTREGENT_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        yield


def _workspace(slug: str) -> "Workspace":
    from entregent.accounts.actions import open_workspace

    return named_workspace(slug, code=USAGE) if slug else open_workspace(_("First steps"), owner=None)
