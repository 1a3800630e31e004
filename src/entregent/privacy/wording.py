"""What this room says, in pages and in the history."""

from django.utils.translation import gettext_lazy as _

from entregent.history.wording import Event
from entregent.privacy.models import Erasure, Notice, Request

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
    "privacy.notice": Event(
        _("%(name)s is told that they are in the file (%(how)s). %(reason)s"),
        "mail",
        {"how": dict(Notice.How.choices)},
    ),
    "privacy.notice_back": Event(_("%(who)s took back that %(name)s was told of the file."), "arrow-back-up"),
    "privacy.answered": Event(
        _("%(who)s answered %(name)s, who asked: %(kind)s. It is %(state)s."),
        "message",
        {"kind": KINDS, "state": dict(Request.State.choices)},
    ),
    "privacy.extended": Event(
        _("%(who)s takes two months more to answer %(name)s about their data: %(reason)s"), "hourglass"
    ),
    "privacy.erased": Event(
        _("%(who)s erased somebody, whose name is not kept: %(why)s."), "user-x", {"why": dict(Erasure.Why.choices)}
    ),
    "privacy.kept_on": Event(_("%(who)s keeps %(name)s in the file until %(until)s: %(reason)s"), "clock"),
}
WHYS = dict(Erasure.Why.choices)
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
ON_ITS_WAY = _("A letter to them is leaving just now: nothing was erased. Try again in a minute.")
ANSWERED = _("Somebody answered meanwhile: nothing was done twice.")
NEEDS_WORDS = _("Write a sentence: whoever reads it later should understand why.")
