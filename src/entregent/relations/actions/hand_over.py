"""A colleague leaves: letters are drafted and reviewed, then the relations pass; nothing is ever sent from here."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from entregent.accounts.models import User, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.contacts.actions import Identity, change_contact
from entregent.contacts.guard import guard
from entregent.contacts.models import Contact
from entregent.core.errors import EntregentError
from entregent.history.actions import record
from entregent.relations.models import Ask, HandOver, HandOverLetter, Promise

LONGEST = 5000


class NothingToPassError(EntregentError):
    """They keep no relation, or the other is not a member, or both are one."""


class NotReviewedError(EntregentError):
    """Letters that nobody reviewed yet; count: how many."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


@transaction.atomic
def prepare_hand_over(workspace: Workspace, *, leaver: User, receiver: User, by: Actor, now: datetime) -> HandOver:
    """Draft a letter to each contact whose relation `leaver` keeps. Raises NotAllowedError, NothingToPassError."""
    require(by, workspace, Permission.CONTACTS)
    here = receiver.memberships.filter(workspace=workspace).exists() and receiver.is_active
    contacts = list(workspace.contacts.filter(owner=leaver, removed_at=None).order_by("sort_name", "pk"))
    if leaver == receiver or not here or not contacts:
        raise NothingToPassError
    made_by = by if isinstance(by, User) else None
    made = HandOver.objects.create(workspace=workspace, leaver=leaver, receiver=receiver, by=made_by, made_at=now)
    letters = [HandOverLetter(hand_over=made, contact=one, text=draft(one, made)) for one in contacts]
    HandOverLetter.objects.bulk_create(letters)
    record("relations.hand_over_prepared", by=by, workspace=workspace, about=leaver, to=str(receiver), n=len(letters))
    return made


def draft(contact: Contact, hand_over: HandOver) -> str:
    """The letter by which `leaver` tells a contact, in their language, as one speaks to them."""
    open_ones = contact.promises.filter(side="us", kept_on=None, released_on=None).order_by("due_on")
    shown = {
        "contact": contact,
        "name": contact.given_name or contact.name,
        "is_tu": contact.form == "tu",
        "leaver": hand_over.leaver,
        "receiver": hand_over.receiver,
        "workspace": hand_over.workspace,
        "promises": list(open_ones),
    }
    with translation.override(contact.language or hand_over.workspace.language):
        return render_to_string("relations/letters/hand_over.txt", shown).strip()


@transaction.atomic
def review_letter(letter: HandOverLetter, *, text: str, left_out: bool, by: Actor, now: datetime) -> None:
    """The letter was read, and mended where it had to be. left_out: this relation stays.

    Raises NotAllowedError; ValueError; DossierError.
    """
    require(by, letter.hand_over.workspace, Permission.CONTACTS)
    text = text.strip()[:LONGEST]
    if not text and not left_out:
        raise ValueError(text)
    guard(text=text)
    letter.text, letter.left_out, letter.reviewed_at = text, left_out, now
    letter.save(update_fields=["text", "left_out", "reviewed_at"])


@transaction.atomic
def pass_relations(hand_over: HandOver, *, by: Actor, now: datetime) -> int:
    """Have the relations pass, with their open promises and asks; return how many. Raises NotAllowedError, NotReviewedError."""
    require(by, hand_over.workspace, Permission.CONTACTS)
    letters = list(hand_over.letters.select_related("contact").filter(contact__removed_at=None))
    unread = sum(one.reviewed_at is None for one in letters)
    if unread:
        raise NotReviewedError(unread)
    passing = [one for one in letters if not one.left_out]
    for letter in passing:
        letter.moved = _move(letter.contact, hand_over.leaver, hand_over.receiver, by=by, now=now)
        letter.save(update_fields=["moved"])
    hand_over.passed_at = now
    hand_over.save(update_fields=["passed_at"])
    _recorded(hand_over, by, len(passing))
    return len(passing)


@transaction.atomic
def take_hand_over_back(hand_over: HandOver, *, by: Actor, now: datetime) -> None:
    """The relations return, with the promises and asks that passed with them. Raises NotAllowedError."""
    require(by, hand_over.workspace, Permission.CONTACTS)
    for letter in hand_over.letters.select_related("contact"):
        if not letter.moved or letter.contact.owner_id != hand_over.receiver_id:
            continue
        _own(letter.contact, hand_over.leaver, by=by, now=now)
        _give(letter.moved["promises"], letter.moved["asks"], hand_over.leaver)
        letter.moved = {}
        letter.save(update_fields=["moved"])
    hand_over.passed_at = None
    hand_over.save(update_fields=["passed_at"])
    workspace = hand_over.workspace
    record("relations.hand_over_back", by=by, workspace=workspace, about=hand_over.leaver, to=str(hand_over.receiver))


@transaction.atomic
def forget_hand_over(hand_over: HandOver, *, by: Actor) -> None:
    """It is not prepared any more; one that took place stays. Raises NotAllowedError."""
    require(by, hand_over.workspace, Permission.CONTACTS)
    if hand_over.passed_at is None:
        hand_over.delete()


def _move(contact: Contact, leaver: User, receiver: User, *, by: Actor, now: datetime) -> dict[str, list[int]]:
    promises = Promise.objects.filter(contact=contact, by=leaver, kept_on=None, released_on=None)
    asks = Ask.objects.filter(contact=contact, by=leaver, closed_at=None, removed_at=None)
    moved = {"promises": list(promises.values_list("pk", flat=True)), "asks": list(asks.values_list("pk", flat=True))}
    _own(contact, receiver, by=by, now=now)
    _give(moved["promises"], moved["asks"], receiver)
    return moved


def _give(promises: Iterable[int], asks: Iterable[int], user: User) -> None:
    Promise.objects.filter(pk__in=promises).update(by=user)
    Ask.objects.filter(pk__in=asks).update(by=user)


def _own(contact: Contact, owner: User, *, by: Actor, now: datetime) -> None:
    identity = Identity(
        contact.name,
        contact.given_name,
        contact.family_name,
        contact.form,
        contact.language,
        owner,
        tuple(contact.outlets.values_list("name", flat=True)),
        tuple(contact.tags.values_list("name", flat=True)),
    )
    change_contact(contact, identity, by=by, revision=contact.revision, now=now)


def _recorded(hand_over: HandOver, by: Actor, count: int) -> None:
    workspace, to = hand_over.workspace, str(hand_over.receiver)
    record("relations.handed_over", by=by, workspace=workspace, about=hand_over.leaver, to=to, n=count)
