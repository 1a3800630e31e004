"""Messages to contacts, why a block was lifted, and what a workspace makes of the rules."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact
from entregent.core.etiquette import Purpose, Sector, Severity
from entregent.jobs.leases import Leased
from entregent.relations.models import Ask, Exchange

PURPOSES = [
    (Purpose.ASK.value, _("ask them something")),
    (Purpose.INVITATION.value, _("invite them")),
    (Purpose.FOLLOW_UP.value, _("come back to what you asked")),
    (Purpose.ANSWER.value, _("answer them")),
    (Purpose.NEWS.value, _("give news")),
    (Purpose.THANKS.value, _("thank them")),
    (Purpose.CLOSING.value, _("say that it ends")),
]


class MessageQuerySet(models.QuerySet["Message"]):
    def kept(self) -> Self:
        return self.filter(removed_at=None)

    def drafts(self) -> Self:
        """What may still be written; never what is owed by law."""
        return self.filter(state__in=Message.DRAFTS, kind=Message.Kind.APPROACH)

    def still_owed(self) -> Self:
        """What is owed by law and did not leave: it leaves as it is, or not at all."""
        return self.filter(state__in=Message.DRAFTS, kind__in=Message.OWED)

    def beyond_drafts(self) -> Self:
        """What waits or has left, and what is owed by law."""
        return self.exclude(state__in=Message.DRAFTS, kind=Message.Kind.APPROACH)


class Message(Leased):
    """A message to one contact, with the brief behind it.

    key: what later senders know it by, so that it is made once; "" for those written by hand. letter_id: its Message-ID, given
    when it begins to wait. begun_at: when it was handed to the mail server; one that was begun by a worker that was lost is
    never handed over again. findings: what the rules said when it left, as `gate.kept` has it. window: which page kept it last.
    """

    class Kind(models.TextChoices):
        APPROACH = "approach"
        NOTICE = "notice"  # owed by law (GDPR, art. 14): also to those who want to be left in peace
        REPLY = "reply"  # to a request about their data

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("message", "draft")
        WAITING = "waiting", pgettext_lazy("message", "on its way")
        SENT = "sent", pgettext_lazy("message", "sent")
        BY_HAND = "by hand", pgettext_lazy("message", "sent by hand")
        HELD = "held", pgettext_lazy("message", "held back")  # something changed while it waited
        FAILED = "failed", pgettext_lazy("message", "refused by the mail server")
        UNSURE = "unsure", pgettext_lazy("message", "perhaps sent")

    class Why(models.TextChoices):
        """Why it was held back while it waited; "" for those held before this was kept."""

        RULES = "rules"
        AUTHOR = "author"  # whoever sent it may not write any more
        ADDRESS = "address"  # it is none of theirs any more
        FILE = "file"  # it was put away

    DRAFTS = (State.DRAFT, State.HELD, State.FAILED)
    OWED = (Kind.NOTICE, Kind.REPLY)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="messages")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="messages")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.APPROACH)
    key = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=12, blank=True, choices=PURPOSES)
    ask = models.ForeignKey(Ask, models.SET_NULL, null=True, related_name="messages")
    theme = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300, blank=True)
    when = models.CharField(max_length=200, blank=True)
    effort = models.CharField(max_length=200, blank=True)
    in_return = models.CharField(max_length=200, blank=True)
    paid = models.BooleanField(default=False)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    to = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    held_for = models.CharField(max_length=7, choices=Why, blank=True, default="")
    findings: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)
    letter_id = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    window = models.CharField(max_length=16, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    exchange = models.ForeignKey(Exchange, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "state", "-changed_at"], name="message_of_workspace"),
            models.Index(fields=["contact", "-created_at", "-id"], name="message_to_contact"),
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="message_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], condition=~Q(key=""), name="message_once"),
        ]

    def __str__(self) -> str:
        return self.subject or self.theme or self.text[:60]

    @property
    def is_owed(self) -> bool:
        return self.kind in self.OWED

    @property
    def is_draft(self) -> bool:
        """As `MessageQuerySet.drafts`."""
        return self.state in self.DRAFTS and not self.is_owed

    @property
    def is_still_owed(self) -> bool:
        """As `MessageQuerySet.still_owed`."""
        return self.is_owed and self.state in self.DRAFTS

    @property
    def has_left(self) -> bool:
        return self.state in (self.State.SENT, self.State.BY_HAND)

    @property
    def is_empty(self) -> bool:
        return not (self.subject or self.text or self.theme or self.what)


class Waiver(models.Model):
    """Why a rule does not hold for one message, in the words of who decided so.

    seen: what the rule had found then, as `lifting.seen_of` has it; it holds for nothing else. Empty for those given before this
    was kept: nobody knows for which words, and the rule holds again.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="waivers")
    code = models.CharField(max_length=8)
    reason = models.CharField(max_length=300)
    seen: "models.JSONField[list[str]]" = models.JSONField(default=list)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "code"], name="waiver_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Manners(models.Model):
    """How a workspace speaks."""

    SECTORS = [
        (Sector.INSTITUTION.value, _("a public institution")),
        (Sector.ASSOCIATION.value, _("an association or a cause")),
        (Sector.CONSUMER.value, _("a brand that speaks to everybody")),
        (Sector.B2B.value, _("a company that speaks to professionals")),
    ]

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="manners")
    sector = models.CharField(max_length=12, blank=True, choices=SECTORS)

    def __str__(self) -> str:
        return f"{self.workspace}: {self.sector}"


class RuleChoice(models.Model):
    """Another weight than usual for a rule in a workspace; OFF is none."""

    OFF = "off"
    WEIGHTS = [
        (Severity.BLOCK.value, _("blocks")),
        (Severity.WARN.value, _("warns")),
        (Severity.HINT.value, _("hints")),
        (OFF, pgettext_lazy("rule", "off")),
    ]

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="rule_choices")
    code = models.CharField(max_length=8)
    weight = models.CharField(max_length=5, choices=WEIGHTS)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "code"], name="rule_choice_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.weight}"

    def severity(self) -> Severity | None:
        return None if self.weight == self.OFF else Severity(self.weight)
