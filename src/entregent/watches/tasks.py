"""One-off work of this room."""

import threading

from django_tasks import task

from entregent.jobs.worker import worker_name
from entregent.watches.actions import tend_letters


@task(backend="outside")
def send_letters(address: str) -> int:
    """Send the letters that wait, for somebody who asked for one. address: where the pages are."""
    return tend_letters(threading.Event(), worker=f"{worker_name()} letters", address=address)
