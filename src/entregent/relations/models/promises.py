"""What one side promised the other."""

from django.db import models
from django.db.models import Q

from entregent.accounts.models import User
from entregent.contacts.models import Contact
from entregent.relations.models.exchanges import SIDES


class Promise(models.Model):
    """What one side promised the other. Days are of the workspace's calendar."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="promises")
    side = models.CharField(max_length=5, choices=[SIDES[0], SIDES[1]])
    what = models.CharField(max_length=300)
    made_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", help_text="Who of ours keeps it.")
    kept_on = models.DateField(null=True)
    released_on = models.DateField(null=True, help_text="Whom it was made to no longer needs it.")
    sorry = models.CharField(max_length=300, blank=True, help_text="What was said when it was kept late.")

    class Meta:
        indexes = [
            models.Index(
                fields=["contact", "due_on"], condition=Q(kept_on=None, released_on=None), name="promise_open"
            ),
            models.Index(fields=["side", "due_on"], condition=Q(kept_on=None, released_on=None), name="promise_due"),
            models.Index(fields=["kept_on"], condition=Q(kept_on__isnull=False), name="promise_kept"),
        ]

    def __str__(self) -> str:
        return self.what
