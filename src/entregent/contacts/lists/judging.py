"""What would become of each line of a list: looked up by address, then by name, in the workspace and higher up in the list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.contacts import facts
from entregent.contacts.errors import InvalidFactError
from entregent.contacts.lists.guarding import guarded
from entregent.contacts.lists.person import Person
from entregent.contacts.models import (
    Contact,
    ContactImport,
    ContactImportLine,
    Fact,
    LeftInPeace,
    Part,
    PeaceKey,
    Tagging,
)
from entregent.contacts.peace import ADDRESSED, mailbox, peace_key
from entregent.contacts.writing import insert_many
from entregent.core.text import fold

Verdict = ContactImportLine.Verdict
AT_ONCE = 1000  # lines judged together
MOST_FACTS = 100  # of one line
# What else a line holds, once it is taken.
NOT_TAKEN: dict[str, Any] = {"contact_id": None, "was_created": False, "revision": 0, "added": {}}


@dataclass(slots=True)
class Judged:
    """A ContactImportLine before it is kept."""

    of_import_id: int
    number: int
    name: str
    says: str
    person: dict[str, Any]
    verdict: str = ""
    because: str = ""
    match_id: int | None = None
    match_line: int = 0
    is_chosen: bool = False


@dataclass(slots=True)
class Known:
    """Whom an address or a name means: a contact's number, or a line's below 0."""

    by_address: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_outlet: dict[tuple[str, str], int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, str] = field(default_factory=dict)
    quiet_lines: set[int] = field(default_factory=set)  # of people left in peace

    def add(self, who: int, name: str, addresses: Iterable[tuple[str, str]], outlets: Iterable[str]) -> None:
        self.names[who] = name
        if who not in self.by_name[name]:
            self.by_name[name].append(who)
        for address in addresses:
            self.by_address[address].append(who)
        for outlet in outlets:
            self.by_outlet.setdefault((name, outlet), who)


def known_in(workspace: Workspace) -> Known:
    """Everybody kept in a workspace."""
    known = Known()
    kept = Contact.objects.filter(workspace=workspace, removed_at=None)
    for pk, name in kept.order_by("pk").values_list("pk", "name").iterator(chunk_size=5000):
        known.add(pk, fold(name), (), ())
    found = Fact.objects.filter(contact__in=kept, kind__in=ADDRESSED).exclude(key="").order_by("contact_id")
    for pk, kind, key in found.values_list("contact_id", "kind", "key").iterator(chunk_size=5000):
        known.by_address[kind, comparable(kind, key)].append(pk)
    for pk, outlet in Part.objects.filter(contact__in=kept).values_list("contact_id", "outlet__folded"):
        known.by_outlet.setdefault((known.names[pk], outlet), pk)
    return known


def comparable(kind: str, key: str) -> str:
    """The same for two spellings of one mailbox."""
    return mailbox(key) if kind == Fact.Kind.EMAIL else key


def judge(one: ContactImport, persons: Iterable[Person]) -> Iterator[list[Judged]]:
    """Yield lines with their verdicts, AT_ONCE together; lines that hold nobody too."""
    known, peaceful = known_in(one.workspace), _left_in_peace(one.workspace)
    today = timezone.localdate().isoformat()
    batch: list[Judged] = []
    for person in guarded(persons):
        batch.append(_line(one, person, known, peaceful, today))
        if len(batch) >= AT_ONCE:
            yield _told(batch)
            batch = []
    if batch:
        yield _told(batch)


def keep_lines(lines: Sequence[Judged]) -> None:
    """Write lines that were judged."""
    said = [field.name for field in fields(Judged)]
    rows = [[*(getattr(line, name) for name in said), *NOT_TAKEN.values()] for line in lines]
    insert_many(ContactImportLine, (*said, *NOT_TAKEN), rows)


def _line(one: ContactImport, person: Person, known: Known, peaceful: set[str], today: str) -> Judged:
    read = _read(person, one.workspace.country)
    name = " ".join(person.called().split())[:200]
    addresses = [(kind, comparable(kind, key)) for kind, _, key, _ in read if key and kind in ADDRESSED]
    outlets = [fold(outlet)[:400] for outlet in person.outlets]
    line = Judged(one.pk, person.number, name, _says(person), _kept(person, name, read, one.tag, today))
    if person.is_heading or not name:
        line.verdict = Verdict.HEADING if person.is_heading else Verdict.EMPTY
        return line
    who, line.because, is_shared = _who(known, fold(name), addresses, outlets)
    line.verdict, line.is_chosen = (Verdict.SHARED if is_shared else Verdict.NEW), True
    if who is not None and is_shared is False:
        line.verdict = Verdict.MERGE if who > 0 else Verdict.JOIN
    if who is not None:
        line.match_id, line.match_line = (who, 0) if who > 0 else (None, -who)
    if _asked_for_peace(one.workspace, line, addresses, known, peaceful):
        line.verdict, line.is_chosen, line.match_line = Verdict.PEACE, False, 0
        known.quiet_lines.add(person.number)
    known.add(who if who is not None and not is_shared else -person.number, fold(name), addresses, outlets)
    return line


def _asked_for_peace(
    workspace: Workspace, line: Judged, addresses: list[tuple[str, str]], known: Known, peaceful: set[str]
) -> bool:
    """Whether nobody may contact a person of whom there is no file, and whom the list would bring back."""
    if line.verdict == Verdict.MERGE or not peaceful:
        return False
    hashes = (peace_key(workspace, kind, key) for kind, key in addresses)
    return line.match_line in known.quiet_lines or any(one in peaceful for one in hashes)


def _who(known: Known, name: str, addresses: list[tuple[str, str]], outlets: list[str]) -> tuple[int | None, str, bool]:
    """Who it is, what says so, and whether they only share an address."""
    sharing: tuple[int, str] | None = None
    for kind, key in addresses:
        having = known.by_address.get((kind, key), [])
        who = next((one for one in having if _may_be_one(known.names.get(one, ""), name)), None)
        if who is not None:
            return who, kind, False
        sharing = sharing or ((having[0], kind) if having else None)
    for outlet in outlets:
        if (who := known.by_outlet.get((name, outlet))) is not None:
            return who, "outlet", False
    same = known.by_name.get(name, [])
    if len(same) == 1 and not addresses:
        return same[0], "name", False
    return (sharing[0], sharing[1], True) if sharing else (None, "", False)


def _may_be_one(name: str, other: str) -> bool:
    """Two names of one person share a word; an address taken for a name says nothing."""
    return "@" in name or "@" in other or bool(set(_words(name)) & set(_words(other)))


def _words(name: str) -> list[str]:
    return [word for word in "".join(one if one.isalnum() else " " for one in name).split() if len(word) > 1]


def _read(person: Person, country: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Facts as they are kept: kind, value, key, detail. A cell that is not of its kind is kept as a note."""
    found: dict[tuple[str, str], tuple[str, str, str, dict[str, Any]]] = {}
    for said, written in person.facts[:MOST_FACTS]:
        kind, reading = _reading(said, written, country)
        if reading:
            found.setdefault(
                (kind, reading.key or fold(reading.value)), (kind, reading.value, reading.key, reading.detail)
            )
    return list(found.values())


@lru_cache(maxsize=100_000)
def _reading(kind: str, written: str, country: str) -> tuple[str, facts.Reading | None]:
    for one, text in ((kind, written), (Fact.Kind.NOTE.value, written)):
        try:
            return one, facts.read(one, text, country=country)
        except InvalidFactError:
            continue
    return kind, None


def _says(person: Person) -> str:
    said = [*person.outlets, *(value for _, value in person.facts[:6]), *person.tags]
    return " · ".join(" ".join(one.split()) for one in said)[:400]


def _kept(
    person: Person, name: str, read: list[tuple[str, str, str, dict[str, Any]]], tag: str, today: str
) -> dict[str, Any]:
    return {
        "name": name,
        "given_name": person.given_name[:120],
        "family_name": person.family_name[:120],
        "outlets": _once(person.outlets, 200),
        "role": person.role[:120],
        "tags": _once([*person.tags, *([tag] if tag else [])], 60),
        "language": person.language if person.language in {"fr", "en"} else "",
        "form": person.form,
        "in_peace": person.in_peace,
        "learned_on": min(person.learned_on or today, today),
        "facts": [list(one) for one in read],
        **({"left_out": person.left_out} if person.left_out else {}),
    }


def _once(names: Iterable[str], longest: int) -> list[str]:
    lines = (" ".join(name.split())[:longest] for name in names)
    return list({fold(line): line for line in lines if line}.values())[:50]


def _told(lines: list[Judged]) -> list[Judged]:
    """Of those that are somebody known, say which bring nothing new."""
    merged = {line.match_id for line in lines if line.verdict == Verdict.MERGE}
    # what ended was known too: a list does not bring back what somebody said is over
    told = Fact.objects.filter(contact__in=merged).values_list("contact_id", "kind", "key", "value")
    have = {(pk, kind, key or fold(value)) for pk, kind, key, value in told}
    parts = Part.objects.filter(contact__in=merged).values_list("contact_id", "outlet__folded")
    have |= {(pk, "outlet", name) for pk, name in parts}
    taggings = Tagging.objects.filter(contact__in=merged).values_list("contact_id", "tag__folded")
    have |= {(pk, "tag", name) for pk, name in taggings}
    asked = LeftInPeace.objects.filter(contact__in=merged, lifted_at=None, topic="")
    quiet = set(asked.values_list("contact_id", flat=True))
    for line in lines:
        is_news = line.person["in_peace"] and line.match_id not in quiet
        if line.verdict == Verdict.MERGE and not is_news and _is_known(line, have):
            line.verdict, line.is_chosen = Verdict.KNOWN, False
    return lines


def _is_known(line: Judged, have: set[tuple[int, str, str]]) -> bool:
    said = [(kind, key or fold(value)) for kind, value, key, _ in line.person["facts"]]
    said += [("outlet", fold(name)[:400]) for name in line.person["outlets"]]
    said += [("tag", fold(name)[:80]) for name in line.person["tags"]]
    return all((line.match_id, *one) in have for one in said)


def _left_in_peace(workspace: Workspace) -> set[str]:
    asked = PeaceKey.objects.filter(peace__workspace=workspace, peace__lifted_at=None)
    return set(asked.values_list("key", flat=True))
