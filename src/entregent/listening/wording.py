"""Deeds, and what went wrong with a source, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.connectors.contract import Trouble
from entregent.history.wording import Event
from entregent.listening.models import Subscription

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

# What becomes of a subscription to the hub that a source announces; "" where there is nothing to say.
HUB_SENTENCES: dict[str, Promise] = {
    Subscription.State.ASKED: _("Its hub was asked to tell us of new posts, and has not answered yet."),
    Subscription.State.ACTIVE: _("Its hub tells us of new posts as they come out."),
    Subscription.State.DENIED: _("Its hub does not want to tell us of new posts: the feed is read instead."),
    Subscription.State.FAILED: _("Its hub cannot be asked to tell us of new posts: the feed is read instead."),
    Subscription.State.UNVERIFIED: _("Its hub does not reach this installation: the feed is read instead."),
}

EVENTS = {
    "listening.followed": Event(_("%(who)s began to listen to %(name)s."), "rss"),
    "listening.left": Event(_("%(who)s stopped listening to %(name)s."), "rss"),
    "listening.left_several": Event(_("%(who)s stopped listening to %(count)s sources: %(names)s."), "rss"),
    "listening.taken_back": Event(_("%(who)s listens again to %(count)s sources."), "rss"),
    "listening.region_declared": Event(_("%(who)s noted that %(name)s speaks from %(region)s."), "map-pin"),
    "listening.region_none": Event(_("%(who)s noted that %(name)s speaks from no region in particular."), "map-pin"),
    "listening.region_inferred": Event(
        _("%(who)s left it to Entregent to tell from where %(name)s speaks."), "map-pin"
    ),
    "listening.full_text_always": Event(
        _("%(who)s asked for the posts of %(name)s to be read on its site."), "notebook"
    ),
    "listening.full_text_never": Event(
        _("%(who)s asked for the posts of %(name)s to be read in its feed alone."), "notebook"
    ),
    "listening.full_text_told": Event(
        _("%(who)s asked for the posts of %(name)s to be read on its site where its feed breaks off."), "notebook"
    ),
    "listening.imported": Event(_("%(who)s brought in a list of sources (%(count)s): %(name)s."), "upload"),
    "listening.import_undone": Event(_("%(who)s undid a list of sources (%(count)s): %(name)s."), "arrow-back-up"),
    "listening.live_list_opened": Event(_("%(who)s gave the list of sources a secret address."), "rss"),
    "listening.live_list_closed": Event(_("%(who)s took the secret address of the list of sources away."), "lock"),
}


def trouble_sentence(trouble: str) -> str:
    """Return the sentence for a trouble, in the reader's language; "" for none."""
    return str(SENTENCES[Trouble(trouble)]) if trouble else ""


def hub_sentence(subscription: Subscription | None, *, is_reachable: bool) -> str:
    """Say what its hub does for a source that announces one. is_reachable: this installation has a public address."""
    if not is_reachable:
        return str(_("It has a hub, which cannot reach this installation: the feed is read instead."))
    state = subscription.state if subscription else Subscription.State.ASKED
    return str(HUB_SENTENCES.get(state, ""))
