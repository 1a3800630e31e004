"""Reads: drafts and what was sent."""

from django.db.models import Q

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact
from entregent.messages.approach import Answer, Verdict, may_approach
from entregent.messages.gate import addresses_of, judge
from entregent.messages.manners import FIRM, profile_of, sector_of
from entregent.messages.models import Message, MessageQuerySet, RuleChoice

__all__ = [
    "FIRM",
    "Answer",
    "Verdict",
    "addresses_of",
    "drafts_of",
    "has_been_written_to",
    "judge",
    "may_approach",
    "messages_to",
    "profile_of",
    "rule_weights",
    "sector_of",
    "sent_messages",
    "visible",
]
WRITTEN = ~Q(subject="", text="", theme="", what="")


def visible(workspace: Workspace, user: User) -> MessageQuerySet:
    """Messages somebody may see: their own drafts, and what anybody sent."""
    theirs = Q(by=user) | ~Q(state=Message.State.DRAFT)
    found = Message.objects.filter(theirs, workspace=workspace, contact__removed_at=None)
    return found.select_related("contact", "by", "workspace", "ask")


def drafts_of(workspace: Workspace, user: User) -> MessageQuerySet:
    """Drafts of somebody that hold a word, the last changed first; held back and refused ones of anybody among them."""
    return visible(workspace, user).kept().drafts().filter(WRITTEN).order_by("-changed_at", "-pk")


def sent_messages(workspace: Workspace) -> MessageQuerySet:
    """What waits, has left or is owed by law, whoever wrote it, the last first."""
    found = Message.objects.kept().beyond_drafts().filter(workspace=workspace, contact__removed_at=None)
    return found.select_related("contact", "by").order_by("-changed_at", "-pk")


def messages_to(contact: Contact, user: User) -> MessageQuerySet:
    """Somebody's drafts to a contact, and what waits for the mail server or could not be sent."""
    mine = visible(contact.workspace, user).filter(WRITTEN, contact=contact, removed_at=None)
    return mine.exclude(state__in=(Message.State.SENT, Message.State.BY_HAND)).order_by("-changed_at")


def has_been_written_to(contact: Contact) -> bool:
    """Whether a message that somebody wrote has left to them."""
    left = (Message.State.SENT, Message.State.BY_HAND)
    return contact.messages.filter(state__in=left, kind=Message.Kind.APPROACH).exists()


def rule_weights(workspace: Workspace) -> dict[str, RuleChoice]:
    """What the workspace made of rules, by code."""
    return {one.code: one for one in RuleChoice.objects.filter(workspace=workspace).select_related("by")}
