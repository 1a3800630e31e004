"""Files that may be of one person: an address in common, one name, or names alike in one outlet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact, Fact, NotTheSame, Part
from entregent.contacts.resembling import one_letter_apart
from entregent.core.text import fold

MOST = 200  # pairs proposed at once
CROWD = 12  # files with one address, or of one name: beyond, it is a switchboard's, or a name of many
SHARED = (Fact.Kind.EMAIL, Fact.Kind.PHONE, Fact.Kind.PROFILE, Fact.Kind.SITE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files, the older first, and what they have in common: kinds of facts, "name", "alike"."""

    first: Contact
    second: Contact
    because: tuple[str, ...]


def proposed(workspace: Workspace, *, most: int = MOST) -> list[Pair]:
    """Pairs that nobody looked at yet, those with most in common first."""
    why: dict[tuple[int, int], set[str]] = defaultdict(set)
    for kind, group in _by_address(workspace):
        _note(why, group, kind)
    names = dict(Contact.objects.filter(workspace=workspace, removed_at=None).values_list("pk", "name"))
    for namesakes in _by_name(names):
        _note(why, namesakes, "name")
    for pair in _alike(workspace, names):
        why[pair].add("alike")
    for pair in NotTheSame.objects.filter(workspace=workspace).values_list("first_id", "second_id"):
        why.pop((min(pair), max(pair)), None)
    chosen = sorted(why, key=lambda pair: (-len(why[pair]), pair))[:most]
    asked = {pk for pair in chosen for pk in pair}
    found = Contact.objects.prefetch_related("outlets", "tags").select_related("owner").in_bulk(asked)
    return [Pair(found[first], found[second], tuple(sorted(why[first, second]))) for first, second in chosen]


def _note(why: dict[tuple[int, int], set[str]], group: Iterable[int], reason: str) -> None:
    for first, second in combinations(sorted(group), 2):
        why[first, second].add(reason)


def _by_address(workspace: Workspace) -> Iterator[tuple[str, set[int]]]:
    current = Fact.objects.filter(
        contact__workspace=workspace, contact__removed_at=None, ended_at=None, kind__in=SHARED
    ).exclude(key="")
    several = current.values("kind", "key").annotate(n=Count("contact", distinct=True)).filter(n__gt=1, n__lte=CROWD)
    keys = {(kind, key) for kind, key, _ in several.order_by("kind", "key").values_list("kind", "key", "n")[: MOST * 5]}
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, key, pk in current.filter(key__in={key for _, key in keys}).values_list("kind", "key", "contact_id"):
        if (kind, key) in keys:
            groups[kind, key].add(pk)
    yield from ((kind, group) for (kind, _), group in groups.items())


def words_of(name: str) -> tuple[str, ...]:
    """Words of a name, folded, in no order: « Diop, Fatou » is Fatou Diop."""
    return tuple(sorted("".join(one if one.isalnum() else " " for one in fold(name)).split()))


def _by_name(names: dict[int, str]) -> Iterator[list[int]]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, name in names.items():
        groups[words_of(name)].append(pk)
    yield from (group for words, group in groups.items() if 1 < len(group) <= CROWD and len(words) > 1)


def _alike(workspace: Workspace, names: dict[int, str]) -> Iterator[tuple[int, int]]:
    """Of those who share an outlet: F. Diop is Fatou Diop, and a letter may be wrong."""
    outlets: dict[int, list[int]] = defaultdict(list)
    parts = Part.objects.filter(outlet__workspace=workspace, contact__removed_at=None)
    for outlet, pk in parts.values_list("outlet_id", "contact_id"):
        outlets[outlet].append(pk)
    for group in outlets.values():
        if len(group) <= CROWD * 5:
            for first, second in combinations(sorted(group), 2):
                if first in names and second in names and are_alike(names[first], names[second]):
                    yield first, second


def are_alike(name: str, other: str) -> bool:
    """Whether two names may be one: the same but for an initial, or for one letter of a long word."""
    first, second = words_of(name), words_of(other)
    if first == second or len(first) != len(second) or len(first) < 2:
        return False
    left, right = [one for one in first if one not in second], [one for one in second if one not in first]
    if len(left) != 1 or len(right) != 1:
        return False
    short, long = sorted((left[0], right[0]), key=len)
    return long[0] == short if len(short) == 1 else len(long) > 4 and one_letter_apart(short, long)
