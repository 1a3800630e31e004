"""Outlets and tags by their names, many at once; those unknown are made."""

from collections.abc import Iterable

from entregent.accounts.models import Workspace
from entregent.contacts.models import Outlet, Tag
from entregent.core.text import fold
from entregent.jobs.rows import insert_rows


def outlets_named(workspace: Workspace, names: Iterable[str]) -> dict[str, int]:
    """Numbers of outlets by their folded name."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(name)[:400], name)
    found = Outlet.objects.filter(workspace=workspace, folded__in=wanted).order_by("-pk")
    known = dict(found.values_list("folded", "pk"))
    fresh = [{"workspace_id": workspace.pk, "name": wanted[one], "folded": one} for one in wanted if one not in known]
    return known | {str(row["folded"]): pk for row, pk in zip(fresh, insert_rows(Outlet, fresh), strict=True)}


def tags_named(workspace: Workspace, names: Iterable[str]) -> dict[str, int]:
    """Numbers of tags by their folded name."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(name)[:80], name)
    fresh = [Tag(workspace=workspace, name=name, folded=one) for one, name in sorted(wanted.items())]
    Tag.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
    return dict(Tag.objects.filter(workspace=workspace, folded__in=wanted).values_list("folded", "pk"))
