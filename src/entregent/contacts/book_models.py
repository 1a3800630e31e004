"""Address books read by a telephone or a mail program. docs/decisions/0039-people-elsewhere.md"""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Membership


class AddressBook(models.Model):
    """That a device of a member may read the people known, with a password of its own: a continuing export, until it is closed.

    Only the hash of its password is kept; the password is random, so that it needs no salt.
    """

    member = models.ForeignKey(Membership, models.CASCADE, related_name="address_books")
    device = models.CharField(max_length=80, help_text="As its owner calls it.")
    reason = models.CharField(max_length=300)
    secret_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, help_text="When it was last asked for, to the hour.")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.device
