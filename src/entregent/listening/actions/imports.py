"""A list of sources is brought in: read and judged first, and nothing followed before somebody says so."""

import zlib
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.connectors.http import Allowed
from entregent.connectors.lists import Columns, FoundList, Row, is_private, read_list
from entregent.connectors.registry import connector
from entregent.core.errors import EntregentError
from entregent.history.actions import record
from entregent.listening.actions.follow import LONGEST, InvalidAddressError, canonical
from entregent.listening.content import storable
from entregent.listening.full_text import settle_full_text
from entregent.listening.list_models import ColumnsRow, Import, ImportLine, LineQuerySet
from entregent.listening.lists.taking import have_taken, take_batch
from entregent.listening.lists.writing import insert_many
from entregent.listening.models import Following

LARGEST = 20 * 1024 * 1024  # bytes
MOST_LINES = 100_000
AT_ONCE = 200  # sources followed while the person waits: a tenth of a second
UNCONFIRMED_KEPT = timedelta(days=7)
LINES_KEPT = timedelta(days=90)
Verdict = ImportLine.Verdict
State = Import.State


class TooLargeError(EntregentError):
    """The file is larger than LARGEST."""


class TooManyLinesError(EntregentError):
    """The list has more than MOST_LINES."""


class NothingChosenError(EntregentError):
    """No line of the list is to be taken."""


@transaction.atomic
def open_import(
    workspace: Workspace, *, content: bytes, name: str, by: Actor, now: datetime, allowed: Allowed = frozenset()
) -> Import:
    """Keep a list, its lines judged. name: of the file, "" for a list that was pasted.

    Raises NotAllowedError, NotAListError, TooLargeError, TooManyLinesError.
    """
    require(by, workspace, Permission.LISTEN)
    if len(content) > LARGEST:
        raise TooLargeError
    _forget_old(workspace, now)
    found = read_list(content)
    one = Import.objects.create(
        workspace=workspace,
        by=by if isinstance(by, User) else None,
        at=now,
        name=storable(name, 200),
        form=found.form,
        encoding=found.encoding,
        columns=_columns_row(found),
        content=zlib.compress(content, 1) if found.layout else None,
    )
    _write_lines(one, found, allowed)
    return one


@transaction.atomic
def read_by_columns(one: Import, *, columns: Columns, by: Actor, allowed: Allowed = frozenset()) -> bool:
    """Read a table anew, by other columns; what was chosen is forgotten. False when it is too late, or no table.

    Raises NotAllowedError.
    """
    require(by, one.workspace, Permission.LISTEN)
    locked = _unconfirmed(one)
    if locked is None or locked.content is None:
        return False
    found = read_list(zlib.decompress(locked.content), columns=columns)
    locked.lines.all().delete()
    locked.columns = _columns_row(found)
    locked.save(update_fields=["columns"])
    _write_lines(locked, found, allowed)
    return True


@transaction.atomic
def choose(one: Import, *, lines: LineQuerySet, taken: Collection[int] | None, by: Actor) -> int:
    """Of these lines, take those numbered in `taken` (keys; None for all) and leave the others out; return how many are taken now.

    Lines that cannot be taken stay out. Nothing changes once the import is confirmed. Raises NotAllowedError.
    """
    require(by, one.workspace, Permission.LISTEN)
    if _unconfirmed(one) is None:
        return 0
    able = lines.filter(of_import=one).takeable()
    if taken is None:
        return able.update(is_chosen=True)
    able.exclude(pk__in=taken).update(is_chosen=False)
    return able.filter(pk__in=taken).update(is_chosen=True) if taken else 0


@transaction.atomic
def confirm_import(one: Import, *, by: Actor, now: datetime) -> bool:
    """Follow what was chosen: at once where it is little, else in the background. False when it was confirmed already.

    Raises NotAllowedError, NothingChosenError.
    """
    require(by, one.workspace, Permission.LISTEN)
    locked = _unconfirmed(one)
    if locked is None:
        return False
    locked.chosen = locked.lines.chosen().count()
    if not locked.chosen:
        raise NothingChosenError
    locked.state, locked.confirmed_at, locked.content = State.RUNNING, now, None
    locked.save(update_fields=["chosen", "state", "confirmed_at", "content"])
    record("listening.imported", by=by, workspace=one.workspace, about=locked, count=locked.chosen)
    if locked.chosen <= AT_ONCE:
        take_batch(locked.pk, now=now)
    else:
        have_taken(locked)
    return True


@transaction.atomic
def undo_import(one: Import, *, by: Actor, now: datetime) -> int:
    """Leave what this import began to follow, also while it runs; what was heard is kept. Return how many sources were left.

    Raises NotAllowedError.
    """
    require(by, one.workspace, Permission.LISTEN)
    able = Import.objects.select_for_update().filter(pk=one.pk, state__in=(State.RUNNING, State.DONE))
    if not able.update(state=State.UNDONE, ended_at=now):
        return 0
    left = Following.objects.filter(begun_by=one, ended_at=None).update(ended_at=now)
    settle_full_text(Following.objects.filter(begun_by=one))
    record("listening.import_undone", by=by, workspace=one.workspace, about=one, count=left)
    return left


@transaction.atomic
def forget_import(one: Import, *, by: Actor) -> bool:
    """Forget a list that was not confirmed; False when it was. Raises NotAllowedError."""
    require(by, one.workspace, Permission.LISTEN)
    locked = _unconfirmed(one)
    return locked is not None and locked.delete()[0] > 0


def _unconfirmed(one: Import) -> Import | None:
    return Import.objects.select_for_update().filter(pk=one.pk, state=State.SHOWN).first()


def _forget_old(workspace: Workspace, now: datetime) -> None:
    Import.objects.filter(workspace=workspace, state=State.SHOWN, at__lt=now - UNCONFIRMED_KEPT).delete()
    ended = Import.objects.filter(workspace=workspace, ended_at__lt=now - LINES_KEPT)
    ImportLine.objects.filter(of_import__in=ended).delete()


def _columns_row(found: FoundList) -> ColumnsRow | None:
    if found.layout is None:
        return None
    layout = found.layout
    heads = [storable(head, 80) for head in layout.heads]
    return ColumnsRow(
        separator=layout.separator, heads=heads, has_head=layout.has_head, address=layout.address, title=layout.title
    )


def _write_lines(one: Import, found: FoundList, allowed: Allowed) -> None:
    names = ("number", "title", "address", "kind", "verdict", "is_chosen")
    insert_many(ImportLine(of_import=one), names, list(_judged(one, found.rows, allowed)))


def _judged(one: Import, rows: Iterator[Row], allowed: Allowed) -> Iterator[tuple[int, str, str, str, str, bool]]:
    known, seen = _known(one.workspace), set[str]()
    for count, row in enumerate(rows, 1):
        if count > MOST_LINES:
            raise TooManyLinesError
        address, refused = _address(row.address, allowed)
        verdict = refused or (Verdict.TWICE if address in seen else known.get(address, Verdict.NEW))
        if not refused:
            seen.add(address)
        kind = row.kind if _is_kind(row.kind) else "feed"
        yield row.number, storable(row.title, 300), address, kind, verdict.value, verdict is Verdict.NEW


def _address(written: str, allowed: Allowed) -> tuple[str, Verdict | None]:
    """The address as it is kept, or as it is written where it is refused, and why."""
    if len(written) > LONGEST:
        return storable(written, LONGEST), Verdict.TOO_LONG
    try:
        address = canonical(written)
    except InvalidAddressError:
        return storable(written, LONGEST), Verdict.BAD_ADDRESS
    if not address.isprintable() or storable(address) != address or len(address) > LONGEST:
        return storable(written, LONGEST), Verdict.BAD_ADDRESS
    return address, Verdict.PRIVATE_ADDRESS if is_private(address, allowed=allowed) else None


@lru_cache(maxsize=64)
def _is_kind(name: str) -> bool:
    try:
        return bool(connector(name))
    except LookupError:
        return False


def _known(workspace: Workspace) -> dict[str, Verdict]:
    """Addresses that the workspace follows, or left by itself; not those that it left by undoing an import."""
    rows = Following.objects.filter(workspace=workspace).values_list("source__address", "ended_at", "begun_by__state")
    return {
        address: Verdict.FOLLOWED if ended is None else Verdict.LEFT
        for address, ended, state in rows
        if ended is None or state != State.UNDONE
    }
