"""Reads of lists that were brought in, and of the sources that a list holds when it is put out."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.listening.list_models import Import, ImportLine, LineQuerySet
from entregent.listening.models import Following, Source

Verdict = ImportLine.Verdict
REFUSED = (Verdict.BAD_ADDRESS, Verdict.PRIVATE_ADDRESS, Verdict.TOO_LONG)


def imports_of(workspace: Workspace) -> QuerySet[Import]:
    """The last first; without what was uploaded."""
    return Import.objects.filter(workspace=workspace).select_related("by").defer("content").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines of a list, in all, by verdict (every one of them is there), and those that were chosen."""

    total: int
    of: dict[str, int]
    chosen: int

    @property
    def refused(self) -> int:
        return sum(self.of[verdict] for verdict in REFUSED)


def counts_of(one: Import) -> Counts:
    rows = (
        one.lines.order_by()
        .values_list("verdict")
        .annotate(n=Count("pk"), chosen=Count("pk", filter=Q(is_chosen=True)))
    )
    found = {verdict: (n, chosen) for verdict, n, chosen in rows}
    of = {verdict.value: found.get(verdict, (0, 0))[0] for verdict in Verdict}
    return Counts(sum(of.values()), of, sum(chosen for _, chosen in found.values()))


def lines_of(one: Import, *, verdict: str = "", words: str = "") -> LineQuerySet:
    """Lines in their order. words: that the title or the address holds."""
    lines = ImportLine.objects.filter(of_import=one).order_by("number")
    if verdict:
        lines = lines.filter(verdict=verdict)
    return lines.filter(Q(title__icontains=words) | Q(address__icontains=words)) if words else lines


def listed_sources(workspace: Workspace) -> QuerySet[Source]:
    """What a list of the workspace's sources holds, by title."""
    followed = Following.objects.filter(workspace=workspace, ended_at=None).values("source")
    return Source.objects.filter(pk__in=followed).order_by("title", "address", "pk")
