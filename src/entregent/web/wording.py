"""What workers do, and what went wrong, in words; deeds on the page that shows it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.history.wording import Event
from entregent.jobs.troubles import Trouble

EVENTS = {
    "web.tried_again": Event(_("%(who)s had “%(name)s” tried again."), "refresh"),
    "web.run_now": Event(_("%(who)s asked for “%(name)s” at once."), "player-play"),
}
TROUBLES = {
    Trouble.ERROR: _("Something unforeseen went wrong. The reason below helps whoever mends it."),
    Trouble.LOST: _("The worker was stopped in the middle of it: a power cut, or not enough memory."),
    Trouble.NETWORK: _("A server did not answer, or refused: ours, theirs, or the network between."),
    Trouble.DATABASE: _("The database did not take it."),
    Trouble.UNKNOWN_TASK: _("This version does not know this work: it comes from another one."),
}
# What one-off jobs are called on screen, by module and name of their task
TASK_TITLES: dict[str, str | Promise] = {
    "entregent.listening.lists.taking.take_on": _("Take in a list of sources"),
    "entregent.contacts.lists.taking.take_people": _("Take in a list of people"),
    "entregent.contacts.actions.imports.judge_people": _("Look through a list of people"),
}


def trouble_sentence(trouble: str) -> str:
    """Say why something failed, for somebody who does not know how it is made; "" for no trouble."""
    return str(TROUBLES.get(Trouble(trouble), "")) if trouble else ""


def task_title(task: str) -> str:
    """What a job is called; the name of its function where nobody gave it a better one."""
    name = task.rpartition(".")[2].replace("_", " ")
    return str(TASK_TITLES.get(task) or name[:1].upper() + name[1:])
