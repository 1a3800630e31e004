"""The deeds of every room put together, and the kinds among which one looks for them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.accounts.wording import EVENTS as OF_ACCOUNTS
from entregent.contacts.wording import EVENTS as OF_CONTACTS
from entregent.history.wording import Events
from entregent.listening.wording import EVENTS as OF_LISTENING
from entregent.messages.wording import EVENTS as OF_MESSAGES
from entregent.privacy.wording import EVENTS as OF_PRIVACY
from entregent.relations.wording import EVENTS as OF_RELATIONS
from entregent.watches.wording import EVENTS as OF_WATCHES
from entregent.web.wording import EVENTS as OF_WEB

EVENTS: Events = {
    **OF_ACCOUNTS,
    **OF_CONTACTS,
    **OF_LISTENING,
    **OF_MESSAGES,
    **OF_RELATIONS,
    **OF_PRIVACY,
    **OF_WATCHES,
    **OF_WEB,
}

CONTACTS = (
    "contacts.",
    "relations.",
    "messages.message",
    "privacy.",
)  # deeds that name somebody whom only some of the team may see


@dataclass(frozen=True, slots=True)
class Kind:
    """Deeds looked for together: those whose code begins so, and that no kind before took."""

    label: Promise
    beginnings: tuple[str, ...]


# as the address says it; of several that fit, the first
KINDS = {
    "sources": Kind(_("Sources"), ("listening.",)),
    "watches": Kind(_("Watches"), ("watches.",)),
    "contacts": Kind(_("People known"), CONTACTS),
    "settings": Kind(
        _("Organisation and hours"),
        (
            "accounts.workspace",
            "accounts.names",
            "accounts.official",
            "accounts.hours",
            "accounts.closure",
            "messages.manners",
        ),
    ),
    "people": Kind(_("People and roles"), ("accounts.",)),
    "work": Kind(_("Background work"), ("web.",)),
}


def kind_of(code: str) -> str | None:
    """The kind of a deed, None for one that no kind takes."""
    return next((name for name, kind in KINDS.items() if code.startswith(kind.beginnings)), None)


def events_of_kind(name: str) -> list[str]:
    """Codes of the deeds of a kind."""
    return [code for code in EVENTS if kind_of(code) == name]
