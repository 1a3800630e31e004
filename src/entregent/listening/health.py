"""How a source is, and how often it publishes, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.listening.models import Reading, Source
from entregent.listening.wording import trouble_sentence
from entregent.ui.templatetags.ui import since

ENOUGH = 4  # posts from which a rhythm is told
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """look: class of the state; more: what follows it in small, "" for nothing."""

    look: str
    icon: str
    said: str
    more: str = ""


def health_of(source: Source) -> Health:
    """Return how a source is: read, in trouble and why, ended, or not read yet; with its last success and its next reading."""
    read = _("last read %(when)s") % {"when": since(source.last_success_at)} if source.last_success_at else ""
    waits = source.next_read_at <= timezone.now()
    following = _("about to be read") if waits else _("next reading %(when)s") % {"when": since(source.next_read_at)}
    if source.ended_at:
        return Health("is-blocked", "ban", trouble_sentence(source.trouble) or _("The source has ended."), read)
    if source.trouble:
        often = ngettext("%(count)d failure in a row", "%(count)d failures in a row", source.failures)
        more = [often % {"count": source.failures}, read or _("never read yet"), following]
        return Health("is-late", "alert-triangle", trouble_sentence(source.trouble), " · ".join(more))
    if source.last_success_at:
        when = since(source.last_success_at)
        return Health("is-good", "check", _("read %(when)s") % {"when": when}, following)
    return Health("", "hourglass", _("not read yet"), following)


def outcome_of(reading: Reading) -> str:
    """Return what came of a reading, in words."""
    if reading.outcome == Reading.Outcome.FAILED:
        return trouble_sentence(reading.trouble)
    said = []
    if reading.new_posts:
        said.append(
            ngettext("%(count)d new post", "%(count)d new posts", reading.new_posts) % {"count": reading.new_posts}
        )
    if reading.edited_posts:
        said.append(
            ngettext("%(count)d edited", "%(count)d edited", reading.edited_posts) % {"count": reading.edited_posts}
        )
    if reading.removed_posts:
        said.append(
            ngettext("%(count)d taken away", "%(count)d taken away", reading.removed_posts)
            % {"count": reading.removed_posts}
        )
    return ", ".join(said) or _("Nothing new.")


def rhythm_of(dates: Sequence[int], now: datetime) -> str:
    """Say how often a source publishes. dates: of its last posts, in seconds since 1970; "" where they are too few to tell."""
    known = sorted(datetime.fromtimestamp(one, UTC) for one in dates)
    if len(known) < ENOUGH:
        return ""
    gaps = sorted(later - earlier for earlier, later in pairwise(known))
    gap = (gaps[len(gaps) // 2] + (known[-1] - known[0]) / len(gaps)) / 2
    silence = now - known[-1]
    usual = _usually(gap / DAY)
    if silence > max(4 * gap, 14 * DAY):
        return _("%(usual)s, but nothing since %(when)s") % {"usual": usual, "when": since(known[-1])}
    return usual


def _usually(days: float) -> str:
    """days: between two posts."""
    if days <= 0.4:
        return _("several times a day")
    if days <= 1.4:
        return _("about once a day")
    if days <= 5:
        times = max(2, round(7 / days))
        return ngettext("about %(times)d time a week", "about %(times)d times a week", times) % {"times": times}
    for most, said in ((10, _("about once a week")), (21, _("about twice a month")), (45, _("about once a month"))):
        if days <= most:
            return said
    return _("every few months") if days <= 150 else _("once or twice a year")
