"""What the inbox shows, as a table for spreadsheets and as a feed for readers."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entregent.accounts.models import Workspace
from entregent.ui.exports import csv_lines
from entregent.ui.quotes import excerpted
from entregent.watches.inbox import Filters, page_of
from entregent.watches.models import Mention, Sort, State
from entregent.watches.wording import SORTS, STATES

AT_ONCE = 500  # mentions
IN_FEED = 50
EXCERPT = 600  # characters


def as_csv(workspace: Workspace, filters: Filters) -> Iterator[str]:
    """Lines of a table, newest first, written as they are read."""
    heads = (
        pgettext("column", "Published"), pgettext("column", "Heard"), _("Title"), _("Author"), _("Source"), _("Address"),
        _("Language"), _("Sort"), _("Confirmed"), _("State"), _("Who has it"), _("To answer by"), _("Answered"),
        _("Answered where"), _("Watches"), _("Words"),
    )  # fmt: skip
    zone = ZoneInfo(workspace.time_zone)
    return csv_lines(heads, (_cells(mention, zone) for mention in all_of(workspace, filters)))


def all_of(workspace: Workspace, filters: Filters) -> Iterator[Mention]:
    """Every mention that the filters show, read by the page."""
    below = None
    while True:
        page = page_of(workspace, filters, below=below, limit=AT_ONCE)
        yield from page.mentions
        if (below := page.further) is None:
            return


def _cells(one: Mention, zone: ZoneInfo) -> tuple[str, ...]:
    post = one.post
    return (
        _moment(one.published_at if post.is_dated else None, zone), _moment(one.heard_at, zone), post.heading(), post.author,
        str(post.source), post.address, one.language, str(SORTS[Sort(one.sort)]) if one.sort else "",
        _("yes") if one.is_sort_confirmed else "", str(STATES[State(one.state)]), str(one.assignee or ""),
        _moment(one.due_at, zone), _moment(one.answered_at, zone), one.answer_address,
        ", ".join(watch.name for watch in one.watches), " ".join(post.text[:EXCERPT].split()),
    )  # fmt: skip


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def as_atom(workspace: Workspace, filters: Filters, *, title: str, link: str, address: str, language: str) -> str:
    """The newest as an Atom feed. link: of the inbox; address: of the feed itself. Entries lead to what was said, where it was."""
    feed = Atom1Feed(title, link=link, description=workspace.name, language=language, feed_url=address)
    for one in page_of(workspace, filters, limit=IN_FEED).mentions:
        post = one.post
        said = str(excerpted(post.text, one.body_marks, length=EXCERPT))
        feed.add_item(
            title=post.heading(), link=post.address or link, description=f"<p>{said}</p>",
            unique_id=f"{link}mentions/{one.pk}/", author_name=post.author or str(post.source),
            pubdate=one.published_at, updateddate=one.heard_at, categories=[watch.name for watch in one.watches],
        )  # fmt: skip
    return feed.writeString("utf-8")
