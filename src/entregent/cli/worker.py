"""`entregent worker`: reads what is due and matches it, until told to stop."""

import signal
import threading

import click

from entregent.cli.start import start_django
from entregent.cli.words import gettext as _


@click.command("worker", help=_("Start a worker alone: `serve` starts one by itself."))
def command() -> None:
    start_django()
    from entregent.jobs.worker import work
    from entregent.web.duties import DUTIES

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    work(DUTIES, stop=stop)
