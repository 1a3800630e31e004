"""What this room says, in pages and in the history."""

from django.utils.translation import gettext_lazy as _

from entregent.core.errors import EntregentError
from entregent.core.etiquette.sentences import pages
from entregent.history.wording import Event
from entregent.messages.wording import reader_language
from entregent.privacy.errors import AskingError, IncompleteError, LetterBlockedError
from entregent.privacy.models import Erasure, Request

KINDS = dict(Request.Kind.choices)
EVENTS = {
    "privacy.link_made": Event(
        _("%(name)s was given a link to the page where they read what is kept of them."), "link"
    ),
    "privacy.links_revoked": Event(_("%(who)s took the link of %(name)s to their own page back."), "lock"),
    "privacy.asked": Event(
        _("%(name)s asks: %(kind)s (%(via)s)."), "shield", {"kind": KINDS, "via": dict(Request.Via.choices)}
    ),
    "privacy.controller": Event(_("%(who)s said who answers for the file on people."), "building-community"),
    "privacy.notice_written": Event(_("A letter tells %(name)s that they are in the file."), "mail"),
    "privacy.notice": Event(_("%(name)s is told that they are in the file: %(reason)s"), "message-circle"),
    "privacy.exempt": Event(_("%(who)s noted that %(name)s need not be told of the file: %(reason)s"), "mail"),
    "privacy.notice_back": Event(_("%(who)s took back that %(name)s was told of the file."), "arrow-back-up"),
    "privacy.answered": Event(
        _("%(who)s answered %(name)s, who asked: %(kind)s. It is %(state)s."),
        "message",
        {"kind": KINDS, "state": dict(Request.State.choices)},
    ),
    "privacy.told_otherwise": Event(
        _("%(who)s told %(name)s in another way what a letter about their data should have said."), "message-circle"
    ),
    "privacy.extended": Event(
        _("%(who)s takes two months more to answer %(name)s about their data: %(reason)s"), "hourglass"
    ),
    "privacy.erased": Event(
        _("%(who)s erased somebody, whose name is not kept: %(why)s."), "user-x", {"why": dict(Erasure.Why.choices)}
    ),
    "privacy.erased_untold": Event(
        _("%(who)s knows of no letter that told whoever was erased just before: none had left in time."),
        "alert-triangle",
    ),
    "privacy.kept_on": Event(_("%(who)s keeps %(name)s in the file until %(until)s: %(reason)s"), "clock"),
}
# what somebody asks, as a line of Today says it
ASKS = {
    Request.Kind.ACCESS: _("%(name)s asks to read what you keep of them"),
    Request.Kind.CORRECT: _("%(name)s asks for something to be corrected"),
    Request.Kind.OBJECT: _("%(name)s asks not to be written to any more"),
    Request.Kind.ERASE: _("%(name)s asks to be erased"),
}
ICONS = {
    Request.Kind.ACCESS: "eye",
    Request.Kind.CORRECT: "pencil",
    Request.Kind.OBJECT: "hand-stop",
    Request.Kind.ERASE: "user-x",
}
SOMEBODY = _("Somebody who was erased")
INCOMPLETE = _("First say who answers for the file: nobody can be told before.")
CANNOT_TELL = _(
    "No letter can leave: no mail server is set up, or no address of theirs is known. Tell them, and note it."
)
ASKING = _(
    "What the file is for asks something of people, and this letter may not. Say only what you keep it for, then write again."
)
BLOCKED = _("A rule blocks the letter, so it does not leave: %(rules)s. Change the words, then try again.")
ON_ITS_WAY = _("A letter to them is leaving just now: nothing was erased. Try again in a minute.")
GONE = _("Somebody erased them meanwhile.")
NO_LETTER = _("No letter could leave: tell them in another way.")
LETTER = _("A letter tells them.")
ANSWERED = _("Somebody answered meanwhile: nothing was done twice.")
NEEDS_WORDS = _("Write a sentence: whoever reads it later should understand why.")


def why_not(error: EntregentError) -> str:
    """Why no letter leaves to somebody."""
    match error:
        case IncompleteError():
            return str(INCOMPLETE)
        case AskingError():
            return str(ASKING)
        case LetterBlockedError(codes=codes):
            known = pages(reader_language())
            return str(BLOCKED) % {"rules": ", ".join(known[code].title for code in codes)}
    return str(CANNOT_TELL)
