"""Watches are written, changed, removed and brought back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.core.matching import parse
from entregent.history.actions import record
from entregent.watches.actions.matching import newest
from entregent.watches.models import Catch, Mention, Watch


@transaction.atomic
def keep_watch(workspace: Workspace, *, name: str, query: str, by: Actor, kind: str = Watch.Kind.TOPIC) -> Watch:
    """Create a watch, which asks the past from the next matching on.

    Raises NotAllowedError, WatchSyntaxError when its query cannot be read.
    """
    require(by, workspace, Permission.LISTEN)
    parse(query)
    following, top = newest(workspace.pk)
    watch = Watch.objects.create(
        workspace=workspace,
        name=name.strip()[:120] or query.strip()[:120],
        query=query.strip(),
        kind=kind,
        asked_at=timezone.now(),
        followings_up_to=following,
        past_from=top,
        past_below=top,
    )
    record("watches.kept", by=by, workspace=workspace, about=watch, query=watch.query)
    return watch


@transaction.atomic
def change_watch(watch: Watch, *, name: str, query: str, by: Actor, kind: str = "") -> Watch:
    """Rename or rewrite a watch; what it caught is asked anew when its query changed. kind: as it was, unless given.

    Raises NotAllowedError, WatchSyntaxError.
    """
    require(by, watch.workspace, Permission.LISTEN)
    parse(query)
    watch.name, watch.kind = name.strip()[:120] or query.strip()[:120], kind or watch.kind
    changed, is_rewritten = ["name", "kind"], query.strip() != watch.query
    if is_rewritten:
        watch.query, watch.asked_at = query.strip(), timezone.now()
        watch.followings_up_to, watch.past_from = newest(watch.workspace_id)
        watch.past_below = watch.past_from
        changed += ["query", "asked_at", "followings_up_to", "past_from", "past_below"]
    watch.save(update_fields=changed)
    if is_rewritten:
        _forget_catches(watch)
    record("watches.changed", by=by, workspace=watch.workspace, about=watch, query=watch.query)
    return watch


def _forget_catches(watch: Watch) -> None:
    """Forget what a watch caught. Mentions that nobody has worked on go with it, unless another watch caught them too."""
    others = Catch.objects.filter(mention=OuterRef("pk")).exclude(watch=watch)
    own = Mention.objects.filter(catches__watch=watch, touched_at=None)
    own.filter(~Exists(others)).delete()
    watch.catches.all().delete()


@transaction.atomic
def remove_watch(watch: Watch, *, by: Actor, now: datetime) -> None:
    """Put a watch away; `restore_watch` brings it back with all it caught. Raises NotAllowedError."""
    require(by, watch.workspace, Permission.LISTEN)
    watch.removed_at = now
    watch.save(update_fields=["removed_at"])
    record("watches.removed", by=by, workspace=watch.workspace, about=watch)


@transaction.atomic
def restore_watch(watch: Watch, *, by: Actor) -> None:
    """Bring a watch back. Raises NotAllowedError."""
    require(by, watch.workspace, Permission.LISTEN)
    watch.removed_at = None
    watch.save(update_fields=["removed_at"])
    record("watches.restored", by=by, workspace=watch.workspace, about=watch)
