"""Views of the inbox are kept, renamed, removed and brought back; their feeds opened and closed; what they show taken away."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entregent.accounts.models import Membership, Workspace
from entregent.accounts.open_addresses import is_given, number_in, secret_for, seldom
from entregent.accounts.permissions import Permission, require
from entregent.contacts.guard import guard
from entregent.history.actions import record
from entregent.watches.view_models import SavedView


@transaction.atomic
def keep_view(workspace: Workspace, *, name: str, query: str, by: Membership, for_team: bool) -> SavedView:
    """Give filters a name; a name that one had before gets these filters.

    Raises NotAllowedError for a view of the team; DossierError for a name that judges people.
    """
    guard(name=name)
    if for_team:
        require(by.user, workspace, Permission.LISTEN)
    owner = None if for_team else by
    named = SavedView.objects.filter(workspace=workspace, member=owner, name=name.strip()[:80], removed_at=None).first()
    view = named or SavedView(workspace=workspace, member=owner, name=name.strip()[:80], created_by=by.user)
    view.query = query[:1000]
    view.save()
    record("watches.view_kept", by=by.user, workspace=workspace, about=view)
    return view


@transaction.atomic
def rename_view(view: SavedView, *, name: str, by: Membership) -> SavedView:
    """Raises NotAllowedError, DossierError."""
    _require(view, by)
    guard(name=name)
    view.name = name.strip()[:80]
    view.save(update_fields=["name"])
    record("watches.view_renamed", by=by.user, workspace=view.workspace, about=view)
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: Membership, now: datetime) -> SavedView:
    """Take a view away; its feed answers nobody until it is brought back. Raises NotAllowedError."""
    _require(view, by)
    view.removed_at = now
    view.save(update_fields=["removed_at"])
    record("watches.view_removed", by=by.user, workspace=view.workspace, about=view)
    return view


@transaction.atomic
def restore_view(view: SavedView, *, by: Membership) -> SavedView:
    """Raises NotAllowedError."""
    _require(view, by)
    view.removed_at = None
    view.save(update_fields=["removed_at"])
    record("watches.view_restored", by=by.user, workspace=view.workspace, about=view)
    return view


@transaction.atomic
def open_feed(view: SavedView, *, by: Membership, now: datetime) -> SavedView:
    """Give the view a secret address; where it has one, another, and the former opens nothing any more. Raises NotAllowedError."""
    _require(view, by)
    require(by.user, view.workspace, Permission.LISTEN)
    view.feed_nonce, view.feed_for = secrets.token_urlsafe(32), by
    view.feed_opened_at, view.feed_asked_at = now, None
    view.save(update_fields=["feed_nonce", "feed_for", "feed_opened_at", "feed_asked_at"])
    record("watches.feed_opened", by=by.user, workspace=view.workspace, about=view)
    return view


@transaction.atomic
def close_feed(view: SavedView, *, by: Membership) -> SavedView:
    """Raises NotAllowedError."""
    _require(view, by)
    if view.has_feed:
        view.feed_nonce, view.feed_for = "", None
        view.save(update_fields=["feed_nonce", "feed_for"])
        record("watches.feed_closed", by=by.user, workspace=view.workspace, about=view)
    return view


def note_export(workspace: Workspace, *, by: Membership, query: str) -> None:
    """Keep in the history that somebody took mentions away as a file."""
    record("watches.exported", by=by.user, workspace=workspace, query=query[:200])


def feed_secret_of(view: SavedView) -> str:
    """What ends the address of its feed: a number, and a signature that no copy of the database holds."""
    return secret_for("entregent.watches.feed", view.pk, f"{view.pk}:{view.feed_nonce}")


def feed_at(secret: str) -> SavedView | None:
    """The view whose feed this secret opens; None for one never given, renewed, closed, or whose member left."""
    kept = SavedView.objects.filter(removed_at=None, feed_for__user__is_active=True).exclude(feed_nonce="")
    view = kept.select_related("workspace", "feed_for__user").filter(pk=number_in(secret)).first()
    return view if view is not None and is_given(secret, feed_secret_of(view)) else None


def note_feed_asked(view: SavedView, *, now: datetime) -> None:
    """Remember, to the hour, that somebody asked for it: whoever wants to close it sees whether it is read."""
    SavedView.objects.filter(seldom("feed_asked_at", now), pk=view.pk).update(feed_asked_at=now)


def views_for(member: Membership) -> "list[SavedView]":
    """What a member sees beside the inbox: their own views, then those of the team, by name."""
    theirs = SavedView.objects.filter(Q(member=member) | Q(member=None), workspace=member.workspace, removed_at=None)
    return sorted(theirs, key=lambda view: (view.member_id is None, view.name.casefold(), view.pk))


def _require(view: SavedView, by: Membership) -> None:
    """One's own views are one's own; those of the team are of whoever deals with mentions."""
    if view.member_id is None:
        require(by.user, view.workspace, Permission.LISTEN)
    elif view.member_id != by.pk:
        raise ValueError(view.pk)
