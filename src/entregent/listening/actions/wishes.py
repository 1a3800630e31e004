"""A team wishes how the posts of a source are read."""

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record
from entregent.listening.full_text import settle_full_text
from entregent.listening.models import Following, FullText, Source


class UnknownWishError(ValueError):
    """Neither always, nor never, nor where the text breaks off."""


@transaction.atomic
def wish_full_text(workspace: Workspace, *, source: Source, wish: str, by: Actor) -> None:
    """Note how this workspace wishes the posts of the source to be read, from the next reading on. wish: as `FullText`.

    Raises NotAllowedError, UnknownWishError, Following.DoesNotExist (it never listened to it).
    """
    require(by, workspace, Permission.LISTEN)
    if wish not in FullText.values:
        raise UnknownWishError(wish)
    Source.objects.select_for_update().get(pk=source.pk)  # two teams may wish at once
    following = Following.objects.get(workspace=workspace, source=source)
    if following.full_text == wish:
        return
    following.full_text = wish
    following.save(update_fields=["full_text"])
    settle_full_text(Following.objects.filter(pk=following.pk))
    if wish == FullText.ON:
        record("listening.full_text_always", by=by, workspace=workspace, about=source)
    elif wish == FullText.OFF:
        record("listening.full_text_never", by=by, workspace=workspace, about=source)
    else:
        record("listening.full_text_told", by=by, workspace=workspace, about=source)
