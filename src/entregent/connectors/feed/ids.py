"""Dates that the fast reader, for want of better, read from the id of a post: an id of "42" becomes a day of the year 2042."""

import html
import re
from typing import Any

LONGEST_DATE = 40  # characters
DIGIT = re.compile(r"\d")
WORDS = re.compile(r"[^\W\d_]+")
# All the words that a date may hold: an id with any other is none, and need not be asked about, which takes 20 ms each.
DATE_WORDS = frozenset(
    WORDS.findall("""
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
        am pm a p st nd rd th t z h m s and at of on in the ago now today year years month months week weeks day days hour hours
        utc ut gmt wet west bst cet cest eet eest msk ist pst pdt mst mdt cst cdt est edt akst akdt hst
        aest aedt acst acdt awst nzst nzdt jst kst sgt
    """)
)


def drop_dates_read_from_ids(entries: list[Any]) -> None:
    """Take away the dates that the ids alone give: the reader is asked what it makes of them."""
    import fastfeedparser

    suspects = [entry for entry in entries if entry.get("published") and _may_be_a_date(str(entry.get("id") or ""))]
    if not suspects:
        return
    items = "".join(
        f"<item><title>t</title><pubDate>{html.escape(str(entry['id']))}</pubDate></item>" for entry in suspects
    )
    alone = fastfeedparser.parse(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode())
    for entry, asked in zip(suspects, alone.entries, strict=True):
        if entry["published"] == asked.get("published"):
            entry.pop("published")


def _may_be_a_date(identifier: str) -> bool:
    if len(identifier) > LONGEST_DATE or not identifier.isprintable() or not DIGIT.search(identifier):
        return False
    return DATE_WORDS.issuperset(WORDS.findall(identifier.lower()))
