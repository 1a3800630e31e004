"""What `entregent read` found: counts, and why some could not be read; or JSON."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from entregent.cli.words import gettext as _
from entregent.cli.words import ngettext
from entregent.listening.actions import SourceRead
from entregent.listening.models import Reading, Source

NAMED = 5  # sources named beside a reason


@dataclass(frozen=True, slots=True)
class Round:
    """Readings of about the same time.

    unread: sources that another process reads. reasons: by source, why it was not read. refused: addresses that are none, and why.
    """

    read: Sequence[SourceRead]
    unread: Sequence[Source]
    reasons: Mapping[int, str]
    refused: Sequence[tuple[str, str]]

    def totals(self) -> dict[str, int]:
        outcomes = [one.reading.outcome for one in self.read if one.error is None]
        failed = len(self.reasons) + len(self.refused)
        return {
            "sources": len(outcomes) + failed,
            "read": outcomes.count(Reading.Outcome.READ),
            "unchanged": outcomes.count(Reading.Outcome.UNCHANGED),
            "failed": failed,
            "new_posts": sum(one.reading.new_posts for one in self.read),
            "edited_posts": sum(one.reading.edited_posts for one in self.read),
        }

    def failures(self) -> dict[str, list[str]]:
        """The sources that could not be read, by reason, the most frequent first."""
        found: dict[str, list[str]] = defaultdict(list)
        for source in [*(one.source for one in self.read), *self.unread]:
            if source.pk in self.reasons:
                found[self.reasons[source.pk]].append(str(source))
        for address, reason in self.refused:
            found[reason].append(address)
        return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def print_round(done: Round, *, as_json: bool, on_one_line: bool) -> None:
    """Print what came of it. on_one_line: of the JSON, so that a program reads round after round."""
    if as_json:
        click.echo(json.dumps(_as_json(done), ensure_ascii=False, indent=None if on_one_line else 2))
        return
    console = Console()
    console.print(_counts(done.totals()))
    failures = done.failures()
    if failures:
        console.print(_reasons(failures))


def _counts(totals: Mapping[str, int]) -> Table:
    words = {
        "read": _("Read"),
        "unchanged": _("Unchanged since the last reading"),
        "failed": _("Could not be read"),
        "new_posts": _("New posts"),
        "edited_posts": _("Edited posts"),
    }
    title = ngettext("%(count)d source", "%(count)d sources", totals["sources"]) % {"count": totals["sources"]}
    table = Table(title=title, title_justify="left", show_header=False)
    for name, word in words.items():
        table.add_row(word, str(totals[name]))
    return table


def _reasons(failures: Mapping[str, Sequence[str]]) -> Table:
    table = Table(title=_("Why some could not be read"), title_justify="left")
    table.add_column(_("Why"), ratio=3)
    table.add_column("", justify="right")
    table.add_column(_("Which"), ratio=4)
    for reason, names in failures.items():
        more = len(names) - NAMED
        others = [ngettext("and %(count)d other", "and %(count)d others", more) % {"count": more}] if more > 0 else []
        table.add_row(reason, str(len(names)), "\n".join([*map(_shown, names[:NAMED]), *others]))
    return table


def _shown(name: str) -> str:
    """A name without what commands a terminal, or rich."""
    from rich.markup import escape

    return escape("".join(character for character in name if character.isprintable()))


def _as_json(done: Round) -> dict[str, Any]:
    rows = [
        {
            "source": str(one.source),
            "address": one.source.address,
            "outcome": one.reading.outcome,
            "new_posts": one.reading.new_posts,
            "edited_posts": one.reading.edited_posts,
            "removed_posts": one.reading.removed_posts,
            "reason": done.reasons.get(one.source.pk),
        }
        for one in done.read
    ]
    unread = [(str(source), source.address, done.reasons[source.pk]) for source in done.unread]
    refused = [(address, address, reason) for address, reason in done.refused]
    rows += [
        {"source": name, "address": address, "outcome": Reading.Outcome.FAILED.value, "new_posts": 0, "edited_posts": 0,
         "removed_posts": 0, "reason": reason}
        for name, address, reason in [*unread, *refused]
    ]  # fmt: skip
    return {"totals": done.totals(), "sources": rows}
