"""Who is in an address book, each with a mark that changes when their card does, and their cards, as far as a telephone needs."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from entregent.accounts.models import Workspace
from entregent.contacts.lists.out import CHUNK, Known, card, everybody
from entregent.contacts.models import Contact, Departure, Fact, LeftInPeace

SHOWN = (
    Fact.Kind.EMAIL,
    Fact.Kind.PHONE,
    Fact.Kind.SITE,
    Fact.Kind.PROFILE,
)  # no story, no note: they stay in the file
OVERLAP = timedelta(minutes=5)  # a change is written some time after its moment; what is told twice harms nobody
MOST_FOUND = 500  # people whom words find
KEPT_FOR = timedelta(days=90)  # after which a device reads everything anew


def members(workspace: Workspace) -> QuerySet[Contact]:
    """Everybody, in the order of their numbers, each with `peace`: what was asked for them, as a number."""
    asked = LeftInPeace.objects.filter(contact=OuterRef("pk"), lifted_at=None)
    peace = Subquery(asked.order_by().values("contact").annotate(mark=Sum("pk")).values("mark"))
    kept = Contact.objects.filter(workspace=workspace, removed_at=None)
    return kept.annotate(peace=Coalesce(peace, 0)).order_by("pk")


def etag(pk: int, revision: int, peace: int) -> str:
    return f'"{pk}-{revision}-{peace}"'


def etags(found: QuerySet[Any]) -> Iterator[tuple[int, str]]:
    """Numbers and marks, a chunk at a time."""
    for pk, revision, peace in found.values_list("pk", "revision", "peace").iterator(chunk_size=2000):
        yield pk, etag(pk, revision, peace)


def cards(found: QuerySet[Contact]) -> Iterator[tuple[int, str, str]]:
    """Numbers, marks and cards, a chunk at a time."""
    marks = etags(found)
    while chunk := dict(islice(marks, CHUNK)):
        for known in everybody(Contact.objects.filter(pk__in=chunk).order_by("pk")):
            yield known.contact.pk, chunk[known.contact.pk], card(_lessened(known))


def _lessened(known: Known) -> Known:
    """What a telephone needs; of those left in peace, their name and why there is nothing more."""
    in_peace = "" in known.peace
    facts = [] if in_peace else [fact for fact in known.facts if fact[0] in SHOWN]
    said = {name: list(values) for name, values in known.said.items() if name in ("outlet", "role", "tags")}
    facts += [(Fact.Kind.NOTE, _asked(topic)) for topic in known.peace]
    contact = known.contact
    if not contact.family_name and not contact.given_name:  # of a name in one piece alone, telephones show the outlet
        contact.given_name = contact.name
    lessened = Known(contact, facts=facts)
    lessened.said.update(said)
    return lessened


def _asked(topic: str) -> str:
    if not topic:
        return gettext("They are left in peace: do not contact them.")
    return gettext("Do not contact them about “%(topic)s”.") % {"topic": topic}


# What changed since a moment: a token is that moment, told by us.


def token_now(now: datetime) -> str:
    return f"urn:entregent:since:{int((now - OVERLAP).timestamp())}"


def since(token: str, now: datetime) -> datetime | None:
    """The moment a token tells; None for one that we never gave, or that is too old."""
    number = token.removeprefix("urn:entregent:since:")
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        return None
    moment = datetime.fromtimestamp(int(number), UTC)
    return moment if now - KEPT_FOR <= moment <= now else None


def changed(workspace: Workspace, moment: datetime) -> QuerySet[Contact]:
    """Of those who are in the book, whoever changed, came back, or asked for something since."""
    asked = LeftInPeace.objects.filter(contact=OuterRef("pk")).filter(Q(since__gte=moment) | Q(lifted_at__gte=moment))
    return members(workspace).filter(Q(changed_at__gte=moment) | Exists(asked))


def gone(workspace: Workspace, moment: datetime) -> Iterator[int]:
    """Numbers of those who left the book since."""
    away = Contact.objects.filter(workspace=workspace, removed_at__gte=moment)
    yield from away.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    left = Departure.objects.filter(workspace=workspace, at__gte=moment)
    yield from left.order_by("number").values_list("number", flat=True)


def state(workspace: Workspace) -> str:
    """A mark of the whole book: another as soon as anything in it is."""
    there = Contact.objects.filter(workspace=workspace, removed_at=None).order_by()
    counted = there.aggregate(n=Count("pk"), of=Sum("pk"), at=Sum("revision"), both=Sum(F("pk") * F("revision")))
    asked = LeftInPeace.objects.filter(workspace=workspace, lifted_at=None).order_by()
    held = asked.aggregate(n=Count("pk"), of=Sum("pk"), whom=Sum("contact_id"))
    return hashlib.sha256(repr((counted, held)).encode()).hexdigest()[:32]
