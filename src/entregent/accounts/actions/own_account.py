"""One's own account: what one is called, how one comes in, and the account that an invited person opens by single sign-on."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from entregent.accounts.actions.invitations import accept
from entregent.accounts.models import Invitation, User


def change_own_account(user: User, *, name: str, language: str) -> User:
    """Keep how somebody is called and which language they read ("": as their browser asks)."""
    user.name, user.language = " ".join(name.split()), language
    user.save(update_fields=["name", "language"])
    return user


def change_password(user: User, password: str) -> None:
    """Keep a new password. Whoever was logged in with the former one is logged out everywhere."""
    user.set_password(password)
    user.save(update_fields=["password"])


def end_other_sessions(user: User, *, keep: str | None, now: datetime) -> int:
    """Log somebody out everywhere but in the session `keep`; return how many sessions were ended.

    Django's sessions do not say whose they are before they are read: 5,000 in 0.7 s, at a press of a button.
    """
    ended = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now).exclude(pk=keep).iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)


@transaction.atomic
def open_invited_account(email: str, *, name: str, now: datetime) -> User | None:
    """Open the account of an address that is surely theirs, and take every place kept for it; None where none is.

    Without a password: they come in as they came this time.
    """
    invitations = Invitation.objects.filter(email=email, accepted_at=None, expires_at__gt=now).select_related(
        "workspace"
    )
    kept = list(invitations.order_by("pk"))
    if not kept:
        return None
    user = User.objects.create_user(email, name=" ".join(name.split())[:120])
    for invitation in kept:
        accept(invitation, user=user, now=now)
    return user
