"""Links that log one user in, once."""

from datetime import datetime, timedelta

from entregent.accounts.actions.secrets import hashed, new_secret
from entregent.accounts.errors import LoginLinkError
from entregent.accounts.models import LoginLink, User

LINK_LIFE = timedelta(hours=24)


def make_login_link(user: User, *, now: datetime) -> str:
    """Return the secret of a new link that logs this user in once within a day."""
    secret = new_secret()
    LoginLink.objects.create(user=user, secret_hash=hashed(secret), expires_at=now + LINK_LIFE)
    return secret


def use_login_link(secret: str, *, now: datetime) -> User:
    """Spend a link and return its user.

    Raises LoginLinkError when it is unknown, used, expired, or its user has left. Two uses at once: one wins.
    """
    link = LoginLink.objects.select_related("user").filter(secret_hash=hashed(secret)).first()
    if link is None or not link.is_usable(now) or not link.user.is_active:
        raise LoginLinkError
    if not LoginLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LoginLinkError
    return link.user
