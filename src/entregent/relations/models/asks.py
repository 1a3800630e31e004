"""What we ask of a contact, and how often we came back to it."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Answer, Budget

ANSWERS = [
    (Answer.NONE.value, _("no answer yet")),
    (Answer.YES.value, pgettext_lazy("answer", "yes")),
    (Answer.NO.value, pgettext_lazy("answer", "no")),
    (Answer.LATER.value, pgettext_lazy("answer", "later")),
]


class AskQuerySet(models.QuerySet["Ask"]):
    def kept(self) -> Self:
        return self.filter(removed_at=None)


class Ask(models.Model):
    """Something asked of a contact, whatever it is for: all of them count together.

    despite: why it was asked although they had been asked enough. due_at: when the next step is ours, None when none is.
    closed_at: they said no, or did it and were thanked, or we let it be.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="asks")
    purpose = models.CharField(max_length=300)
    effort = models.CharField(max_length=200, blank=True, help_text="What it takes of them.")
    counterpart = models.CharField(max_length=200, blank=True, help_text="What they get in return.")
    wanted_on = models.DateField(null=True, help_text="By when it would be of use.")
    asked_at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    despite = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=5, choices=ANSWERS, default=Answer.NONE.value)
    answered_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=500, blank=True, help_text="Theirs, when they answered.")
    back_on = models.DateField(null=True, help_text="When they asked us to come back.")
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Ask"]] = AskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["contact", "-asked_at"], name="ask_of_contact"),
            models.Index(fields=["due_at"], condition=Q(removed_at=None, due_at__isnull=False), name="ask_due"),
            models.Index(
                fields=["closed_at"], condition=Q(removed_at=None, closed_at__isnull=False), name="ask_closed"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE.value, answered_at=None)
                | (~Q(answer=Answer.NONE.value) & Q(answered_at__isnull=False)),
                name="ask_answer_dated",
            )
        ]

    def __str__(self) -> str:
        return self.purpose


class FollowUp(models.Model):
    """We came back to an ask; at most twice (core.lifecycle)."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="follow_ups")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.ask} {self.at:%Y-%m-%d}"


class AskBudget(models.Model):
    """How often a workspace asks something of one person, where it said otherwise than core.lifecycle.Budget."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="ask_budget")
    asks = models.PositiveSmallIntegerField(help_text="Within twelve months; 0 asks nothing.")
    rest_days = models.PositiveSmallIntegerField(help_text="After one that they honoured.")

    def __str__(self) -> str:
        return f"{self.workspace}: {self.asks}/{self.rest_days}"

    def budget(self) -> Budget:
        return Budget(asks=self.asks, rest=timedelta(days=self.rest_days))
