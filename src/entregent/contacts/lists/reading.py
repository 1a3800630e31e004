"""Reads of lists of people that were brought in."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.contacts.list_models import ContactImport, ContactImportLine, PeopleLineQuerySet

Verdict = ContactImportLine.Verdict


def imports_of(workspace: Workspace) -> QuerySet[ContactImport]:
    """The last first; without what was uploaded."""
    lists = ContactImport.objects.filter(workspace=workspace)
    return lists.select_related("by", "workspace").defer("content").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines of a list, in all, by verdict (every one of them is there), and those that were chosen."""

    total: int
    of: dict[str, int]
    chosen: int


def counts_of(one: ContactImport) -> Counts:
    counted = one.lines.order_by().values_list("verdict")
    rows = counted.annotate(n=Count("pk"), chosen=Count("pk", filter=Q(is_chosen=True)))
    found = {verdict: (n, chosen) for verdict, n, chosen in rows}
    of = {verdict.value: found.get(verdict, (0, 0))[0] for verdict in Verdict}
    return Counts(sum(of.values()), of, sum(chosen for _, chosen in found.values()))


def lines_of(one: ContactImport, *, verdict: str = "", words: str = "") -> PeopleLineQuerySet:
    """Lines in their order. words: that the name or what they say holds."""
    lines = ContactImportLine.objects.filter(of_import=one).order_by("number")
    if verdict:
        lines = lines.filter(verdict=verdict)
    return lines.filter(Q(name__icontains=words) | Q(says__icontains=words)) if words else lines
