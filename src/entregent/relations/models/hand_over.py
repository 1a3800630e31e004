"""Relations that pass from one colleague to another, with a letter to each contact."""

from typing import Any

from django.db import models
from django.utils import timezone

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact


class HandOver(models.Model):
    """`leaver` hands their relations to `receiver`. passed_at: when they did; until then it is prepared."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="hand_overs")
    leaver = models.ForeignKey(User, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(User, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    passed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.leaver} → {self.receiver}"


class HandOverLetter(models.Model):
    """The letter to one contact: drafted, reviewed by somebody, sent by hand. moved: what passed with the relation, to undo it."""

    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="letters")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    text = models.TextField()
    reviewed_at = models.DateTimeField(null=True)
    left_out = models.BooleanField(default=False, help_text="The relation stays where it is.")
    sent_at = models.DateTimeField(null=True, help_text="When somebody said that they sent it.")
    moved: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hand_over", "contact"], name="hand_over_letter_once")]

    def __str__(self) -> str:
        return f"{self.hand_over}: {self.contact}"
