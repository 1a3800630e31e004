"""Relations, exchanges, promises, and how often a word is due by tag."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact, Tag
from entregent.core import lifecycle
from entregent.core.lifecycle import Cadence, Manner, Side

MANNERS = [
    (Manner.CALL.value, pgettext_lazy("exchange", "call")),
    (Manner.COFFEE.value, pgettext_lazy("exchange", "coffee")),
    (Manner.MEETING.value, pgettext_lazy("exchange", "meeting")),
    (Manner.EMAIL.value, pgettext_lazy("exchange", "e-mail")),
    (Manner.LETTER.value, pgettext_lazy("exchange", "letter")),
    (Manner.MESSAGE.value, pgettext_lazy("exchange", "message")),
    (Manner.COMMENT.value, pgettext_lazy("exchange", "comment")),
    (Manner.ANSWER.value, pgettext_lazy("exchange", "answer to a post")),
    (Manner.EVENT.value, pgettext_lazy("exchange", "event")),
    (Manner.MAILING.value, pgettext_lazy("exchange", "mailing to many")),
    (Manner.NOTE.value, pgettext_lazy("exchange", "note for ourselves")),
]
SIDES = [
    (Side.US.value, _("we spoke")),
    (Side.THEM.value, _("they spoke")),
    (Side.BOTH.value, _("we talked")),
]


class Relation(models.Model):
    """What holds for a whole relation. Kept from its first exchange on; the days of its own cadence are both set, or neither."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="relation")
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="relations")
    began_at = models.DateTimeField(default=timezone.now)
    ideal_days = models.PositiveSmallIntegerField(null=True)
    longest_days = models.PositiveSmallIntegerField(null=True)
    due_at = models.DateTimeField(null=True, help_text="When a word will be due, as things stand; None when never.")
    alarm_at = models.DateTimeField(null=True, help_text="When the silence will be too long.")

    class Meta:
        indexes = [models.Index(fields=["workspace", "due_at"], name="relation_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ideal_days=None, longest_days=None)
                | Q(ideal_days__gte=1, ideal_days__lte=F("longest_days")),
                name="relation_cadence",
            )
        ]

    def __str__(self) -> str:
        return str(self.contact)

    def own_cadence(self) -> Cadence | None:
        if self.ideal_days is None or self.longest_days is None:
            return None
        return Cadence(timedelta(days=self.ideal_days), timedelta(days=self.longest_days))


class TagCadence(models.Model):
    """How often a word is due to those who have a tag."""

    tag = models.OneToOneField(Tag, models.CASCADE, related_name="cadence")
    ideal_days = models.PositiveSmallIntegerField()
    longest_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ideal_days__gte=1, ideal_days__lte=F("longest_days")), name="tag_cadence_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.ideal_days}/{self.longest_days}"

    def cadence(self) -> Cadence:
        return Cadence(timedelta(days=self.ideal_days), timedelta(days=self.longest_days))


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def kept(self) -> Self:
        return self.filter(removed_at=None)


class Exchange(models.Model):
    """Something that passed between a contact and us; `at` may lie ahead: then it is planned."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="exchanges")
    manner = models.CharField(max_length=10, choices=MANNERS)
    side = models.CharField(max_length=5, choices=SIDES)
    at = models.DateTimeField()
    summary = models.TextField(blank=True)
    address = models.CharField(max_length=2000, blank=True, help_text="Where it can be read.")
    letter_id = models.CharField(max_length=400, blank=True, help_text="Message-ID of an e-mail: it is kept once.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", help_text="Who of ours took part.")
    noted_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Exchange"]] = ExchangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["contact", "-at"], name="exchange_of_contact")]
        constraints = [
            models.UniqueConstraint(fields=["contact", "letter_id"], condition=~Q(letter_id=""), name="letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.manner} {self.at:%Y-%m-%d}"

    def as_passed(self) -> lifecycle.Exchange:
        return lifecycle.Exchange(Manner(self.manner), Side(self.side), self.at)


class Promise(models.Model):
    """What one side promised the other. Days are of the workspace's calendar."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="promises")
    side = models.CharField(max_length=5, choices=[SIDES[0], SIDES[1]])
    what = models.CharField(max_length=300)
    made_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", help_text="Who of ours keeps it.")
    kept_on = models.DateField(null=True)
    released_on = models.DateField(null=True, help_text="Whom it was made to no longer needs it.")
    sorry = models.CharField(max_length=300, blank=True, help_text="What was said when it was kept late.")

    class Meta:
        indexes = [
            models.Index(fields=["contact", "due_on"], condition=Q(kept_on=None, released_on=None), name="promise_open")
        ]

    def __str__(self) -> str:
        return self.what
