"""Ideas received: credited to whoever had them, decided, and answered."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User
from entregent.contacts.models import Contact
from entregent.core.lifecycle import Verdict

VERDICTS = [
    (Verdict.NONE.value, pgettext_lazy("idea", "to be decided")),
    (Verdict.KEPT.value, pgettext_lazy("idea", "kept")),
    (Verdict.NOT.value, pgettext_lazy("idea", "not kept")),
    (Verdict.LATER.value, pgettext_lazy("idea", "for later")),
]


class IdeaQuerySet(models.QuerySet["Idea"]):
    def kept(self) -> Self:
        return self.filter(removed_at=None)


class Idea(models.Model):
    """An idea of a contact. reason: what they are told. due_on: when the next step is ours, None when none is."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="ideas")
    what = models.TextField(help_text="In their words.")
    address = models.CharField(max_length=2000, blank=True, help_text="Where it can be read.")
    at = models.DateTimeField(help_text="When we received it.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", help_text="Who of ours received it.")
    verdict = models.CharField(max_length=5, blank=True, choices=VERDICTS, default=Verdict.NONE.value)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    again_on = models.DateField(null=True, help_text="When it is looked at again.")
    told_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    noted_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Idea"]] = IdeaQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["contact", "-at"], name="idea_of_contact"),
            models.Index(fields=["due_on"], condition=Q(removed_at=None, due_on__isnull=False), name="idea_due"),
            models.Index(fields=["told_at"], condition=Q(removed_at=None, told_at__isnull=False), name="idea_told"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None, told_at=None) | (~Q(verdict="") & Q(decided_at__isnull=False)),
                name="idea_decided_before_told",
            )
        ]

    def __str__(self) -> str:
        return self.what[:80]
