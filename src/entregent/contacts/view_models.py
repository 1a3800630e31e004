"""Views of the people known: a search and filters that were given a name. docs/decisions/0039-people-elsewhere.md"""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Membership, User, Workspace


class PeopleView(models.Model):
    """Filters of the list by name, of one member or (member None) of the team. query: the filters as an address says them."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="people_views")
    member = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="people_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
