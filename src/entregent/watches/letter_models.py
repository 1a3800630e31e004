"""What the inbox writes to members by e-mail: what each chose, and each letter once. docs/decisions/0032-inbox-letters.md"""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Membership
from entregent.jobs.leases import Leased


class Digest(models.TextChoices):
    """How often somebody reads by e-mail what waits in the inbox."""

    DAILY = "daily"
    WORKDAYS = "workdays"  # of the team: its week, without its days off
    WEEKLY = "weekly"
    NEVER = "never"


class LetterChoice(models.Model):
    """What a member chose; who chose nothing has no row, and gets what their role deals with."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="letter_choice")
    digest = models.CharField(max_length=8, choices=Digest, default=Digest.WORKDAYS)
    at_once = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.membership}: {self.digest}"


class Letter(Leased):
    """A letter to one member about one stretch of time, written once.

    period: what it is the letter of: "2026-06-03", "2026-W23", a quarter of an hour, or "asked …". since, until: what was heard
    meanwhile is new; None until it is looked at. begun_at: when it was handed to the mail server; a letter begun by a worker
    that was lost is never handed over again.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest"
        AT_ONCE = "at once"

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        NOTHING = "nothing"  # to say: not sent
        FAILED = "failed"  # the mail server refused it, again and again
        UNSURE = "unsure"  # perhaps sent, perhaps not

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="letters", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    period = models.CharField(max_length=40)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "kind", "period"], name="inbox_letter_once")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(outcome="waiting"), name="inbox_letter_waiting")]

    def __str__(self) -> str:
        return f"{self.membership}, {self.kind} {self.period}"

    def is_of_a_lost_worker(self) -> bool:
        return self.begun_at is not None
