"""What a message asked is noted with the relation, so that all asks of a workspace count together (decision 0030)."""

from datetime import datetime

from django.utils.translation import gettext

from entregent.accounts.permissions import Actor
from entregent.core.etiquette import Purpose
from entregent.messages.models import Message
from entregent.relations.actions import Asked, follow_up_ask, make_ask
from entregent.relations.errors import AskedEnoughError, FollowedUpEnoughError, LeftInPeaceError
from entregent.relations.models import Ask


def note_what_was_asked(message: Message, *, by: Actor, now: datetime) -> Ask | None:
    """Note the ask, or that we came back to it. It has left: what is not decent any more is noted all the same, with the reason."""
    if message.purpose == Purpose.FOLLOW_UP and message.ask:
        try:
            follow_up_ask(message.ask, at=now, by=by)
        except FollowedUpEnoughError:
            return message.ask  # answered or followed up meanwhile, by somebody else
        return message.ask
    if message.purpose not in (Purpose.ASK, Purpose.INVITATION):
        return None
    what = message.what or message.theme or message.subject
    asked = Asked(what, message.effort, message.in_return)
    reasons = " ".join(dict.fromkeys(one["waived"] for one in message.findings if one["waived"]))
    try:
        return make_ask(message.contact, asked, at=now, by=by, now=now, despite=reasons, has_left=True)
    except AskedEnoughError:
        return make_ask(
            message.contact,
            asked,
            at=now,
            by=by,
            now=now,
            despite=gettext("It stands in a message: %(subject)s") % {"subject": message.subject},
            has_left=True,
        )
    except LeftInPeaceError:
        return None
