"""Lists of sources in words: what becomes of a line, what a list is, why it is refused."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.connectors.lists import NotAListError
from entregent.listening.actions.imports import NothingChosenError, TooLargeError, TooManyLinesError
from entregent.listening.list_models import Import, ImportLine

Verdict = ImportLine.Verdict


@dataclass(frozen=True, slots=True)
class Said:
    """label: of one line; several: of many, as a filter; state: the class that colours it."""

    label: Promise
    several: Promise
    icon: str
    state: str = ""


VERDICTS: dict[str, Said] = {
    Verdict.NEW: Said(pgettext_lazy("a line of a list", "New"), _("New ones"), "plus", "is-good"),
    Verdict.LEFT: Said(_("Left before"), pgettext_lazy("several", "Left before"), "player-pause"),
    Verdict.FOLLOWED: Said(_("Listened to already"), _("There already"), "check"),
    Verdict.TWICE: Said(_("Higher up in the list"), _("Twice in the list"), "copy"),
    Verdict.BAD_ADDRESS: Said(_("Not an address on the Web"), _("Not addresses"), "ban", "is-blocked"),
    Verdict.PRIVATE_ADDRESS: Said(_("Inside a private network"), _("Inside a private network"), "lock", "is-blocked"),
    Verdict.TOO_LONG: Said(_("Too long to be an address"), _("Too long"), "ban", "is-blocked"),
}
FORMS: dict[str, Promise] = {
    Import.Form.OPML: _("a list in OPML"),
    Import.Form.CSV: _("a table"),
    Import.Form.ADDRESSES: _("addresses, one a line"),
}
SEPARATORS: dict[str, Promise] = {
    ";": _("semicolons"),
    ",": _("commas"),
    "\t": _("tabs"),
    "|": _("vertical bars"),
}
REFUSALS: dict[type[Exception], Promise] = {
    NotAListError: _(
        "There is nothing to read in this file: it is empty, or it is no text (a picture, a program, an archive)."
    ),
    TooLargeError: _("This file is larger than 20 MB. Cut it into several, and bring them in one after the other."),
    TooManyLinesError: _(
        "This list has more than 100,000 lines. Cut it into several, and bring them in one after the other."
    ),
    NothingChosenError: _("No source is chosen: tick those to listen to."),
}
