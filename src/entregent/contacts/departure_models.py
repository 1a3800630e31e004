"""That a file left for good, so that the address books of devices are told, and a backup that is restored."""

from django.db import models

from entregent.accounts.models import Workspace


class Departure(models.Model):
    """The number of a file that is no more: a device that has its card under this number takes it away.

    made_at: when the file was made, by which it is known again in a backup made before it left.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "at"], name="departure_since")]

    def __str__(self) -> str:
        return str(self.number)
