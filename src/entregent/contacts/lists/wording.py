"""Lists of people in words: what becomes of a line, what a column holds, why a list is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entregent.contacts.errors import (
    NothingChosenError,
    NothingToReadError,
    TooLargeError,
    TooManyColumnsError,
    TooManyLinesError,
)
from entregent.contacts.list_models import ContactImport, ContactImportLine
from entregent.contacts.models import Fact

Verdict = ContactImportLine.Verdict


@dataclass(frozen=True, slots=True)
class Said:
    """label: of one line; several: of many, as a filter; state: the class that colours it."""

    label: Promise
    several: Promise
    icon: str
    state: str = ""


VERDICTS: dict[str, Said] = {
    Verdict.NEW: Said(pgettext_lazy("a person of a list", "New"), _("New people"), "user-plus", "is-good"),
    Verdict.MERGE: Said(_("Known: the file is completed"), _("Completed"), "user-edit", "is-good"),
    Verdict.JOIN: Said(_("Stands higher up in the list"), _("Twice in the list"), "copy"),
    Verdict.SHARED: Said(_("New, with an address of somebody else"), _("Shared addresses"), "users", "is-late"),
    Verdict.KNOWN: Said(_("Known, with nothing new"), _("Known already"), "check"),
    Verdict.PEACE: Said(_("Asked to be left in peace"), _("Left in peace"), "hand-stop", "is-blocked"),
    Verdict.HEADING: Said(_("A title, not a person"), _("Titles"), "article"),
    Verdict.EMPTY: Said(_("Nobody: neither a name nor an address"), _("Nobody"), "ban", "is-blocked"),
}
BECAUSE: dict[str, Promise] = {
    "email": _("the same e-mail address"),
    "phone": _("the same telephone number"),
    "site": _("the same site"),
    "profile": _("the same profile"),
    "outlet": _("the same name, in the same outlet"),
    "name": _("the same name"),
}
FORMS: dict[str, Promise] = {
    ContactImport.Form.TABLE: _("a table"),
    ContactImport.Form.WORKBOOK: _("a workbook"),
    ContactImport.Form.CARDS: _("contact cards"),
}
FIELDS: dict[str, Promise] = {
    "": _("– leave this column out –"),
    "name": _("Full name"),
    "given_name": _("First name"),
    "family_name": _("Family name"),
    "outlet": _("Where they write or speak"),
    "role": _("What they do there"),
    "email": _("E-mail addresses"),
    "phone": _("Telephones"),
    "site": _("Sites"),
    "profile": _("Profiles on networks"),
    "place": _("Town or region"),
    "postal": _("Postal address"),
    "topics": _("Topics they accept"),
    "refused": _("Topics they refuse"),
    "audience": _("Audience they claim"),
    "story": _("Their story, in their words"),
    "note": _("Notes"),
    "tags": _("Tags"),
    "language": _("Language they are written to in"),
    "form": _("Tu or vous"),
    "date": _("Since when we know it"),
    "peace": _("Do not contact (yes, or a cross)"),
}
LEFT_OUT: dict[str, Promise] = {
    **{kind.value: kind.label for kind in Fact.Kind},
    "tags": _("tags"),
    "role": pgettext_lazy("of a person", "role"),
}


def left_out(person: Mapping[str, Any]) -> str:
    """Say what of a line is not taken, "" where all is."""
    gone = [str(LEFT_OUT[one]) for one in person.get("left_out", ())]
    return gettext("Without what judges them, or is sensitive: %(what)s") % {"what": ", ".join(gone)} if gone else ""


REFUSALS: dict[type[Exception], Promise] = {
    NothingToReadError: _(
        "There is nothing to read in this file: it is empty, protected by a password, or no list (a picture, a program)."
    ),
    TooLargeError: _("This file is larger than 60 MB. Cut it into several, and bring them in one after the other."),
    TooManyLinesError: _(
        "This list has more than 100,000 people. Cut it into several, and bring them in one after the other."
    ),
    TooManyColumnsError: _("This table has more than 200 columns. Take out those that nobody reads, and try again."),
    NothingChosenError: _("Nobody is chosen: tick whom to keep."),
}
