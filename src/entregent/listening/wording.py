"""Deeds, and what went wrong with a source, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.connectors.contract import Trouble
from entregent.history.wording import Event

SENTENCES: dict[str, Promise] = {
    Trouble.UNKNOWN_HOST: _("No site answers to this name."),
    Trouble.UNREACHABLE: _("The site cannot be reached."),
    Trouble.TIMEOUT: _("The site took too long to answer."),
    Trouble.PRIVATE_ADDRESS: _("This address is inside a private network, where Entregent does not go."),
    Trouble.BAD_ADDRESS: _("This is not the address of a feed on the Web."),
    Trouble.NOT_FOUND: _("There is no page at this address any more."),
    Trouble.GONE: _("The site says that this feed is gone for good."),
    Trouble.FORBIDDEN: _("The site refuses to let us read it."),
    Trouble.TOO_MANY_REQUESTS: _("The site asks us to come less often."),
    Trouble.SERVER_ERROR: _("The site has a failure of its own."),
    Trouble.TOO_LARGE: _("The feed is too large to be one."),
    Trouble.TOO_MANY_REDIRECTS: _("The address sends from one to the next without end."),
    Trouble.BROKEN_ANSWER: _("The site’s answer broke off or makes no sense."),
    Trouble.NOT_A_FEED: _("What stands at this address is not a feed: look for the site’s RSS address."),
}

EVENTS = {
    "listening.followed": Event(_("%(who)s began to listen to %(name)s."), "rss"),
    "listening.left": Event(_("%(who)s stopped listening to %(name)s."), "rss"),
}


def trouble_sentence(trouble: str) -> str:
    """Return the sentence for a trouble, in the reader's language; "" for none."""
    return str(SENTENCES[Trouble(trouble)]) if trouble else ""
