"""Views of the inbox: filters that were given a name. docs/decisions/0033-inbox-views.md"""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Membership, User, Workspace


class SavedView(models.Model):
    """Filters of the inbox by name, of one member or (member None) of the team.

    query: the filters as an address says them. feed_nonce: makes the secret address of its feed, together with the secret of the
    installation; "" when it has none. feed_for: whose “Mine” the feed shows.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="views")
    member = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    feed_nonce = models.CharField(max_length=64, blank=True, default="")
    feed_for = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    feed_opened_at = models.DateTimeField(null=True)
    feed_asked_at = models.DateTimeField(null=True, help_text="When it was last asked for, to the hour.")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def has_feed(self) -> bool:
        return bool(self.feed_nonce)
