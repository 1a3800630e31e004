"""Deeds, and what is wrong with a watch, in words."""

from django.utils.translation import gettext_lazy as _

from entregent.core.matching import WatchSyntaxError
from entregent.history.wording import Event

MENDS = {
    "empty": _("Write at least one word."),
    "open quote": _("The quotation mark at character %(position)d is never closed. Add one where the phrase ends."),
    "open bracket": _("The bracket at character %(position)d is never closed. Add one where the group ends."),
    "closed bracket": _("The bracket at character %(position)d closes nothing. Remove it, or open one before."),
    "missing term": _(
        "A word is missing at character %(position)d, or the sign there holds no letter: "
        "AND, OR and NOT go before a word, a phrase or a group."
    ),
    "empty phrase": _("The phrase at character %(position)d holds no word."),
    "bare star": _("The star at character %(position)d needs the beginning of a word before it, as in compost*."),
    "star inside": _("The star at character %(position)d can only end a single word, as in compost*."),
    "tilde inside": _("The sign ~ at character %(position)d can only end a single word, as in déchet~."),
    "missing value": _("The field at character %(position)d lacks its value, as in title:compost or lang:fr."),
    "unknown language": _("The language at character %(position)d is not known. Write its code, as in lang:fr."),
    "unknown region": _("The region at character %(position)d is not known. Write its name, as in region:Bretagne."),
    "steps": _("NEAR at character %(position)d counts from 1 to 100 steps, as in NEAR/5."),
    "near side": _(
        "NEAR at character %(position)d stands between words, phrases, or words in brackets joined by OR, "
        "as in compost NEAR/5 (école OR collège)."
    ),
    "too deep": _("The brackets at character %(position)d are nested too deep."),
    "too long": _("A watch holds at most %(position)d characters."),
}

EVENTS = {
    "watches.kept": Event(_("%(who)s wrote the watch “%(name)s”: %(query)s"), "eye"),
    "watches.changed": Event(_("%(who)s changed the watch “%(name)s”: %(query)s"), "eye"),
    "watches.removed": Event(_("%(who)s removed the watch “%(name)s”."), "trash"),
    "watches.restored": Event(_("%(who)s brought the watch “%(name)s” back."), "arrow-back-up"),
}


def mend(error: WatchSyntaxError) -> str:
    """Say in the reader's language what is wrong with a query and how to mend it."""
    position = error.position if error.problem == "too long" else error.position + 1
    return str(MENDS[error.problem]) % {"position": position}
