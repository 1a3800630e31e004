"""Outlets and tags by their names, many at once; those unknown are made."""

from collections.abc import Iterable

from entregent.accounts.models import Workspace
from entregent.contacts.models import Outlet, Tag
from entregent.core.text import fold


def outlets_named(workspace: Workspace, names: Iterable[str]) -> dict[str, Outlet]:
    """Outlets by their folded name."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(name)[:400], name)
    found = Outlet.objects.filter(workspace=workspace, folded__in=wanted).order_by("-pk")
    known = {outlet.folded: outlet for outlet in found}
    fresh = [Outlet(workspace=workspace, name=name, folded=one) for one, name in wanted.items() if one not in known]
    return known | {outlet.folded: outlet for outlet in Outlet.objects.bulk_create(fresh, batch_size=200)}


def tags_named(workspace: Workspace, names: Iterable[str]) -> dict[str, Tag]:
    """Tags by their folded name."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(name)[:80], name)
    fresh = [Tag(workspace=workspace, name=name, folded=one) for one, name in sorted(wanted.items())]
    Tag.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
    return {tag.folded: tag for tag in Tag.objects.filter(workspace=workspace, folded__in=wanted)}
