"""`entregent worker`: reads what is due, matches it and does the jobs that wait, until told to stop."""

import signal
from queue import SimpleQueue

import click

from entregent.cli.start import start_django
from entregent.cli.words import gettext as _


@click.command("worker", help=_("Start a worker alone: `serve` starts one by itself."))
def command() -> None:
    start_django()
    from entregent.jobs.worker import working
    from entregent.web.duties import DUTIES, ROUNDS

    asked: SimpleQueue[int] = SimpleQueue()  # may be filled by a signal, whatever it interrupts; an Event may not
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: asked.put(number))
    with working(duties=DUTIES, rounds=ROUNDS):
        asked.get()
