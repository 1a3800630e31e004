"""Somebody of whom every table says something, each row with words that are found nowhere else."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from entregent.connectors.contract import Cursor, FetchedPost, FetchResult
from entregent.contacts.actions import (
    Identity,
    confirm_import,
    keep_contact,
    leave_in_peace,
    merge_contacts,
    not_the_same,
    note_fact,
    open_import,
)
from entregent.contacts.actions.facts import Source as Whence
from entregent.contacts.models import Contact, Fact
from entregent.core.lifecycle import Cadence, Verdict
from entregent.listening.actions import follow, record_result
from entregent.listening.models import Source
from entregent.messages.actions import Written, lift, save_draft, start_draft
from entregent.messages.models import Message
from entregent.privacy.models import KeptOn, Notice, PersonLink, Request
from entregent.relations.actions import (
    Asked,
    ask_introduction,
    decide_idea,
    follow_up_ask,
    know_contact,
    make_ask,
    make_promise,
    note_exchange,
    prepare_hand_over,
    put_off,
    receive_idea,
    set_cadence,
    share_value,
)
from entregent.relations.actions.ties import Evidence
from entregent.watches.actions import keep_watch, match_all_watches, note, say_who_speaks, take
from entregent.watches.models import Mention
from tests.people import People

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
NAME, GIVEN, FAMILY = "Zéphyrine Quatrepommes", "Zéphyrine", "Quatrepommes"
MAIL, PHONE, SITE = "zephyrine@quatrepommes.example", "06 98 76 54 32", "https://quatrepommes.example/"
LONG = (
    "On retourne le tas chaque semaine, on y mêle feuilles sèches et épluchures, on garde un coin d’ombre pour les vers, et l’on "
    "attend que la terre sente le sous-bois avant de la répandre au pied des haricots, des courges et des tomates anciennes."
)
LIST = "Nom;Courriel\nZéphyrine Quatrepommes;zephyrine@quatrepommes.example\nNora Venue;nora@example.org\n"
TRACES = ("zephyrine", "quatrepommes", "698765432", "0698765432", "06 98 76 54 32")  # folded


@dataclass(frozen=True, slots=True)
class Filled:
    """own: a source of theirs alone; shared: one in which others write too."""

    contact: Contact
    joined: Contact
    other: Contact
    own: Source
    shared: Source


def fill(people: People) -> Filled:
    """Zéphyrine, known since the spring; with another file joined into hers, and Odile, of whom nothing may go."""
    identity = Identity(NAME, GIVEN, FAMILY, "vous", "fr", people.bob, ("Le potager Quatrepommes",), ("jardin",))
    contact = keep_contact(people.workspace, identity, by=people.bob)
    other = keep_contact(people.workspace, Identity("Odile Autrement", outlets=("La Gazette",)), by=people.bob)
    joined = keep_contact(people.workspace, Identity("Z. Quatrepommes"), by=people.bob)
    know(joined, Fact.Kind.PHONE, PHONE, people)
    know(contact, Fact.Kind.EMAIL, MAIL, people)
    know(contact, Fact.Kind.SITE, SITE, people, address="https://quatrepommes.example/1")
    know(contact, Fact.Kind.NOTE, "Préfère le matin, à l’ombre du cerisier", people)
    know(contact, Fact.Kind.PLACE, "Rennes", people)
    know(contact, Fact.Kind.PLACE, "Nantes", people)
    know(other, Fact.Kind.EMAIL, "odile@example.org", people)
    merge_contacts(contact, joined, by=people.bob, now=NOW)
    not_the_same(contact, other, by=people.bob)
    contact.refresh_from_db()
    joined.refresh_from_db()
    relate(contact, people)
    write(contact, people)
    own, shared = listen(contact, people)
    ask_rights(contact, people)
    bring_list(people)
    leave_in_peace(contact, topic="le broyage", reason="Elle l’a dit chez Quatrepommes", by=people.bob, now=NOW)
    return Filled(contact, joined, other, own, shared)


def know(contact: Contact, kind: str, value: str, people: People, address: str = "") -> Fact:
    source = Whence(Fact.How.SEEN, NOW.date(), f"vu chez {contact.family_name or 'nous'}", address)
    return note_fact(contact, kind=kind, value=value, source=source, by=people.bob, now=NOW)


def relate(contact: Contact, people: People) -> None:
    by, at = people.bob, NOW - timedelta(days=40)
    note_exchange(contact, manner="call", side="both", at=at, by=by, now=NOW, summary="Parlé des semis de Zéphyrine")
    ask = make_ask(contact, Asked("relire le guide", "une heure", "son nom"), at=at, by=by, now=NOW)
    follow_up_ask(ask, at=NOW - timedelta(days=20), by=by)
    make_promise(contact, side="us", what="envoyer des graines", made_on=at.date(), due_on=date(2026, 12, 1), by=by)
    idea = receive_idea(contact, "un troc de boutures", at=at, by=by, now=NOW)
    decide_idea(idea, Verdict.NOT, at=NOW, by=by, reason="il en existe un")
    share_value(contact, "sobriété", theirs=Evidence("je répare tout"), ours=Evidence("nous réparons"), by=by)
    know_contact(contact, how="voisine de Zéphyrine", since=2019, by=people.alice)
    ask_introduction(contact, through=people.alice, why="parler du marché", by=by, now=NOW)
    set_cadence(contact, Cadence(timedelta(days=33), timedelta(days=77)), by=by, now=NOW)
    put_off(contact, "ask", ask.pk, until=date(2026, 12, 24), today=NOW.date(), by=by)
    prepare_hand_over(people.workspace, leaver=by, receiver=people.alice, by=people.alice, now=NOW)


def write(contact: Contact, people: People) -> Message:
    message = start_draft(contact, by=people.bob, now=NOW)
    said = Written(subject="Chère Zéphyrine", text="Venez au marché de Noël", theme="les semis", to=MAIL)
    save_draft(message, said, by=people.bob, now=NOW)
    lift(message, "W106", "elle aime ce mot précis", by=people.bob, now=NOW)
    return message


def post(name: str, author: str, title: str, host: str) -> FetchedPost:
    html = f"<p>Du compost pour {title}. {LONG}</p>"
    return FetchedPost(
        f"urn:{host}:{name}", f"https://{host}/{name}", title, html, author, NOW - timedelta(days=2), None
    )


def listen(contact: Contact, people: People) -> tuple[Source, Source]:
    """Her own site, and a bulletin in which Odile writes too."""
    keep_watch(people.workspace, name="Compost", query="compost", by=people.bob)
    own, _ = follow(people.workspace, address="https://quatrepommes.example/feed", by=people.bob)
    mine = (post("1", NAME, "Mes pommes", "quatrepommes.example"), post("2", "", "Sans nom", "quatrepommes.example"))
    read(own, mine, "Le potager de Zéphyrine", SITE)
    read(own, (edited(mine[0]), mine[1]), "Le potager de Zéphyrine", SITE)
    shared, _ = follow(people.workspace, address="https://bulletin.example/feed", by=people.bob)
    read(shared, bulletin(), "Le bulletin", "https://bulletin.example/")
    match_all_watches()
    member = people.bob.memberships.get()
    for mention in Mention.objects.filter(post__author__in=(NAME, "Zéphyrine Q.")):
        take(people.workspace, [mention.pk], member=member, now=NOW)
        note(people.workspace, [mention.pk], text="Répondre avec des bulbes", by=people.bob, now=NOW)
    signed = Mention.objects.get(post__source=shared, post__author="Zéphyrine Q.")
    say_who_speaks(signed, contact, by=people.bob, now=NOW)
    return own, shared


def bulletin() -> tuple[FetchedPost, ...]:
    host = "bulletin.example"
    return post("1", "Zéphyrine Q.", "Tribune libre", host), post("2", "Odile Autrement", "Le marché", host)


def edited(one: FetchedPost) -> FetchedPost:
    return post("1", one.author, "Mes pommes, suite", "quatrepommes.example")


def read(source: Source, posts: tuple[FetchedPost, ...], title: str, site: str) -> None:
    record_result(source, result=FetchResult(posts, Cursor(), title=title, site=site), now=NOW)


def ask_rights(contact: Contact, people: People) -> None:
    Notice.objects.create(contact=contact, how=Notice.How.BY_HAND, reason="dit au marché", by=people.bob, at=NOW)
    PersonLink.objects.create(contact=contact, made_at=NOW, expires_at=NOW + timedelta(days=31))
    asked = Request(workspace=contact.workspace, contact=contact, kind=Request.Kind.ERASE, due_on=date(2026, 12, 20))
    asked.words = "Effacez tout, signé Zéphyrine"
    asked.save()
    KeptOn.objects.create(contact=contact, until=date(2027, 5, 9), reason="revient au printemps", by=people.bob)


def bring_list(people: People) -> None:
    one = open_import(people.workspace, content=LIST.encode(), name="amis.csv", by=people.bob, now=NOW)
    confirm_import(one, by=people.bob, now=NOW)
