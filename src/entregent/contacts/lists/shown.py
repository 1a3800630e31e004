"""What the pages of a list of people show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise

from entregent.contacts.actions.imports import judge_people
from entregent.contacts.list_models import ContactImport, ContactImportLine
from entregent.contacts.lists.forms import LayoutForm, Shown
from entregent.contacts.lists.guarding import judges
from entregent.contacts.lists.reading import Counts, counts_of, lines_of
from entregent.contacts.lists.taking import take_people
from entregent.contacts.lists.wording import BECAUSE, FORMS, VERDICTS, Said, left_out
from entregent.jobs.backend import workspace_scope
from entregent.jobs.selectors import failed_jobs, worker_is_alive

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what becomes of it, in words."""

    line: ContactImportLine
    said: Said
    because: Promise | str
    left_out: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A verdict that some lines have, and how many."""

    said: Said
    count: int
    query: str
    is_chosen: bool


def preview(one: ContactImport, shown: Shown) -> dict[str, Any]:
    """A list that was not confirmed yet."""
    form = LayoutForm(one=one)
    columns = list(form.columns())
    return _lines(one, shown) | {
        "form_name": FORMS[one.form],
        "layout": form,
        "columns": [column for column in columns if not column.is_left_out],
        "left_out": [column for column in columns if column.is_left_out],
        "judging": [head for head in (one.layout["heads"] if one.layout else ()) if judges(head)],
        "shortened": one.lines.filter(person__has_key="left_out").count(),
    }


def progress(one: ContactImport, shown: Shown, *, now: datetime) -> dict[str, Any]:
    """A list that is being judged or taken in, was taken in, or was undone."""
    if one.state in (ContactImport.State.RUNNING, ContactImport.State.READING):
        is_reading = one.state == ContactImport.State.READING
        done, of = (one.judged, one.to_judge) if is_reading else (one.taken, one.chosen)
        task = judge_people if is_reading else take_people
        jobs = failed_jobs(workspace_scope(one.workspace_id)).filter(task=task.module_path)
        return {
            "one": one,
            "done": done,
            "of": max(of, done),
            "percent": min(done * 100 // max(of, 1), 100),
            "has_worker": worker_is_alive(now),
            "has_failed": any(job.arguments == {"args": [one.pk], "kwargs": {}} for job in jobs),
        }
    return _lines(one, shown) | {"completed": one.taken - one.created}


def _lines(one: ContactImport, shown: Shown) -> dict[str, Any]:
    counts = counts_of(one)
    lines = lines_of(one, verdict=shown.verdict, words=shown.words).select_related("match", "contact")
    found: Page[ContactImportLine] = Paginator(lines, PER_PAGE).get_page(shown.page)
    return {
        "one": one,
        "shown": shown,
        "counts": counts,
        "filters": _filters(counts, shown),
        "page": found,
        "lines": [
            Line(line, VERDICTS[line.verdict], BECAUSE.get(line.because, ""), left_out(line.person)) for line in found
        ],
        "has_takeable": any(line.is_takeable() for line in found),
    }


def _filters(counts: Counts, shown: Shown) -> list[Filter]:
    return [
        Filter(said, counts.of[name], Shown(name, shown.words).query(), name == shown.verdict)
        for name, said in VERDICTS.items()
        if counts.of[name]
    ]
