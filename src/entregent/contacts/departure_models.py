"""That a file left for good, so that the address books of devices are told."""

from django.db import models

from entregent.accounts.models import Workspace


class Departure(models.Model):
    """The number of a file that is no more, and nothing else: a device that has its card under this number takes it away."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["workspace", "at"], name="departure_since")]

    def __str__(self) -> str:
        return str(self.number)
