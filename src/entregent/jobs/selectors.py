"""Reads: is somebody working?"""

from datetime import datetime

from entregent.jobs.models import ALIVE_FOR, Heartbeat


def worker_is_alive(now: datetime) -> bool:
    """Tell whether a worker gave a sign of life in the last minute."""
    return Heartbeat.objects.filter(beat_at__gt=now - ALIVE_FOR).exists()
