"""What passed between a contact and us."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User
from entregent.contacts.models import Contact
from entregent.core import lifecycle
from entregent.core.lifecycle import Manner, Side

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
        indexes = [
            models.Index(fields=["contact", "-at"], name="exchange_of_contact"),
            models.Index(fields=["at", "manner", "contact"], condition=Q(removed_at=None), name="exchange_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["contact", "letter_id"], condition=~Q(letter_id=""), name="letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.manner} {self.at:%Y-%m-%d}"

    def as_passed(self) -> lifecycle.Exchange:
        return lifecycle.Exchange(Manner(self.manner), Side(self.side), self.at)
