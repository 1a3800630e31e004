"""Messages, rules and their weights in words."""

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entregent.core.etiquette import Severity
from entregent.core.text.tone import Address, Person
from entregent.history.wording import Event
from entregent.messages.models import Manners, Message, RuleChoice

SECTORS = dict(Manners.SECTORS) | {"": _("not said")}
EVENTS = {
    "messages.message_sent": Event(
        _("%(who)s wrote to %(name)s (%(how)s). What the rules had said: %(findings)s"),
        "send",
        {"how": {"here": _("sent from here"), "by hand": _("sent from their own mail program")}},
    ),
    "messages.message_held": Event(
        _("A message to %(name)s was held back: something had changed while it waited."), "hand-stop"
    ),
    "messages.message_lifted": Event(
        _("%(who)s lifted the rule %(rule)s for a message to %(name)s. The reason: %(reason)s"), "alert-triangle"
    ),
    "messages.message_unlifted": Event(
        _("%(who)s had the rule %(rule)s hold again for a message to %(name)s."), "arrow-back-up"
    ),
    "messages.manners_sector": Event(
        _("%(who)s set who you speak as: %(sector)s"), "building-community", {"sector": SECTORS}
    ),
    "messages.manners_rule": Event(
        _("%(who)s gave the rule %(rule)s another weight: it %(weight)s."),
        "settings",
        {"weight": dict(RuleChoice.WEIGHTS)},
    ),
}
SEVERITIES = {
    Severity.BLOCK: pgettext_lazy("finding", "Blocked"),
    Severity.WARN: pgettext_lazy("finding", "Look again"),
    Severity.HINT: pgettext_lazy("finding", "Could be better"),
}
ICONS = {Severity.BLOCK: "hand-stop", Severity.WARN: "alert-triangle", Severity.HINT: "bulb"}
PERSONS = {
    Person.I: _("somebody speaks: “I”"),
    Person.WE: _("a group speaks: “we”"),
    Person.NOBODY: _("nobody speaks"),
}
ADDRESSES = {Address.TU: _("says “tu”"), Address.VOUS: _("says “vous”"), Address.BOTH: _("mixes “tu” and “vous”")}
FAMILIES = {
    "W": _("Wording"),
    "B": _("Beginning"),
    "M": _("Maintaining"),
    "E": _("Ending"),
    "P": _("People and data"),
}
EMPTY_PART = {
    "subject": _("A message needs a subject: say in a few words what it is about."),
    "text": _("Nothing is written yet."),
}
NO_ADDRESS = _(
    "No current e-mail address of theirs is known. Note it on their file, or send it yourself and say so here."
)
NO_SERVER = _("No mail server is set up: send it from your own mail program, and say so here.")
NO_SERVER_YET = _("No mail server is set up yet: it cannot leave from here.")
NOT_A_DRAFT = _("This message waits or has left already: nothing was done twice.")
NOT_LIFTED = _("No reason lifts this one.")
TOO_SHORT = _("Write a sentence: whoever reads it later should understand why.")
BLOCKED = _("It did not leave: a rule blocks it. Mend it, or write why it should leave all the same.")
STAYS_BLOCKED = _(
    "It did not leave: a rule blocks it as it stands. Write it again from the page of their data, or tell them in another way."
)
SENT_ELSEWHERE = _("It was sent from another window meanwhile: what was typed here since is not in it.")
PUT_AWAY_ELSEWHERE = _("It was put away in another window meanwhile: what was typed here since is not in it.")
HELD_FOR = {
    Message.Why.RULES: _(
        "It was held back while it waited: something had changed. What the rules say now stands beside it."
    ),
    Message.Why.AUTHOR: _(
        "It was held back while it waited: whoever sent it may not write from here any more. Read it over; it leaves in your name."
    ),
    Message.Why.ADDRESS: _(
        "It was held back while it waited: the address is none of theirs any more. Look at whom it goes to now, and send it again."
    ),
    Message.Why.FILE: _("It was held back while it waited: their file had been put away."),
}


def why_held(message: Message) -> Promise | str:
    """Why a draft was held back, "" for another."""
    if message.state != Message.State.HELD:
        return ""
    return HELD_FOR[Message.Why(message.held_for or Message.Why.RULES)]


def reader_language() -> str:
    """The language of the rules' sentences for whoever reads the page."""
    return "fr" if (get_language() or "").startswith("fr") else "en"
