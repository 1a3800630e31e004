"""What a member takes outside: their calendar at a secret address, and the weekly letter."""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Membership


class Calendar(models.Model):
    """What a member owes, as a calendar at a secret address made from `nonce` and the installation's own secret."""

    member = models.OneToOneField(Membership, models.CASCADE, related_name="relations_calendar")
    nonce = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, help_text="When it was last asked for, to the hour.")

    def __str__(self) -> str:
        return f"{self.member}"


class WeeklyLetter(models.Model):
    """Of one week to one member; kept so that it leaves once. begun_at: written before it is handed over."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="weekly_letters")
    week = models.CharField(max_length=8, help_text="2026-W48, of the workspace's calendar.")
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "week"], name="weekly_letter_once")]

    def __str__(self) -> str:
        return f"{self.member} {self.week}"


class WeeklyChoice(models.Model):
    """Whether a member wants the weekly letter; without a row they do."""

    member = models.OneToOneField(Membership, models.CASCADE, related_name="weekly_choice")
    wants = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.member}: {self.wants}"
