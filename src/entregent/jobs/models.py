"""The sign of life of a worker."""

from datetime import timedelta

from django.db import models

ALIVE_FOR = timedelta(seconds=60)  # four missed beats


class Heartbeat(models.Model):
    """The last time a worker said it was there."""

    worker = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker
