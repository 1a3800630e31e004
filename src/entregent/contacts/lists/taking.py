"""A list of people is taken in, a batch at a time: each is one transaction, so that what is killed repeats nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from entregent.contacts.actions.facts import ALONE
from entregent.contacts.finding import Finding, sort_name, write_folded
from entregent.contacts.lists.grouping import outlets_named, tags_named
from entregent.contacts.models import Contact, ContactImport, ContactImportLine, Fact, LeftInPeace, Part, Tagging
from entregent.contacts.peace import ADDRESSED, hold, left_in_peace, peace_key
from entregent.contacts.resembling import learn
from entregent.contacts.writing import insert_many, update_many
from entregent.core.text import fold
from entregent.jobs.backend import scoped, workspace_scope
from entregent.jobs.rows import insert_rows

BATCH = 500  # lines: for which nobody else writes on SQLite; benchmarks/people.py
State = ContactImport.State
FILLED = ("given_name", "family_name", "language", "form")
READ = ("of_import", "number", "person", "verdict", "match_id", "match_line", "was_created")  # of a line
FACT = (
    *("contact_id", "kind", "value", "key", "detail", "learned_on", "ended_at"),
    *("how", "evidence", "evidence_address", "by_id", "noted_at", "came_with_id"),
)


@dataclass(slots=True)
class Taken:
    """A line, whom it means, and what it adds to them."""

    line: ContactImportLine
    contact: Contact
    added: dict[str, list[int]] = field(default_factory=dict)


@task()
def take_people(import_id: int) -> None:
    """Take a batch of the list, and have the next one taken."""
    if take_batch(import_id, now=timezone.now()):
        have_taken(ContactImport.objects.only("workspace_id").get(pk=import_id))


def have_taken(one: ContactImport) -> None:
    """Let a worker take the list in."""
    scoped(take_people, workspace_scope(one.workspace_id)).enqueue(one.pk)


@transaction.atomic
def take_batch(import_id: int, *, now: datetime) -> bool:
    """Keep the people of the next lines that were chosen; False when none is left, or the import was undone."""
    one = ContactImport.objects.select_for_update().filter(pk=import_id, state=State.RUNNING).first()
    if one is None:
        return False
    lines = list(one.lines.chosen().filter(number__gt=one.reached).order_by("number").only(*READ)[:BATCH])
    if lines:
        one.created += _take(one, lines, now)
        one.taken += len(lines)
        one.reached = lines[-1].number
    is_over = len(lines) < BATCH
    if is_over:
        one.state, one.ended_at = State.DONE, now
    one.save(update_fields=["created", "taken", "reached", "state", "ended_at"])
    return not is_over


def _take(one: ContactImport, lines: Sequence[ContactImportLine], now: datetime) -> int:
    """Write what these lines say; return how many people are new."""
    taken = _persons(one, lines, now)
    _write_groups(one, taken)
    _write_facts(one, taken, now)
    _fill(taken, now)
    write_folded({each.contact.pk: each.contact for each in taken if not each.line.was_created}.values())
    _keep_peace(one, taken, now)
    for each in taken:
        each.line.contact_id, each.line.revision, each.line.added = each.contact.pk, each.contact.revision, each.added
    update_many(lines, ["contact_id", "was_created", "revision", "added"])
    update_many([line for line in lines if not line.was_created], ["person"])
    return sum(line.was_created for line in lines)


def _persons(one: ContactImport, lines: Sequence[ContactImportLine], now: datetime) -> list[Taken]:
    """Whom each line means: somebody known still, who stands higher up, or somebody new."""
    kept = Contact.objects.filter(workspace=one.workspace_id, removed_at=None)
    by_number = kept.in_bulk([line.match_id for line in lines if line.match_id and line.verdict == "merge"])
    higher = [line.match_line for line in lines if line.verdict == "join"]
    before = dict(one.lines.filter(number__in=higher).exclude(contact=None).values_list("number", "contact_id"))
    by_number |= kept.in_bulk(before.values())
    on_line = {number: by_number[pk] for number, pk in before.items() if pk in by_number}
    taken, fresh = [], []
    for line in lines:
        contact = by_number.get(line.match_id or 0) if line.verdict == "merge" else None
        contact = contact or (on_line.get(line.match_line) if line.verdict == "join" else None)
        if contact is None:
            contact = Contact(workspace_id=one.workspace_id)
            line.was_created = True
            fresh.append((line, contact))
        on_line[line.number] = contact
        taken.append(Taken(line, contact))
    _write_fresh(one, fresh, now)
    return taken


def _write_fresh(one: ContactImport, fresh: Sequence[tuple[ContactImportLine, Contact]], now: datetime) -> None:
    """Write people who are new, with what finds them by their line."""
    rows, words = [], set[str]()
    for line, contact in fresh:
        finding = _finding(line)
        words |= finding.words()
        row = _contact(one, line, now) | {"folded": finding.folded(), "region": finding.region}
        for name, value in row.items():
            setattr(contact, name, value)
        rows.append(row)
    for (_, contact), number in zip(fresh, insert_rows(Contact, rows), strict=True):
        contact.pk = number
    learn(one.workspace_id, words)


def _finding(line: ContactImportLine) -> Finding:
    said = line.person
    finding = Finding.of(said["name"], said["given_name"], said["family_name"])
    alone = set[str]()
    for kind, value, key, detail in said["facts"]:
        if kind not in alone:
            finding.add_fact(kind, value, key, detail)
        alone |= {kind} & ALONE
    for name in said["outlets"]:
        finding.add_outlet(name)
    finding.parts += said["tags"]
    return finding


def _contact(one: ContactImport, line: ContactImportLine, now: datetime) -> dict[str, Any]:
    said = line.person
    given, family = said["given_name"], said["family_name"]
    return {
        "workspace_id": one.workspace_id,
        "name": said["name"],
        "given_name": given,
        "family_name": family,
        "sort_name": sort_name(said["name"], family, given),
        "language": said["language"],
        "form": said["form"],
        "created_at": now,
        "changed_at": now,
    }


def _write_groups(one: ContactImport, taken: Sequence[Taken]) -> None:
    outlets = outlets_named(one.workspace, (name for each in taken for name in each.line.person["outlets"]))
    tags = tags_named(one.workspace, (name for each in taken for name in each.line.person["tags"]))
    ids = {each.contact.pk for each in taken if not each.line.was_created}
    parts = set(Part.objects.filter(contact__in=ids).values_list("contact_id", "outlet_id"))
    taggings = set(Tagging.objects.filter(contact__in=ids).values_list("contact_id", "tag_id"))
    new_parts, new_taggings = [], []
    for each in taken:
        said, pk = each.line.person, each.contact.pk
        for outlet in (outlets[fold(name)[:400]] for name in said["outlets"]):
            if (pk, outlet) not in parts:
                parts.add((pk, outlet))
                each.added.setdefault("outlets", []).append(outlet)
                new_parts.append((pk, outlet, said["role"]))
        for tag in (tags[fold(name)[:80]] for name in said["tags"]):
            if (pk, tag) not in taggings:
                taggings.add((pk, tag))
                each.added.setdefault("tags", []).append(tag)
                new_taggings.append((pk, tag))
    insert_many(Part, ("contact_id", "outlet_id", "role"), new_parts)
    insert_many(Tagging, ("contact_id", "tag_id"), new_taggings)


def _write_facts(one: ContactImport, taken: Sequence[Taken], now: datetime) -> None:
    known = Fact.objects.filter(contact__in={each.contact.pk for each in taken if not each.line.was_created})
    rows = known.values_list("contact_id", "kind", "key", "value")
    have = {(pk, kind, key or fold(value)) for pk, kind, key, value in rows}
    alone = set(known.filter(kind__in=ALONE, ended_at=None).values_list("contact_id", "kind"))
    fresh = []
    for each in taken:
        pk, learned_on = each.contact.pk, date.fromisoformat(each.line.person["learned_on"])
        for kind, value, key, detail in each.line.person["facts"]:
            if (pk, kind, key or fold(value)) in have:
                continue
            have.add((pk, kind, key or fold(value)))
            is_second = kind in ALONE and (pk, kind) in alone  # what is held already stands
            alone.add((pk, kind))
            fresh.append((pk, kind, value, key, detail, learned_on, now if is_second else None))
    alike = (Fact.How.LISTED.value, one.name, "", one.by_id, now, one.pk)
    insert_many(Fact, FACT, [(*fact, *alike) for fact in fresh])


def _fill(taken: Sequence[Taken], now: datetime) -> None:
    """What is empty in a file that was there is filled; whoever edits it meanwhile is told."""
    changed = {}
    for each in taken:
        if each.line.was_created:
            continue
        contact, said = each.contact, each.line.person
        filled = {name: said[name] for name in FILLED if said[name] and not getattr(contact, name)}
        for name, value in filled.items():
            setattr(contact, name, value)
        each.line.person = said | {"filled": filled}
        contact.sort_name = sort_name(contact.name, contact.family_name, contact.given_name)
        contact.revision += 1
        contact.changed_at = now
        changed[contact.pk] = contact
    names = ["sort_name", "revision", "changed_at", *FILLED]
    update_many(changed.values(), names)


def _keep_peace(one: ContactImport, taken: Sequence[Taken], now: datetime) -> None:
    """Whoever the list leaves in peace, or was before, is left in peace; and each of their addresses is known for it."""
    asking = [each for each in taken if each.line.person["in_peace"] or each.line.verdict == "peace"]
    for each in asking:
        keys = [
            peace_key(one.workspace, kind, key)
            for kind, _, key, _ in each.line.person["facts"]
            if kind in ADDRESSED and key
        ]
        asked = left_in_peace(one.workspace, keys)
        told = {(peace.topic, peace.reason, peace.since) for peace in asked} if each.line.verdict == "peace" else set()
        if each.line.person["in_peace"] and not any(not topic for topic, _, _ in told):
            told.add(("", one.name, now))
        have = set(each.contact.left_in_peace.filter(lifted_at=None).values_list("topic", flat=True))
        LeftInPeace.objects.bulk_create(
            LeftInPeace(workspace_id=one.workspace_id, contact=each.contact, topic=topic, reason=reason, since=since)
            for topic, reason, since in told
            if topic not in have
        )
    for contact in _quiet(taken):
        hold(contact)


def _quiet(taken: Iterable[Taken]) -> list[Contact]:
    contacts = {each.contact.pk: each.contact for each in taken}
    quiet = LeftInPeace.objects.filter(contact__in=contacts, lifted_at=None).values_list("contact_id", flat=True)
    return [contact for pk, contact in contacts.items() if pk in set(quiet)]
