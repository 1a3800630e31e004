"""A list of people is brought in: judged first, and nothing kept before somebody says so. docs/decisions/0036-lists-of-people.md"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.attached import with_rows_elsewhere
from entregent.contacts.errors import NothingChosenError, TooManyLinesError
from entregent.contacts.finding import write_folded
from entregent.contacts.guard import guard, refused
from entregent.contacts.list_models import LayoutRow, PeopleLineQuerySet
from entregent.contacts.lists.cards import read_cards
from entregent.contacts.lists.columns import Layout, guess_layout
from entregent.contacts.lists.guarding import judges
from entregent.contacts.lists.judging import judge, keep_lines
from entregent.contacts.lists.lines import read_lines
from entregent.contacts.lists.person import Person
from entregent.contacts.lists.sheets import MOST_LINES, Sheet, read_sheet
from entregent.contacts.lists.taking import FILLED, have_taken, take_batch
from entregent.contacts.models import Contact, ContactImport, ContactImportLine, Fact, Part, Tagging
from entregent.history.actions import record
from entregent.jobs.backend import scoped, workspace_scope

AT_ONCE = 500  # lines judged, and taken, while the person waits
UNCONFIRMED_KEPT = timedelta(days=7)
LINES_KEPT = timedelta(days=90)
SAMPLES, SAMPLE = 3, 60  # cells shown of a column, and characters of each
State = ContactImport.State


@transaction.atomic
def open_import(
    workspace: Workspace, *, content: bytes, name: str, by: Actor, now: datetime, tag: str = ""
) -> ContactImport:
    """Keep a list, to be judged: at once where it is short, else in the background.

    Raises NotAllowedError, NothingToReadError, TooLargeError, TooManyLinesError, TooManyColumnsError; DossierError for the tag.
    """
    require(by, workspace, Permission.CONTACTS)
    guard(tag=tag)
    _forget_old(workspace, now)
    sheet = read_sheet(content)
    layout = None if sheet.rows is None else guess_layout(sheet.rows)
    one = ContactImport.objects.create(
        workspace=workspace,
        by=by if isinstance(by, User) else None,
        at=now,
        name=_storable(name)[:200],
        form=sheet.form,
        encoding=sheet.encoding,
        tag=" ".join(_storable(tag).split())[:60],
        layout=_layout_row(sheet, layout),
        content=zlib.compress(content, 1),
        to_judge=_height(sheet),
    )
    return _have_judged(one)


@transaction.atomic
def read_otherwise(one: ContactImport, *, layout: Layout | None, sheet: str, tag: str, by: Actor) -> bool:
    """Read a list anew: by other columns, another sheet; what was chosen is forgotten. False when it is too late.

    layout: None to guess it. Raises NotAllowedError, NothingToReadError, TooManyLinesError, TooManyColumnsError;
    DossierError for the tag.
    """
    require(by, one.workspace, Permission.CONTACTS)
    guard(tag=tag)
    locked = ContactImport.objects.select_for_update().filter(pk=one.pk, state=State.SHOWN).first()
    if locked is None or locked.content is None:
        return False
    found = read_sheet(zlib.decompress(locked.content), sheet=sheet)
    if found.rows is not None:
        locked.layout = _layout_row(found, layout or guess_layout(found.rows))
    locked.state, locked.judged, locked.to_judge, locked.tag = (
        State.READING,
        0,
        _height(found),
        " ".join(tag.split())[:60],
    )
    locked.save(update_fields=["layout", "state", "judged", "to_judge", "tag"])
    _have_judged(locked)
    return True


def _have_judged(one: ContactImport) -> ContactImport:
    if one.to_judge <= AT_ONCE:
        judge_list(one.pk)
        one.refresh_from_db()
    else:
        scoped(judge_people, workspace_scope(one.workspace_id)).enqueue(one.pk)
    return one


@task()
def judge_people(import_id: int) -> None:
    """Judge a long list."""
    judge_list(import_id)


def judge_list(import_id: int) -> None:
    """Write each line of a list with its verdict; what was begun is begun anew."""
    one = ContactImport.objects.select_related("workspace").filter(pk=import_id, state=State.READING).first()
    if one is None or one.content is None:
        return
    with timezone.override(one.workspace.time_zone):
        one.lines.all().delete()
        one.judged = 0
        for lines in judge(one, _persons(one)):
            with transaction.atomic():
                keep_lines(lines)
                one.judged += len(lines)
                ContactImport.objects.filter(pk=one.pk, state=State.READING).update(judged=one.judged)
        ContactImport.objects.filter(pk=one.pk, state=State.READING).update(state=State.SHOWN)


def _persons(one: ContactImport) -> Iterator[Person]:
    row = one.layout
    sheet = read_sheet(zlib.decompress(one.content or b""), sheet=row["sheet"] if row else "")
    if sheet.rows is None or row is None:
        return read_cards(sheet.cards)
    return read_lines(sheet.rows, Layout(row["head"], tuple(row["heads"]), tuple(row["fields"])))


@transaction.atomic
def choose(one: ContactImport, *, lines: PeopleLineQuerySet, taken: Collection[int] | None, by: Actor) -> int:
    """Of these lines, take those numbered in `taken` (keys; None for all) and leave the others out; return how many are taken now.

    Nothing changes once the import is confirmed. Raises NotAllowedError.
    """
    require(by, one.workspace, Permission.CONTACTS)
    if not ContactImport.objects.select_for_update().filter(pk=one.pk, state=State.SHOWN).exists():
        return 0
    able = lines.filter(of_import=one).takeable()
    if taken is None:
        return able.update(is_chosen=True)
    able.exclude(pk__in=taken).update(is_chosen=False)
    return able.filter(pk__in=taken).update(is_chosen=True) if taken else 0


@transaction.atomic
def confirm_import(one: ContactImport, *, by: Actor, now: datetime) -> bool:
    """Keep whoever was chosen: at once where they are few, else in the background. False when it was confirmed already.

    Raises NotAllowedError, NothingChosenError.
    """
    require(by, one.workspace, Permission.CONTACTS)
    locked = ContactImport.objects.select_for_update().filter(pk=one.pk, state=State.SHOWN).first()
    if locked is None:
        return False
    locked.chosen = locked.lines.chosen().count()
    if not locked.chosen:
        raise NothingChosenError
    locked.state, locked.confirmed_at, locked.content = State.RUNNING, now, None
    locked.save(update_fields=["chosen", "state", "confirmed_at", "content"])
    record("contacts.imported", by=by, workspace=one.workspace, about=locked, count=locked.chosen)
    if locked.chosen < AT_ONCE:
        take_batch(locked.pk, now=now)
    else:
        have_taken(locked)
    return True


@transaction.atomic
def undo_import(one: ContactImport, *, by: Actor, now: datetime) -> int:
    """Put away whoever came with it and take away what it said of others, also while it runs; what was changed since stays.

    Returns how many people it left as they are because they were changed since. Raises NotAllowedError.
    """
    require(by, one.workspace, Permission.CONTACTS)
    able = ContactImport.objects.select_for_update().filter(pk=one.pk, state__in=(State.RUNNING, State.DONE))
    if not able.update(state=State.UNDONE, ended_at=now):
        return 0
    left = 0
    made = one.lines.filter(was_created=True, contact__removed_at=None).order_by("number")
    for lines in _chunks(made.values_list("contact_id", "contact__revision", "number").iterator(chunk_size=2000)):
        left += _put_away_created(one, lines, now)
    merged = one.lines.filter(was_created=False).exclude(contact=None).order_by("number")
    for chunk in _chunks(merged.select_related("contact").iterator(chunk_size=2000)):
        _take_from(one, [line for line in chunk if line.contact_id], now)
    ContactImport.objects.filter(pk=one.pk).update(left_alone=left)
    record("contacts.import_undone", by=by, workspace=one.workspace, about=one, count=left)
    return left


def _put_away_created(one: ContactImport, lines: Sequence[tuple[int | None, int | None, int]], now: datetime) -> int:
    """Those that nobody touched go; return how many stay."""
    ids = [pk for pk, _, _ in lines if pk]
    last: dict[int, int] = {}
    for pk, revision in one.lines.filter(contact__in=ids).order_by("number").values_list("contact_id", "revision"):
        last[pk or 0] = revision
    elsewhere = with_rows_elsewhere(ids)
    going = [pk for pk, revision, _ in lines if pk and last.get(pk) == revision and pk not in elsewhere]
    Contact.objects.filter(pk__in=going).update(removed_at=now)
    return len(ids) - len(going)


def _take_from(one: ContactImport, lines: Sequence[ContactImportLine], now: datetime) -> None:
    """What the list said of people who were there already goes, unless somebody said it too since."""
    contacts = {line.contact_id: line.contact for line in lines if line.contact}
    created = set(one.lines.filter(contact__in=contacts, was_created=True).values_list("contact_id", flat=True))
    there = [pk for pk in contacts if pk and pk not in created]
    Fact.objects.filter(
        contact__in=there, came_with=one, how=Fact.How.LISTED, evidence=one.name, ended_at=None
    ).delete()
    for line in lines:
        contact = line.contact
        if contact is None or line.contact_id in created:
            continue
        Part.objects.filter(contact=contact, outlet__in=line.added.get("outlets", ())).delete()
        Tagging.objects.filter(contact=contact, tag__in=line.added.get("tags", ())).delete()
        filled = line.person.get("filled", {})
        same = {name: "" for name in FILLED if name in filled and getattr(contact, name) == filled[name]}
        Contact.objects.filter(pk=contact.pk).update(revision=contact.revision + 1, changed_at=now, **same)
    write_folded(Contact.objects.filter(pk__in=there))


def _chunks(rows: Iterator[object], many: int = 500) -> Iterator[list]:  # type: ignore[type-arg]
    while chunk := list(islice(rows, many)):
        yield chunk


@transaction.atomic
def forget_import(one: ContactImport, *, by: Actor) -> bool:
    """Forget a list that was not confirmed; False when it was. Raises NotAllowedError."""
    require(by, one.workspace, Permission.CONTACTS)
    open_ones = ContactImport.objects.filter(pk=one.pk, state__in=(State.READING, State.SHOWN))
    return open_ones.delete()[0] > 0


def _forget_old(workspace: Workspace, now: datetime) -> None:
    """What waited too long goes with its content; of what was done long ago, the lines go, which hold what the list said."""
    waiting = ContactImport.objects.filter(workspace=workspace, state__in=(State.READING, State.SHOWN))
    waiting.filter(at__lt=now - UNCONFIRMED_KEPT).delete()
    ended = ContactImport.objects.filter(workspace=workspace, ended_at__lt=now - LINES_KEPT)
    ContactImportLine.objects.filter(of_import__in=ended).delete()


def _storable(text: str) -> str:
    return "".join(one for one in text if one.isprintable()).strip()


def _height(sheet: Sheet) -> int:
    if sheet.rows is not None:
        return sum(any(cell for cell in row) for row in sheet.rows)
    height = sheet.cards.upper().count("BEGIN:VCARD")
    if height > MOST_LINES:
        raise TooManyLinesError
    return height


def _shown(cells: Iterable[str]) -> Iterator[str]:
    """Cells that say something, and nothing that may not be kept."""
    return (cell for cell in cells if cell and not refused(cell))


def _layout_row(sheet: Sheet, layout: Layout | None) -> LayoutRow | None:
    if layout is None or sheet.rows is None:
        return None
    columns = range(len(layout.fields))
    judging = {at for at in columns if judges(layout.heads[at])}  # of these, neither a cell nor a sample is kept
    under = sheet.rows[layout.head : layout.head + 200]
    cells = ([row[at].strip()[:SAMPLE] for row in under if at < len(row)] for at in columns)
    samples = [[] if at in judging else list(islice(_shown(column), SAMPLES)) for at, column in enumerate(cells)]
    return LayoutRow(
        head=layout.head,
        heads=[_storable(head)[:80] for head in layout.heads],
        fields=["" if at in judging else field for at, field in enumerate(layout.fields)],
        samples=samples,
        separator=sheet.separator,
        sheet=sheet.sheet,
        sheets=list(sheet.sheets),
    )
