"""Files joined into one, what moved so that it can be undone, and who was found not to be the same person."""

from typing import Any

from django.db import models
from django.utils import timezone

from entregent.accounts.models import User, Workspace


class Merge(models.Model):
    """One file that went into another. moved: keys of rows that moved, by "room.model.field"; last: the last row there was."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="merges")
    kept = models.ForeignKey("Contact", models.CASCADE, related_name="merges")
    gone = models.ForeignKey("Contact", models.CASCADE, related_name="went_into")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    moved: "models.JSONField[dict[str, list[int]]]" = models.JSONField(default=dict)
    last: "models.JSONField[dict[str, int]]" = models.JSONField(default=dict)
    ended: "models.JSONField[list[int]]" = models.JSONField(default=list, help_text="Facts that ended by it.")
    filled: "models.JSONField[dict[str, Any]]" = models.JSONField(
        default=dict, help_text="What was empty in the file kept."
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kept", "-at"], name="merge_of_kept")]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class NotTheSame(models.Model):
    """Two files that somebody said are two people; first is the one of the lower number."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="not_the_same")
    first = models.ForeignKey("Contact", models.CASCADE, related_name="+")
    second = models.ForeignKey("Contact", models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="not_the_same_once")]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
