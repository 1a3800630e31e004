"""What `entregent listen` found: two tables and the failures, or JSON."""

import json
from collections.abc import Sequence
from typing import Any

import click
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from entregent.accounts.models import Workspace
from entregent.cli.words import gettext as _
from entregent.cli.words import ngettext
from entregent.discovery.selectors import Voice, voices_of
from entregent.listening.models import Post
from entregent.watches.models import Catch, Watch
from entregent.watches.selectors import catches_heard

AROUND = 60  # characters shown on each side of what was caught


def print_report(
    workspace: Workspace, watches: list[Watch], *, failures: list[tuple[str, str]], as_json: bool, most: int
) -> None:
    """Print mentions and voices of each watch, then what could not be read."""
    found = [(watch, catches_heard(watch), voices_of(watch)) for watch in watches]
    if as_json:
        rows = [
            _as_json(watch, list(mentions[:most]), mentions.count(), voices[:most]) for watch, mentions, voices in found
        ]
        failed = [{"source": source, "reason": reason} for source, reason in failures]
        click.echo(json.dumps({"watches": rows, "failures": failed}, ensure_ascii=False, indent=2))
        return
    console = Console()
    for watch, mentions, voices in found:
        console.print(_mentions_table(watch, list(mentions[:most]), mentions.count()))
        console.print(_voices_table(watch, voices[:most], len(voices)))
    if failures:
        console.print(_failures_table(failures))


def _mentions_table(watch: Watch, mentions: list[Catch], total: int) -> Table:
    title = ngettext("%(count)d mention of %(watch)s", "%(count)d mentions of %(watch)s", total)
    table = Table(title=title % {"count": total, "watch": watch.query}, title_justify="left", expand=True)
    table.add_column(_("Date"), no_wrap=True)
    table.add_column(_("Who"), ratio=2)
    table.add_column(_("Post"), ratio=3)
    table.add_column(_("What was caught"), ratio=5)
    for mention in mentions:
        post = mention.post
        table.add_row(_date(post), post.author or str(post.source), post.heading(), _caught(mention))
    return table


def _voices_table(watch: Watch, voices: Sequence[Voice], total: int) -> Table:
    title = ngettext("%(count)d voice on %(watch)s", "%(count)d voices on %(watch)s", total)
    table = Table(title=title % {"count": total, "watch": watch.query}, title_justify="left", expand=True)
    table.add_column("", justify="right")
    table.add_column(_("Voice"), ratio=2)
    table.add_column(_("On the theme"), ratio=2)
    table.add_column(_("Best posts"), ratio=5)
    for rank, voice in enumerate(voices, 1):
        proofs = "\n".join(f"{_date(proof.post)} {proof.post.heading()}" for proof in voice.proofs)
        table.add_row(str(rank), voice.name, _reason(voice), proofs)
    return table


def _failures_table(failures: list[tuple[str, str]]) -> Table:
    title = ngettext("%(count)d feed could not be read", "%(count)d feeds could not be read", len(failures))
    table = Table(title=title % {"count": len(failures)}, title_justify="left", expand=True)
    table.add_column(_("Feed"), ratio=2)
    table.add_column(_("Why"), ratio=3)
    for source, reason in failures:
        table.add_row(source, reason)
    return table


def _reason(voice: Voice) -> str:
    posts = ngettext("%(count)d post", "%(count)d posts", voice.reasons.posts) % {"count": voice.reasons.posts}
    weeks = ngettext("in %(count)d week", "in %(count)d different weeks", voice.reasons.weeks) % {
        "count": voice.reasons.weeks
    }
    share = _("%(share)d %% of what they publish") % {"share": voice.share_percent}
    return f"{posts}, {weeks}\n{share}"


def _date(post: Post) -> str:
    return timezone.localtime(post.published_at).date().isoformat() if post.is_dated else _("undated")


def _caught(mention: Catch) -> str:
    """The words around the first match, in the text or else in the title."""
    spans, text = (
        (mention.body_marks, mention.post.text) if mention.body_spans else (mention.title_marks, mention.post.title)
    )
    if not spans:
        return text[: 2 * AROUND]
    start, end = max(spans[0].start - AROUND, 0), min(spans[0].end + AROUND, len(text))
    return f"{'…' if start else ''}{' '.join(text[start:end].split())}{'…' if end < len(text) else ''}"


def _as_json(watch: Watch, mentions: list[Catch], total: int, voices: Sequence[Voice]) -> dict[str, Any]:
    return {
        "watch": watch.query,
        "mention_count": total,
        "mentions": [_post(mention) | {"caught": _caught(mention)} for mention in mentions],
        "voices": [
            {
                "name": voice.name,
                "source": str(voice.source),
                "feed": voice.source.address,
                "posts": voice.reasons.posts,
                "weeks": voice.reasons.weeks,
                "share": round(voice.reasons.share, 4),
                "published": voice.reasons.activity.posts,
                "score": round(voice.reasons.score, 6),
                "best_posts": [_post(proof) for proof in voice.proofs],
            }
            for voice in voices
        ],
    }


def _post(mention: Catch) -> dict[str, str | None]:
    post = mention.post
    return {
        "title": post.heading(),
        "author": post.author,
        "source": str(post.source),
        "feed": post.source.address,
        "address": post.address,
        "published": post.published_at.isoformat() if post.is_dated else None,
    }
