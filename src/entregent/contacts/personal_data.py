"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import F, Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entregent.contacts.joined import RowsAbout
from entregent.contacts.leaving import let_go
from entregent.contacts.lists.theirs import lines_of_person
from entregent.contacts.models import (
    Acquaintance,
    Contact,
    ContactImportLine,
    Fact,
    LeftInPeace,
    Merge,
    NotTheSame,
    Outlet,
    Part,
    PeaceKey,
    Tagging,
)
from entregent.contacts.wording import language_name, together
from entregent.core.rights import Held
from entregent.ui.dates import date_format

COVERS: tuple[type[Model], ...] = (
    Contact, Part, Outlet, Fact, Tagging, Acquaintance, LeftInPeace, PeaceKey, ContactImportLine, Merge, NotTheSame,
)  # fmt: skip

KINDS: Mapping[str, Any] = dict(Fact.Kind.choices)  # asked of each row, Django would look at all the choices each time


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """Who they are, what is known of them with its source, and the lists they came on."""
    rows = RowsAbout.among(files, (Part, Tagging, Acquaintance, LeftInPeace, Fact))
    yield from _identity(files)
    yield from _places(rows)
    yield from _peace(rows)
    yield from _facts(rows, most)
    yield from _lists(files)
    yield from _joined(files)


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """All their files go, the joined ones too; what keeps them in peace stays, as hashes that say nothing."""
    return let_go(files, now=now)


def _identity(files: Sequence[Contact]) -> Iterator[Held]:
    for one in files:
        key = f"contact.{one.pk}" if one is not files[0] else "contact"
        on = one.created_at.date()
        yield Held("identity", _("Name"), one.name, on=on, key=f"{key}.name")
        names = " ".join(filter(None, (one.given_name, one.family_name)))
        if names:
            yield Held("identity", _("Given and family name"), names, key=f"{key}.names")
        if one.form:
            yield Held("identity", _("How you are spoken to in French"), one.get_form_display(), key=f"{key}.form")
        if one.language:
            label, words = _("Language in which you are written to"), language_name(one.language)
            yield Held("identity", label, words, key=f"{key}.language")
        if one.region:
            yield Held("identity", _("Region"), _region(one), source=_("told from your place"), key=f"{key}.region")
        if one.owner is not None:
            yield Held("identity", _("Who of us keeps the relation with you"), str(one.owner))


def _region(contact: Contact) -> str:
    """Its name, as the fact on their place has it; else its code."""
    place = contact.facts.filter(kind=Fact.Kind.PLACE, detail__region=contact.region).order_by("-pk").first()
    return str(place.detail.get("region_name") or contact.region) if place else contact.region


def _places(rows: RowsAbout) -> Iterator[Held]:
    for part in rows(Part).select_related("outlet").order_by("pk"):
        words = ", ".join(
            filter(None, (part.outlet.name, part.outlet.kind and part.outlet.get_kind_display(), part.role))
        )
        if part.ended_on:
            words = _("%(words)s, until %(day)s") % {"words": words, "day": date_format(part.ended_on)}
        site, key = part.outlet.site, f"part.{part.pk}"
        yield Held("identity", _("Where you write or speak"), words, address=site, key=key)
    for tagging in rows(Tagging).select_related("tag").order_by("pk"):
        yield Held("identity", _("Group in which the team puts you"), tagging.tag.name, key=f"tagging.{tagging.pk}")
    for known in rows(Acquaintance).select_related("user").order_by("pk"):
        how = ", ".join(filter(None, (str(known.user), known.how, str(known.since or ""))))
        yield Held("identity", _("Who of us knows you"), how, key=f"acquaintance.{known.pk}")


def _peace(rows: RowsAbout) -> Iterator[Held]:
    for asked in rows(LeftInPeace).prefetch_related("keys").order_by("since", "pk"):
        words = ". ".join(filter(None, (asked.topic or _("About anything"), asked.reason)))
        if asked.lifted_at:
            words = _("%(words)s. Lifted on %(day)s") % {"words": words, "day": date_format(asked.lifted_at)}
        source = _("addresses of yours by which it is recognised, none of which can be read: %(count)s")
        known = source % {"count": len(asked.keys.all())}
        yield Held("identity", _("You are left in peace"), words, source=known, on=asked.since.date())


def _facts(rows: RowsAbout, most: int | None) -> Iterator[Held]:
    """Those held to be true first; notes apart, so that neither hides the other where a few are asked for."""
    known = rows(Fact).select_related("by", "came_with")
    known = known.order_by(F("ended_at").desc(nulls_first=True), "kind", "-learned_on", "pk")
    notes, others = known.filter(kind=Fact.Kind.NOTE), known.exclude(kind=Fact.Kind.NOTE)
    for fact in chain(others[:most].iterator(chunk_size=400), notes[:most].iterator(chunk_size=400)):
        section = "notes" if fact.kind == Fact.Kind.NOTE else "facts"
        yield Held(
            section,
            str(KINDS[fact.kind]),
            fact.value,
            source=_source(fact),
            address=fact.evidence_address,
            on=fact.learned_on,
            key=f"fact.{fact.pk}",
        )


def _source(fact: Fact) -> str:
    how = {
        Fact.How.SAID: _("you said so"),
        Fact.How.SEEN: _("seen at an address"),
        Fact.How.INFERRED: _("inferred from a sentence"),
        Fact.How.LISTED: _("came with a list"),
        Fact.How.NOTED: _("noted by one of us"),
    }[Fact.How(fact.how)]
    said = [how]
    if fact.evidence:
        said.append(_("“%(words)s”") % {"words": fact.evidence})
    if fact.by:
        said.append(_("written down by %(who)s") % {"who": fact.by})
    if fact.ended_at:
        said.append(_("no longer held to be true since %(day)s") % {"day": date_format(fact.ended_at)})
    return together(*said)


def _lists(files: Sequence[Contact]) -> Iterator[Held]:
    for line in lines_of_person(files):
        words = " · ".join(filter(None, (line.name, line.says)))
        name = line.of_import.name or pgettext("list of people", "without a name")
        source = _("line %(number)s of the list “%(name)s”") % {"number": line.number, "name": name}
        on = line.of_import.at.date()
        yield Held("lists", _("List on which you stood"), words, source=source, on=on, key=f"line.{line.pk}")


def _joined(files: Sequence[Contact]) -> Iterator[Held]:
    numbers = [one.pk for one in files]
    about = Q(kept__in=numbers) | Q(gone__in=numbers)
    for merge in Merge.objects.filter(about).select_related("gone", "by").order_by("pk"):
        undone = _("taken apart again since") if merge.undone_at else ""
        who = merge.gone.name if merge.gone_id in numbers else _("another file")
        yield Held("identity", _("Two files joined into one"), who, source=undone, on=merge.at.date())
    apart = NotTheSame.objects.filter(Q(first__in=numbers) | Q(second__in=numbers))
    for one in apart.order_by("pk"):
        words = _("You and somebody of a name or address alike are two people")
        yield Held("identity", _("Noted by the team"), words, on=one.at.date())
