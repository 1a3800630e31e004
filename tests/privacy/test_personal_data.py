"""Every table is somebody's or nobody's; what is somebody's is told to them, and goes with them."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Model
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.utils import translation

import entregent
from entregent.contacts.models import Contact, LeftInPeace, PeaceKey
from entregent.contacts.selectors import files_of
from entregent.core.rights import SECTIONS, Held
from entregent.history.models import Entry
from entregent.history.wording import ABOUT_PEOPLE
from entregent.privacy.models import Request
from entregent.privacy.own_page import everything
from entregent.privacy.rooms import rooms
from entregent.relations.actions import note_exchange
from entregent.watches.models import Mention
from tests.privacy.filled import NOW, fill, know

MEMBERS = "about who logs in, who looks after it themselves"
SETTINGS = "how a team or the installation works"
OF_NOBODY = {
    "accounts.Closure": SETTINGS,
    "accounts.Invitation": MEMBERS,
    "accounts.KnownName": "names of organisations",
    "accounts.LoginLink": MEMBERS,
    "accounts.Membership": MEMBERS,
    "accounts.OfficialAccount": "where the organisation itself speaks",
    "accounts.User": MEMBERS,
    "accounts.Workspace": SETTINGS,
    "contact_messages.Manners": SETTINGS,
    "contact_messages.RuleChoice": SETTINGS,
    "contacts.AddressBook": "a device of a member; what it reads is in the tables it reads",
    "contacts.ContactImport": "a list; its lines are somebody's. Its file and samples go with a line of theirs",
    "contacts.Departure": "a number that no longer stands for anybody",
    "contacts.PeopleView": "a question of the team",
    "contacts.Tag": "a word of the team",
    "contacts.Word": "a word of names, without whose; it goes with the last who has it",
    "contacts.WordKey": "numbers of such a word",
    "jobs.Heartbeat": SETTINGS,
    "jobs.Job": "numbers of what is to be done; what an error said of somebody is emptied",
    "jobs.Schedule": SETTINGS,
    "listening.Following": "which sources a team listens to",
    "listening.Import": "a list of sources",
    "listening.ImportLine": "a source on a list; it goes with a source of theirs alone",
    "listening.LiveList": SETTINGS,
    "listening.Push": "what a hub sent, for some seconds; it goes with its source",
    "listening.Reading": "when a source was read",
    "listening.Subscription": "which hub pushes a source",
    "listening.Unheard": "a keyed hash that says nothing of whom",
    "privacy.Controller": "who answers for the file",
    "privacy.Erasure": "that somebody was erased, and not who",
    "relations.AskBudget": SETTINGS,
    "relations.Calendar": MEMBERS,
    "relations.HandOver": MEMBERS,
    "relations.TagCadence": SETTINGS,
    "relations.WeeklyChoice": MEMBERS,
    "relations.WeeklyLetter": MEMBERS,
    "watches.Hook": SETTINGS,
    "watches.Letter": MEMBERS,
    "watches.LetterChoice": MEMBERS,
    "watches.SavedView": "a question of the team",
    "watches.Watch": "a question of the team",
}
# Rows that stay, and say nothing of whom any more.
STAY = {
    "contacts.LeftInPeace": "so that they are known again, by hashes alone",
    "contacts.PeaceKey": "a hash of an address",
    "history.Entry": "that something was done, by whom and when",
    "privacy.Request": "that somebody asked, and was answered in time",
}
# What `held` says of a row in each table, of the person whom `fill` made.
SAID = {
    "contacts.Contact": "Zéphyrine Quatrepommes",
    "contacts.Part": "Le potager Quatrepommes",
    "contacts.Outlet": "Le potager Quatrepommes",
    "contacts.Fact": "Préfère le matin, à l’ombre du cerisier",
    "contacts.Tagging": "jardin",
    "contacts.Acquaintance": "voisine de Zéphyrine",
    "contacts.LeftInPeace": "le broyage",
    "contacts.PeaceKey": "none of which can be read: 3",
    "contacts.ContactImportLine": "line 2 of the list “amis.csv”",
    "contacts.Merge": "Z. Quatrepommes",
    "contacts.NotTheSame": "are two people",
    "history.Entry": "Bob noted something about Zéphyrine Quatrepommes.",
    "listening.Source": "Le potager de Zéphyrine",
    "listening.Post": "Mes pommes, suite",
    "listening.PostVersion": "earlier versions of them: 1",
    "listening.Terms": "the index by which their words are found",
    "listening.Fingerprint": "the index by which their words are found",
    "contact_messages.Message": "Venez au marché de Noël",
    "contact_messages.Waiver": "elle aime ce mot précis",
    "privacy.KeptOn": "revient au printemps",
    "privacy.Notice": "dit au marché",
    "privacy.PersonLink": "A link that opens your page",
    "privacy.Request": "Effacez tout, signé Zéphyrine",
    "relations.Ask": "relire le guide",
    "relations.Exchange": "Parlé des semis de Zéphyrine",
    "relations.FollowUp": "we came back to it on",
    "relations.HandOverLetter": "hands the relation over to",
    "relations.Idea": "un troc de boutures",
    "relations.Introduction": "parler du marché",
    "relations.Promise": "envoyer des graines",
    "relations.PutOff": "was put off",
    "relations.Relation": "every 33 days, every 77 at the latest",
    "relations.SharedValue": "je répare tout",
    "watches.Catch": "found by: Compost",
    "watches.Mention": "posts of yours in the inbox",
    "watches.Speaker": "Zéphyrine Q.",
    "watches.Step": "Répondre avec des bulbes",
}


def labels(covers: Iterable[type[Model]]) -> set[str]:
    return {model._meta.label for model in covers}


def unclassified(all_models: Iterable[type[Model]], covers: Collection[type[Model]], nobody: Mapping[str, str]):
    """Tables that nobody answers for, that are said to be nobody's and are somebody's, or that are both."""
    for model in all_models:
        label = model._meta.label
        if (model in covers) == (label in nobody):
            yield f"{label} must be either in COVERS of its room's personal_data, or in OF_NOBODY with a reason"
        elif label in nobody and leads_to_somebody(model):
            yield f"{label} has a key that leads to a person: it is somebody's"


def leads_to_somebody(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Whether foreign keys lead from a row to a contact."""
    if model is Contact:
        return True
    keys = [field.remote_field.model for field in model._meta.concrete_fields if field.is_relation]
    return any(leads_to_somebody(one, seen | {model}) for one in keys if one not in seen)


def ours() -> list[type[Model]]:
    configs = [one for one in apps.get_app_configs() if one.name.startswith("entregent.")]
    return [model for config in configs for model in config.get_models()]


def covered() -> set[type[Model]]:
    return {model for room in rooms().values() for model in room.COVERS}


def all_held(contact: Contact) -> list[Held]:
    return list(everything(contact))


def test_every_table_is_of_somebody_or_of_nobody():
    assert list(unclassified(ours(), covered(), OF_NOBODY)) == []


def test_a_room_answers_for_its_own_tables_alone():
    for name, room in rooms().items():
        assert {model.__module__.split(".")[1] for model in room.COVERS} <= {name}


def test_higher_rooms_let_go_first():
    order = list(rooms())
    assert order.index("privacy") < order.index("messages") < order.index("relations") < order.index("watches")
    assert order.index("watches") < order.index("listening") < order.index("contacts") < order.index("history")


@isolate_apps("entregent.contacts")
def test_a_table_that_nobody_answers_for_is_found():
    class Grudge(Model):
        contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")

        class Meta:
            app_label = "contacts"

    class Detail(Model):
        grudge = models.ForeignKey(Grudge, models.CASCADE, related_name="+")

        class Meta:
            app_label = "contacts"

    assert len(list(unclassified([Grudge, Detail], (), {}))) == 2
    hidden = {"contacts.Grudge": "a whim", "contacts.Detail": "a whim"}
    found = list(unclassified([Grudge, Detail], (), hidden))
    assert [line.split()[0] for line in found] == ["contacts.Grudge", "contacts.Detail"]
    assert list(unclassified([Grudge, Detail], (Grudge, Detail), {})) == []
    assert list(unclassified([Grudge], (Grudge,), {"contacts.Grudge": "both"})) != []


def test_the_tables_of_the_tests_are_those_there_are():
    assert set(OF_NOBODY) <= labels(ours())
    assert set(SAID) == labels(covered())
    assert set(STAY) <= set(SAID)
    assert all(OF_NOBODY.values())


@pytest.mark.django_db
def test_every_table_says_what_it_keeps(people):
    filled = fill(people)
    with translation.override("en"):
        found = all_held(filled.contact)
    said = "\n".join(f"{one.label}\n{one.words}\n{one.source}\n{one.address}" for one in found)
    silent = {label for label, words in SAID.items() if words not in said}
    assert silent == set()
    assert {one.section for one in found} == set(SECTIONS)
    assert "Odile" not in said, "what is kept of somebody else is not theirs to read"


@pytest.mark.django_db
def test_every_post_of_theirs_is_told_once_also_where_only_the_team_knows_the_signature(people):
    filled = fill(people)
    Mention.objects.all().delete()  # what nobody talked about is kept all the same
    with translation.override("en"):
        found = all_held(filled.contact)
    assert sorted(one.words for one in found if one.label == "Post of yours that is kept") == [
        "Mes pommes, suite", "Sans nom", "Tribune libre",
    ]  # fmt: skip
    assert sum("Le bulletin" in one.words for one in found if one.label == "Posts of yours") == 1


@pytest.mark.django_db
def test_every_table_lets_go(people):
    filled = fill(people)
    before = {model: set(model._default_manager.values_list("pk", flat=True)) for model in covered()}
    of_others = {model: others(model, filled.contact) for model in covered()}
    files = files_of(filled.contact)
    for room in rooms().values():
        room.erase(files, now=NOW)
    for model, kept in of_others.items():
        after = set(model._default_manager.values_list("pk", flat=True))
        if model._meta.label in STAY:
            assert after <= before[model]
        else:
            assert before[model] - after, f"nothing of {model._meta.label} was there to go"
            assert kept <= after, f"{model._meta.label} of somebody else went"
            if leads_to_somebody(model):
                assert after == kept, f"{model._meta.label} stays"
    assert not LeftInPeace.objects.exclude(contact=None, reason="").exists()
    assert not Request.objects.exclude(contact=None, words="").exists()
    assert not Entry.objects.filter(event__in=ABOUT_PEOPLE, about_id=filled.contact.pk).exclude(facts={}).exists()
    assert PeaceKey.objects.exists() is False  # nobody asked for peace in general: erase_person does, first


def others(model: type[Model], contact: Contact) -> set[int]:
    """Rows of a table that lead to other people."""
    paths = list(paths_to_somebody(model))
    rows = model._default_manager.all()
    files = [contact.pk, *contact.merged.values_list("pk", flat=True)]
    for path in paths:
        rows = rows.exclude(**{f"{path}__in": files})
    return set(rows.values_list("pk", flat=True)) if paths else set()


def paths_to_somebody(model: type[Model], seen: tuple[type[Model], ...] = ()) -> Iterator[str]:
    if model is Contact and not seen:
        yield "pk"
        return
    for field in model._meta.concrete_fields:
        if field.is_relation and field.remote_field.model not in (*seen, model):
            target = field.remote_field.model
            if target is Contact:
                yield field.name
            else:
                yield from (f"{field.name}__{rest}" for rest in paths_to_somebody(target, (*seen, model)))


@pytest.mark.django_db
def test_more_rows_ask_no_more_questions(people):
    filled = fill(people)
    files, counts = files_of(filled.contact), {}
    for name, room in rooms().items():
        with CaptureQueriesContext(connection) as first:
            few = len(list(room.held(files)))
        counts[name] = (len(first), few)
    more(filled.contact, people)
    for name, room in rooms().items():
        with CaptureQueriesContext(connection) as again:
            many = len(list(room.held(files)))
        asked, few = counts[name]
        assert len(again) == asked, f"{name} asks more questions where there is more to say"
        assert asked <= 20
        if name in ("contacts", "relations", "history"):
            assert many > few


def more(contact: Contact, people) -> None:
    for number in range(5):
        know(contact, "note", f"note {number}", people)
        note_exchange(contact, manner="call", side="both", at=NOW, by=people.bob, now=NOW, summary=str(number))


@pytest.mark.django_db
def test_it_is_said_in_the_language_of_the_reader(people):
    filled = fill(people)
    with translation.override("fr"):
        said = {one.label for one in all_held(filled.contact)}
    assert {"Nom", "Vous avez demandé", "Promis par nous"} & said >= {"Nom", "Vous avez demandé"}


def about_people(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Codes of what `record` writes, each with what it is about."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record" and node.args:
            about = next((ast.unparse(one.value) for one in node.keywords if one.arg == "about"), "")
            if isinstance(node.args[0], ast.Constant):
                yield node.args[0].value, about


OTHER_SUBJECTS = {
    "contacts.imported", "contacts.import_undone", "contacts.tagged_several", "contacts.untagged_several",
    "contacts.book_opened", "contacts.book_closed", "contacts.view_kept", "contacts.view_renamed", "contacts.view_removed",
    "contacts.view_restored", "relations.tag_cadence_set", "relations.budget_set", "relations.hand_over_prepared",
    "relations.hand_over_back", "relations.handed_over",
}  # fmt: skip


def test_every_deed_about_a_person_is_known_as_one():
    """Otherwise their name would stay in the history."""
    package, found = Path(entregent.__file__).parent, set()
    for room in ("contacts", "relations", "messages", "privacy"):
        for path in (package / room).rglob("*.py"):
            found |= {code for code, about in about_people(ast.parse(path.read_text())) if about}
    assert found - ABOUT_PEOPLE == OTHER_SUBJECTS
    assert found >= ABOUT_PEOPLE
