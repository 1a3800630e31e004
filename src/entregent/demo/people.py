"""Whom the imaginary association knows: contacts from its voices, half a year of exchanges, promises, asks and ideas."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from entregent.accounts.actions import join_workspace
from entregent.accounts.models import Role, User, Workspace
from entregent.contacts.actions import Identity, keep_contact, leave_in_peace, note_fact
from entregent.contacts.actions.facts import Source
from entregent.contacts.models import Acquaintance, Contact, Fact
from entregent.core.lifecycle import Answer, Verdict
from entregent.demo.calendar import home_of
from entregent.demo.content import sites
from entregent.relations import actions

FILE = Path(__file__).parent / "people.toml"
Row = Mapping[str, Any]


class _Telling:
    """The moment at which it is told, the language, and who is who."""

    def __init__(self, workspace: Workspace, now: datetime, language: str) -> None:
        self.workspace, self.now, self.language = workspace, now, language
        self.zone = ZoneInfo(workspace.time_zone)
        self.team = {str(one.user): one.user for one in workspace.memberships.select_related("user")}

    def day(self, ago: int) -> date:
        return self.now.astimezone(self.zone).date() - timedelta(days=ago)

    def moment(self, ago: int, at: str = "10:00") -> datetime:
        """At that hour of that day; what would be to come today took place just now."""
        moment = datetime.combine(self.day(ago), time.fromisoformat(at), self.zone)
        return min(moment, self.now) if ago >= 0 else moment

    def said(self, row: Row, name: str = "") -> str:
        return str(row.get(f"{name}_{self.language}" if name else self.language, ""))


def meet_people(workspace: Workspace, *, now: datetime, port: int, language: str) -> list[Contact]:
    """Have the demonstration's team, contacts and relations. port: of the imaginary sites. language: "fr" or "en"."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for one in told["colleague"]:
        user = User.objects.filter(email=one["email"]).first() or User.objects.create_user(
            one["email"], name=one["name"]
        )
        join_workspace(workspace, user=user, role=Role.WRITER)
    telling = _Telling(workspace, now, "fr" if language == "fr" else "en")
    return [_meet(telling, row, port) for row in told["person"]]


def _meet(telling: _Telling, row: Row, port: int) -> Contact:
    site, owner = sites()[row["site"]], telling.team[row["owner"]]
    identity = Identity(
        row["name"], form=row["form"], language="fr", owner=owner, outlets=(site.name,), tags=tuple(row.get("tags", ()))
    )
    contact = keep_contact(telling.workspace, identity, by=owner)
    first = max(one["ago"] for one in row["exchanges"] if "ago" in one)
    contact.created_at = telling.moment(first)
    contact.save(update_fields=["created_at"])
    _facts(telling, contact, row, home_of(site.slug, port), site.place)
    for one in row["exchanges"]:
        ago = one["ago"] if "ago" in one else -one["in"]
        at, summary = telling.moment(ago, one["at"]), telling.said(one)
        manner, side = one["manner"], one["side"]
        actions.note_exchange(contact, manner=manner, side=side, at=at, by=owner, now=telling.now, summary=summary)
    _promises(telling, contact, row.get("promises", ()), owner)
    for one in row.get("asks", ()):
        _ask(telling, contact, one, owner)
    for one in row.get("ideas", ()):
        _idea(telling, contact, one, owner)
    if "introduction" in row:
        asked = row["introduction"]
        through, by = telling.team[asked["through"]], telling.team[asked["by"]]
        actions.ask_introduction(contact, through=through, why=telling.said(asked), by=by, now=telling.now)
    if "in_peace" in row:
        leave_in_peace(contact, by=owner, now=telling.now, reason=telling.said(row["in_peace"]))
    return contact


def _facts(telling: _Telling, contact: Contact, row: Row, home: str, place: str) -> None:
    day = telling.day(60)
    seen, said = Source(Fact.How.SEEN, day, address=home), Source(Fact.How.SAID, day)
    known = [(Fact.Kind.SITE, home, seen), (Fact.Kind.PLACE, place, seen), (Fact.Kind.EMAIL, row["email"], said)]
    known += [(Fact.Kind.TOPIC, topic, said) for topic in row.get("topics", ())]
    known += [(Fact.Kind.REFUSED, topic, said) for topic in row.get("refused", ())]
    for kind, value, source in known:
        note_fact(
            contact,
            kind=kind,
            value=value,
            source=source,
            by=contact.owner or telling.team[row["owner"]],
            now=telling.now,
        )
    for name, how, since in row.get("known_by", ()):
        Acquaintance.objects.create(contact=contact, user=telling.team[name], how=how, since=since)


def _promises(telling: _Telling, contact: Contact, rows: list[Row], owner: User) -> None:
    for one in rows:
        promise = actions.make_promise(
            contact,
            side=one["side"],
            what=telling.said(one),
            made_on=telling.day(one["made"]),
            due_on=telling.day(-one["due_in"]),
            by=owner,
        )
        if "kept" in one:
            actions.keep_promise(promise, on=telling.day(one["kept"]), by=owner)


def _ask(telling: _Telling, contact: Contact, one: Row, owner: User) -> None:
    wanted_on = telling.day(-one["wanted_in"]) if "wanted_in" in one else None
    asked = actions.Asked(telling.said(one), telling.said(one, "effort"), telling.said(one, "return"), wanted_on)
    ask = actions.make_ask(contact, asked, at=telling.moment(one["ago"]), by=owner, now=telling.now)
    if "answer" in one:
        at, words = telling.moment(one["answered"]), telling.said(one, "words")
        back_on = telling.day(-one["back_in"]) if "back_in" in one else None
        answer = Answer(one["answer"])
        actions.answer_ask(ask, answer, at=at, by=owner, now=telling.now, words=words, back_on=back_on)


def _idea(telling: _Telling, contact: Contact, one: Row, owner: User) -> None:
    idea = actions.receive_idea(contact, telling.said(one), at=telling.moment(one["ago"]), by=owner, now=telling.now)
    if "verdict" in one:
        at, reason = telling.moment(one["decided"]), telling.said(one, "reason")
        actions.decide_idea(idea, Verdict(one["verdict"]), at=at, by=owner, reason=reason)
    if "told" in one:
        actions.tell_author(idea, at=telling.moment(one["told"]), by=owner)
