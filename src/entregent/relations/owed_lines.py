"""What is owed, as Today says it."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise as Words
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from entregent.relations.selectors import Duty, DutyKind
from entregent.ui.dates import date_format


@dataclass(frozen=True, slots=True)
class Saying:
    """How a kind of duty is said. deed: what its button does, "" where the file is opened instead."""

    title: Words
    icon: str
    deed: str = ""
    label: Words | str = ""


SAYINGS = {
    DutyKind.PROMISE: Saying(_("You promised %(name)s: %(what)s"), "heart-handshake", "keep", _("Kept")),
    DutyKind.AWAITED: Saying(_("%(name)s promised you: %(what)s"), "hourglass", "keep", _("They kept it")),
    DutyKind.SILENCE: Saying(_("You have been silent with %(name)s for too long"), "message"),
    DutyKind.WORD: Saying(_("A word to %(name)s would be good"), "message"),
    DutyKind.FOLLOW_UP: Saying(_("No answer yet from %(name)s: %(what)s"), "send", "follow-up", _("I came back to it")),
    DutyKind.LET_BE: Saying(
        _("%(name)s does not answer; let it be, without reproach: %(what)s"), "hourglass", "let-be", _("Let it be")
    ),
    DutyKind.THANK: Saying(
        _("%(name)s said yes: was it done, and have you said thank you? %(what)s"),
        "heart",
        "thank",
        _("Done, and thanked"),
    ),
    DutyKind.IDEA: Saying(_("%(name)s gave you an idea, to be decided: %(what)s"), "bulb"),
    DutyKind.INTRODUCE: Saying(
        _("An introduction to %(name)s is asked for, %(what)s"), "users", "introduce", _("Introduced")
    ),
    DutyKind.TELL: Saying(_("Tell %(name)s what became of their idea: %(what)s"), "bulb", "tell", _("They were told")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A duty in words, with what its button does."""

    duty: Duty
    title: str
    icon: str
    when: str
    deed: str
    label: str
    asks_sorry: bool
    is_word: bool


def line_of(duty: Duty, today: date) -> Line:
    saying = SAYINGS[duty.kind]
    title = str(saying.title) % {"name": duty.contact.name, "what": duty.what}
    is_word = duty.kind in (DutyKind.SILENCE, DutyKind.WORD)
    sorry = duty.kind is DutyKind.PROMISE and duty.is_late
    return Line(duty, title, saying.icon, _when(duty, today), saying.deed, str(saying.label), sorry, is_word)


def _when(duty: Duty, today: date) -> str:
    """Since when it is late, or by when it is due."""
    days = (today - duty.due_on).days
    if duty.is_late:
        return (
            ngettext("late by %(n)d day", "late by %(n)d days", days) % {"n": days} if days else gettext("late today")
        )
    if duty.kind is DutyKind.AWAITED:
        return gettext("promised for %(day)s; a kind word may help") % {"day": date_format(duty.due_on, "j F")}
    if days == 0:
        return gettext("today")
    if days > 0:
        return gettext("since %(day)s") % {"day": date_format(duty.due_on, "j F")}
    return gettext("by %(day)s") % {"day": date_format(duty.due_on, "l j F")}
