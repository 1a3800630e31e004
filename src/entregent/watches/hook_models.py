"""Webhooks: another program is told what a view hears. docs/decisions/0038-webhooks.md"""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Membership
from entregent.jobs.leases import Leased
from entregent.watches.view_models import SavedView


class Hook(Leased):
    """Where the mentions of a view are sent as they are heard, each at least once, signed.

    up_to: the newest mention looked at. due_at: when to look again; None once it was refused for too long, until somebody tries
    again. failing_since, trouble: since when nothing is accepted, and why.
    """

    view = models.OneToOneField(SavedView, models.CASCADE, related_name="hook")
    opened_for = models.ForeignKey(Membership, models.CASCADE, related_name="+", help_text="Whose “Mine” it tells.")
    address = models.CharField(max_length=2000)
    secret = models.CharField(max_length=80, help_text="Signs what is sent; shown once.")
    opened_at = models.DateTimeField(default=timezone.now)
    up_to = models.BigIntegerField(default=0)
    due_at = models.DateTimeField(null=True, default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=30, blank=True)
    told_at = models.DateTimeField(null=True, help_text="When something was last accepted.")
    told_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.view} → {self.address}"

    @property
    def is_stopped(self) -> bool:
        return self.due_at is None
