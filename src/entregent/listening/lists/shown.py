"""What the pages of an import show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from entregent.jobs.backend import workspace_scope
from entregent.jobs.selectors import failed_jobs, worker_is_alive
from entregent.listening.list_models import Import, ImportLine
from entregent.listening.lists.forms import ColumnsForm, Shown
from entregent.listening.lists.reading import Counts, counts_of, lines_of
from entregent.listening.lists.taking import take_on
from entregent.listening.lists.wording import FORMS, SEPARATORS, VERDICTS, Said

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what becomes of it, in words."""

    line: ImportLine
    said: Said


@dataclass(frozen=True, slots=True)
class Filter:
    """A verdict that some lines have, and how many."""

    name: str
    said: Said
    count: int
    query: str
    is_chosen: bool


def preview(one: Import, shown: Shown) -> dict[str, Any]:
    """A list that was not confirmed yet."""
    form = ColumnsForm(one=one) if one.columns else None
    return _lines(one, shown) | {
        "form_name": FORMS[one.form],
        "separator": SEPARATORS.get(one.columns["separator"]) if one.columns else "",
        "columns": form,
    }


def progress(one: Import, shown: Shown, *, now: datetime) -> dict[str, Any]:
    """A list that is being taken in, was taken in, or was undone."""
    if one.state == Import.State.RUNNING:
        mine = {"args": [one.pk], "kwargs": {}}
        jobs = failed_jobs(workspace_scope(one.workspace_id)).filter(task=take_on.module_path)
        has_failed = any(job.arguments == mine for job in jobs)
        percent = one.taken * 100 // max(one.chosen, 1)
        return {"one": one, "percent": percent, "has_worker": worker_is_alive(now), "has_failed": has_failed}
    return _lines(one, shown) | {"gone_before": one.taken - one.begun}


def _lines(one: Import, shown: Shown) -> dict[str, Any]:
    counts = counts_of(one)
    found: Page[ImportLine] = Paginator(lines_of(one, verdict=shown.verdict, words=shown.words), PER_PAGE).get_page(
        shown.page
    )
    return {
        "one": one,
        "shown": shown,
        "counts": counts,
        "filters": _filters(counts, shown),
        "page": found,
        "lines": [Line(line, VERDICTS[line.verdict]) for line in found],
        "has_takeable": any(line.is_takeable() for line in found),
    }


def _filters(counts: Counts, shown: Shown) -> list[Filter]:
    return [
        Filter(name, said, counts.of[name], Shown(name, shown.words).query(), name == shown.verdict)
        for name, said in VERDICTS.items()
        if counts.of[name]
    ]
