"""Links that log one user in, once: made in a terminal, or sent by e-mail to the address of the account."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from entregent.accounts.actions.secrets import hashed, new_secret
from entregent.accounts.errors import LoginLinkError
from entregent.accounts.models import LoginLink, User

LINK_LIFE = timedelta(hours=24)
MAILED_LINK_LIFE = timedelta(minutes=15)  # letters wait in boxes that others may read


def make_login_link(user: User, *, now: datetime, asked_in: str = "") -> str:
    """Return the secret of a new link that logs this user in once.

    asked_in: the mark of the browser that asked for a letter, whose link works for a quarter of an hour; without it the link is
    made in a terminal, and works for a day.
    """
    secret = new_secret()
    LoginLink.objects.create(
        user=user,
        secret_hash=hashed(secret),
        asked_in_hash=hashed(asked_in) if asked_in else "",
        expires_at=now + (MAILED_LINK_LIFE if asked_in else LINK_LIFE),
    )
    return secret


def find_login_link(secret: str, *, now: datetime) -> LoginLink:
    """Return a link that still works, without spending it.

    Raises LoginLinkError when it is unknown, used, expired, or its user has left.
    """
    link = LoginLink.objects.select_related("user").filter(secret_hash=hashed(secret)).first()
    if link is None or not link.is_usable(now) or not link.user.is_active:
        raise LoginLinkError
    return link


def use_login_link(secret: str, *, now: datetime) -> User:
    """Spend a link and return its user. Raises LoginLinkError as `find_login_link` does. Two uses at once: one wins."""
    link = find_login_link(secret, now=now)
    if not LoginLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LoginLinkError
    return link.user


def forget_dead_links(now: datetime) -> int:
    """Remove what lets nobody in any more: links that ended a week ago, and sessions that ended; return how many rows."""
    links = LoginLink.objects.filter(expires_at__lt=now - timedelta(days=7)).delete()[0]
    return links + Session.objects.filter(expire_date__lt=now).delete()[0]


def knows_browser(link: LoginLink, mark: str) -> bool:
    """Whether a link may be used in the browser with this mark without a question: it was asked there, or in a terminal."""
    return not link.asked_in_hash or (bool(mark) and link.asked_in_hash == hashed(mark))
