"""From which region a source speaks: what it says of itself, unless the team knows better. Unknown is an answer."""

from functools import cache
from importlib.resources import files

from django.db.models import Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.core.text.places import infer_region
from entregent.listening.models import Following, Source

NOWHERE = "-"  # the team says that it speaks from no region in particular
LONGEST = 500  # characters of evidence


def news_of_region(source: Source, *, title: str, about: str) -> dict[str, object]:
    """Return the columns of a source whose title or description a reading gave; its region is told anew when they changed."""
    if (title, about) == (source.title, source.about) and (source.region_how or not about):
        return {"about": about}
    place = infer_region(about, "") or infer_region(title, "")
    return {
        "about": about,
        "region": place.region_code if place else "",
        "region_how": place.how if place else "",
        "region_evidence": place.evidence[:LONGEST] if place else "",
    }


def speaks_from(workspace: Workspace, code: str, *, source: str = "") -> Q:
    """Rows whose source speaks from this region, as the team of the workspace declares it, else as it is inferred.

    source: how the source is reached from the rows, with "__" at its end; "" where they are sources.
    """
    declared = declared_regions(workspace).values("source")
    of_team = Q(**{f"{source}pk__in": declared.filter(region=code)})
    return of_team | (Q(**{f"{source}region": code}) & ~Q(**{f"{source}pk__in": declared}))


def declared_regions(workspace: Workspace) -> QuerySet[Following]:
    """The followings of which the team says from where their source speaks: few, and found by an index of them alone."""
    return Following.objects.filter(workspace=workspace).exclude(region="")


@cache
def region_names() -> dict[str, str]:
    """The names of the regions of France by their code, as INSEE has them, in alphabetical order of the code."""
    table = files("entregent.core.text").joinpath("data/regions.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line)
    return {row[0]: row[1] for row in rows}


def region_name(code: str) -> str:
    return region_names().get(code, code)
