"""Watches and trials, as tables or as JSON."""

import json

import click
from django.db.models import Count
from django.utils import timezone
from rich.console import Console
from rich.table import Table
from rich.text import Text

from entregent.accounts.models import Workspace
from entregent.cli.words import gettext as _
from entregent.core.matching.cautions import lint
from entregent.ui.dates import date_format
from entregent.watches.models import Catch, Watch
from entregent.watches.selectors import DAYS, Trial, kept_watches, try_watch
from entregent.watches.wording import KINDS, caution_sentence


def print_watches(workspace: Workspace, *, as_json: bool) -> None:
    """Every watch kept, by name."""
    watches = list(kept_watches(workspace))
    counted = Catch.objects.filter(watch__in=watches).order_by().values_list("watch").annotate(Count("pk"))
    counts: dict[int, int] = dict.fromkeys((one.pk for one in watches), 0) | dict(counted)
    if as_json:
        told = [
            {"id": one.pk, "name": one.name, "kind": one.kind, "query": one.query, "caught": counts[one.pk]}
            for one in watches
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not watches:
        click.echo(_("There is no watch yet: `entregent watch add QUERY` keeps one."))
        return
    table = Table(_("Name"), _("For"), _("Words to watch"), _("Caught"))
    for one in watches:
        table.add_row(Text(one.name), str(KINDS[Watch.Kind(one.kind)]), Text(one.query), str(counts[one.pk]))
    Console().print(table)


def print_trial(workspace: Workspace, query: str, *, as_json: bool) -> None:
    """What a query would have caught, what may not be meant, what could be left out. Raises WatchSyntaxError."""
    trial = try_watch(workspace, query, now=timezone.now())
    doubts = [caution_sentence(one) for one in lint(query)]
    if as_json:
        click.echo(json.dumps(_told(trial, doubts), ensure_ascii=False, indent=2))
        return
    sentence = _("In the last %(days)d days it would have caught %(caught)d of the %(asked)d posts heard.")
    click.echo(sentence % {"days": DAYS, "caught": trial.caught, "asked": trial.asked})
    for doubt in doubts:
        click.echo(f"  {doubt}")
    if trial.examples:
        table = Table(_("When"), _("Where"), _("Post"))
        for one in trial.examples:
            day = date_format(one.post.published_at, "SHORT_DATE_FORMAT")
            table.add_row(day, Text(str(one.post.source)), Text(one.post.heading()))
        Console().print(table)
    for cut in trial.cuts:
        click.echo(_("%(clause)s makes %(count)d of these.") % {"clause": cut.clause, "count": cut.proposal.takes})


def _told(trial: Trial, doubts: list[str]) -> dict[str, object]:
    return {
        "days": DAYS,
        "asked": trial.asked,
        "caught": trial.caught,
        "by_day": trial.by_day,
        "sources": [{"source": source, "caught": count} for source, count in trial.sources],
        "doubts": doubts,
        "proposals": [
            {"clause": cut.clause, "takes": cut.proposal.takes, "noise": cut.proposal.noise, "query": cut.query}
            for cut in trial.cuts
        ],
        "examples": [
            {"title": one.post.heading(), "address": one.post.address, "published": one.post.published_at.isoformat()}
            for one in trial.examples
        ],
    }
