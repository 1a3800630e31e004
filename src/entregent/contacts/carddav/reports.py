"""What a device asks of the address book at once: these cards, the cards that have some words, what changed. RFC 6352, 6578."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.db.models import QuerySet
from lxml import etree

from entregent.accounts.models import Workspace
from entregent.contacts.carddav import members
from entregent.contacts.carddav.resources import Addresses, of_card
from entregent.contacts.carddav.xml import CARD, DAV, Name, element, named, not_there, response, wanted_of
from entregent.contacts.finding import by_words
from entregent.contacts.models import Contact
from entregent.core.errors import EntregentError

AT_ONCE = 500  # cards looked up together
FOUND_IN = frozenset({"FN", "N", "EMAIL", "TEL", "ORG", "URL", "CATEGORIES", "NICKNAME"})


class RefusedError(EntregentError):
    """condition: as the standard names what is not met."""

    def __init__(self, condition: Name) -> None:
        super().__init__(condition)
        self.condition = condition


def answers(root: "etree._Element", workspace: Workspace, now: datetime) -> tuple[Iterable[str], str]:
    """The responses to a report, and what stands after them. Raises RefusedError for one that we do not know."""
    addresses, wanted = Addresses(workspace.slug), wanted_of(root)
    if root.tag == named(CARD, "addressbook-multiget"):
        return _multiget(root, workspace, addresses, wanted), ""
    if root.tag == named(CARD, "addressbook-query"):
        found = _asked(root, members.members(workspace))
        return _told(found, addresses, wanted), ""
    if root.tag == named(DAV, "sync-collection"):
        return _changes(root, workspace, addresses, now), element((DAV, "sync-token"), members.token_now(now))
    raise RefusedError((DAV, "supported-report"))


def _told(found: QuerySet[Contact], addresses: Addresses, wanted: list[Name] | None) -> Iterator[str]:
    if wanted is None or (CARD, "address-data") in wanted:
        for pk, mark, card in members.cards(found):
            yield response(addresses.card(pk), of_card(mark, card), wanted)
    else:
        for pk, mark in members.etags(found):
            yield response(addresses.card(pk), of_card(mark), wanted)


def _multiget(
    root: "etree._Element", workspace: Workspace, addresses: Addresses, wanted: list[Name] | None
) -> Iterator[str]:
    asked = [(one.text or "").strip() for one in root.findall(named(DAV, "href"))]
    for start in range(0, len(asked), AT_ONCE):
        numbers = {address: addresses.number_in(unquote(urlsplit(address).path)) for address in asked[start:][:AT_ONCE]}
        found = members.members(workspace).filter(pk__in=set(numbers.values()))
        there = set()
        for pk, mark, card in members.cards(found):
            there.add(pk)
            yield response(addresses.card(pk), of_card(mark, card), wanted)
        yield from (not_there(address) for address, number in numbers.items() if number not in there)


def _asked(root: "etree._Element", found: QuerySet[Contact]) -> QuerySet[Contact]:
    """Those whom a filter asks for: words that a name, an address or an outlet has. Raises RefusedError for other filters."""
    asked = root.find(named(CARD, "filter"))
    tests = [] if asked is None else list(asked)
    words = [_words(test) for test in tests]
    if not words:
        return found
    if asked is not None and asked.get("test", "anyof") == "allof":
        return by_words(found, " ".join(words))
    keys = set()
    for said in words:
        keys |= set(by_words(found, said).values_list("pk", flat=True)[: members.MOST_FOUND])
    return found.filter(pk__in=sorted(keys)[: members.MOST_FOUND])


def _words(test: "etree._Element") -> str:
    inside = list(test)
    is_words = test.tag == named(CARD, "prop-filter") and test.get("name", "").upper() in FOUND_IN
    if not is_words or len(inside) != 1 or inside[0].tag != named(CARD, "text-match"):
        raise RefusedError((CARD, "supported-filter"))
    match = inside[0]
    if match.get("negate-condition", "no") == "yes" or match.get("match-type", "contains") == "equals":
        raise RefusedError((CARD, "supported-filter"))
    return match.text or ""


def _changes(root: "etree._Element", workspace: Workspace, addresses: Addresses, now: datetime) -> Iterable[str]:
    """Everything for a device that comes for the first time; otherwise what changed and what went since it asked."""
    token, wanted = (root.findtext(named(DAV, "sync-token")) or "").strip(), wanted_of(root)
    if not token:
        return _told(members.members(workspace), addresses, wanted)
    moment = members.since(token, now)
    if moment is None:
        raise RefusedError((DAV, "valid-sync-token"))
    return _since(workspace, moment, addresses, wanted)


def _since(workspace: Workspace, moment: datetime, addresses: Addresses, wanted: list[Name] | None) -> Iterator[str]:
    yield from _told(members.changed(workspace, moment), addresses, wanted)
    yield from (not_there(addresses.card(pk)) for pk in members.gone(workspace, moment))
