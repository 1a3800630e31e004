"""Deeds and refusals, in words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from django.forms import BaseForm
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext_lazy as _

from entregent.contacts.errors import DossierError
from entregent.contacts.models import Fact
from entregent.core.etiquette import Finding
from entregent.core.etiquette.sentences import message_of
from entregent.history.wording import Event

EVENTS = {
    "contacts.kept": Event(_("%(who)s added %(name)s to the people known."), "user-plus"),
    "contacts.changed": Event(_("%(who)s changed the file of %(name)s."), "user-edit"),
    "contacts.put_away": Event(_("%(who)s put the file of %(name)s away."), "trash"),
    "contacts.taken_back": Event(_("%(who)s brought the file of %(name)s back."), "arrow-back-up"),
    "contacts.fact_noted": Event(_("%(who)s noted something about %(name)s."), "pencil"),
    "contacts.fact_ended": Event(_("%(who)s noted that something about %(name)s is no longer true."), "pencil-off"),
    "contacts.fact_back": Event(_("%(who)s noted that something about %(name)s is true after all."), "arrow-back-up"),
    "contacts.imported": Event(_("%(who)s brought in a list of people (%(count)s): %(name)s."), "upload"),
    "contacts.import_undone": Event(_("%(who)s undid the list %(name)s."), "arrow-back-up"),
    "contacts.merged": Event(_("%(who)s joined the file of %(gone)s into that of %(name)s."), "users"),
    "contacts.merge_undone": Event(
        _("%(who)s took the files of %(gone)s and of %(name)s apart again."), "arrow-back-up"
    ),
    "contacts.split": Event(_("%(who)s made a file of its own for %(name)s, out of that of %(from)s."), "users"),
    "contacts.not_the_same": Event(_("%(who)s noted that %(name)s and %(other)s are two people."), "users"),
    "contacts.tagged_several": Event(_("%(who)s gave the tag %(name)s to %(count)s people."), "tag"),
    "contacts.untagged_several": Event(_("%(who)s took the tag %(name)s back from %(count)s people."), "arrow-back-up"),
    "contacts.given_several": Event(_("%(who)s changed who keeps the relation with %(count)s people."), "users"),
    "contacts.put_away_several": Event(_("%(who)s put the files of %(count)s people away."), "trash"),
    "contacts.taken_back_several": Event(_("%(who)s brought the files of %(count)s people back."), "arrow-back-up"),
    "contacts.view_kept": Event(_("%(who)s kept the view “%(name)s” of the people known."), "bookmark"),
    "contacts.view_renamed": Event(_("%(who)s called a view of the people known “%(name)s”."), "bookmark"),
    "contacts.view_removed": Event(_("%(who)s removed the view “%(name)s” of the people known."), "trash"),
    "contacts.view_restored": Event(
        _("%(who)s brought the view “%(name)s” of the people known back."), "arrow-back-up"
    ),
    "contacts.exported": Event(_("%(who)s took %(count)s people away as a file (%(form)s). %(reason)s"), "download"),
    "contacts.book_opened": Event(
        _("%(who)s let a device read the people known: %(name)s. %(reason)s"), "device-mobile"
    ),
    "contacts.book_closed": Event(_("%(who)s closed the address book of a device: %(name)s."), "lock"),
    "contacts.left_in_peace": Event(
        _("%(who)s asked that %(name)s be left in peace. %(topic)s %(reason)s"), "hand-stop"
    ),
    "contacts.peace_lifted": Event(_("%(who)s let %(name)s be contacted again. %(topic)s %(reason)s"), "hand-off"),
}
UNREADABLE = {
    Fact.Kind.EMAIL: _("This is not an e-mail address: it needs a name, an @ and a domain."),
    Fact.Kind.PHONE: _("This is not a telephone number."),
    Fact.Kind.SITE: _("This is not an address on the Web."),
    Fact.Kind.AUDIENCE: _("Write the number they give, as in “12,500 readers”."),
}
UNREADABLE_OTHERWISE = _("This is empty, or too long to be kept: 5,000 characters at most.")
CHANGED_MEANWHILE = _(
    "Somebody changed this file while you were writing. Nothing of theirs was overwritten: "
    "here is what stands now, with what you wrote below."
)


PAUSE = "\ue000"  # between words that are named, until the sentence is made: no text holds it
WRITE_INSTEAD = {
    "P102": _("Write what to do for them, or what they said, did or published."),
    "P103": _("Write what they said, did or published, and when; not what one thinks of them."),
}
SAID_IN_PUBLIC = _(
    "If they said it themselves in public: note it as said by them, with the address where it can be read."
)
IS_IT_NEEDED = _("It is kept because they said it in public. Does what you do together need it? If not, take it away.")


def dossier(error: DossierError) -> str:
    """Say what of a text cannot be kept, why, and what to write instead."""
    by_code: dict[str, list[Finding]] = {}
    for one in error.findings:
        by_code.setdefault(one.code, []).append(one)
    said = [_message(found) for found in by_code.values()]
    said += [str(WRITE_INSTEAD[code]) for code in sorted(by_code, reverse=True)[:1]]
    if error.field == "value" and "P102" in by_code:
        said.append(str(SAID_IN_PUBLIC))
    return " ".join(said)


def tell_in(form: BaseForm, error: DossierError) -> None:
    """Say it under the field of a form where the text stands."""
    form.add_error(error.field if error.field in form.fields else None, dossier(error))


def sensitive_all_the_same(findings: Sequence[Finding]) -> str:
    """Say of what was kept that it is sensitive."""
    return f"{_message(findings)} {IS_IT_NEEDED}"


def _message(findings: Sequence[Finding]) -> str:
    """What findings of one rule say, with the words of each."""
    language = "fr" if (get_language() or "en").startswith("fr") else "en"
    between = "\u202f», «\u202f" if language == "fr" else "”, “"
    words = PAUSE.join(one.evidence.words for one in findings)
    said = message_of(replace(findings[0], evidence=replace(findings[0].evidence, words=words)), language)
    return said.replace(PAUSE, between)


def unreadable(kind: str) -> str:
    """Say why a value cannot be kept."""
    return str(UNREADABLE.get(Fact.Kind(kind), UNREADABLE_OTHERWISE))


PAIRS = {
    Fact.Kind.EMAIL: _("the same e-mail address"),
    Fact.Kind.PHONE: _("the same telephone number"),
    Fact.Kind.PROFILE: _("the same profile"),
    Fact.Kind.SITE: _("the same site"),
    "name": _("the same name"),
    "alike": _("names alike, in the same outlet"),
}  # what two files have in common


def together(*said: object) -> str:
    """What is said in one line, in parts as the reader's language parts them; what is empty is left out."""
    both = pgettext("parts of a line", "%(first)s; %(then)s")
    return reduce(lambda first, then: both % {"first": first, "then": then}, [str(one) for one in said if one] or [""])


def language_name(code: str) -> str:
    """Name a language (ISO 639-1) as those who speak it do; by its code where nobody here knows it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
