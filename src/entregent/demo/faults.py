"""What the real web does to feeds, done on purpose. One pure function a fault, named as in the files of the sites.

`gone`, `moved` and `wrong-content-type` are no matter of content: the server and the feeds ask for them by name.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import escape, unescape

EXCERPT = 280  # characters of a truncated text
TAG = re.compile(r"<[^>]+>")
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


@dataclass(frozen=True, slots=True)
class Item:
    """A post as its feed is going to say it.

    number: place of the post in the file of its site, the same every day. date: a text when it is written as no
    feed should, "" when there is none. id, title and author: "" when there is none.
    """

    number: int
    id: str
    title: str
    address: str
    author: str
    day: date
    date: datetime | str
    tags: tuple[str, ...]
    html: str


def french_day(day: date) -> str:
    """A day as French people write it, without the name of the day: 14 janvier 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def broken_dates(item: Item, _home: str) -> Item:
    """Write one date in three as no reader should have to guess: in French, without the year, or not at all."""
    if item.number % 3:
        return item
    day = item.day
    spellings = (f"{DAYS[day.weekday()]} {french_day(day)}", f"le {day.day}/{day.month}", "Invalid Date")
    return replace(item, date=spellings[item.number // 3 % len(spellings)])


def no_dates(item: Item, _home: str) -> Item:
    return replace(item, date="")


def no_ids(item: Item, _home: str) -> Item:
    return replace(item, id="")


def no_titles(item: Item, _home: str) -> Item:
    return replace(item, title="")


def double_escaped(item: Item, _home: str) -> Item:
    """Escape the title for HTML before the feed escapes it for XML: readers show L&#8217;été."""
    return replace(item, title=escape(item.title, quote=False).encode("ascii", "xmlcharrefreplace").decode())


def relative_links(item: Item, home: str) -> Item:
    """Write the site's own addresses from its root."""
    return replace(item, address=item.address.replace(home, "/"), html=item.html.replace(home, "/"))


def truncated(item: Item, _home: str) -> Item:
    """Cut the text as many blogs do, in the middle of a thought."""
    text = unescape(TAG.sub("", item.html)).strip()
    if len(text) <= EXCERPT:
        return item
    return replace(item, html=f"<p>{escape(text[:EXCERPT].rsplit(' ', 1)[0])} […]</p>")


def html_soup(item: Item, home: str) -> Item:
    """Markup of a word processor, unclosed, with a script and a tracking pixel."""
    paragraph = '<p class=MsoNormal style="margin:0cm"><span style=\'font-family:"Calibri"\'><o:p></o:p>'
    spoilt = item.html.replace("<p>", paragraph).replace("</p>", "<br>")
    spoilt = spoilt.replace("<strong>", "<b><font color=red>").replace("</strong>", "</font></b>")
    word = "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"
    spy = f'<div><script>document.write("pub")</script><img src="{home}pixel.gif" width=1 height=1>'
    return replace(item, html=word + spoilt + spy)


def unescaped_ampersands(text: str) -> str:
    """No longer well-formed: bare ampersands, and an entity that XML does not know."""
    bare = text.replace("&amp;", "&")
    return bare.replace("</description>", " Météo & petites annonces&nbsp;: tous les jours.</description>", 1)


def leading_garbage(text: str) -> str:
    """A byte-order mark and empty lines before the prolog, where XML allows nothing."""
    return f"\ufeff\n\n  {text}"


def wrong_charset(text: str) -> bytes:
    """Encode as windows-1252 a feed whose prolog says UTF-8."""
    plain = text.replace("\u202f", "\u00a0")  # windows-1252 has no narrow no-break space
    return plain.encode("windows-1252", "xmlcharrefreplace")


# In the order in which they are applied, whatever the file says.
ON_ITEMS: dict[str, Callable[[Item, str], Item]] = {
    "broken-dates": broken_dates,
    "no-dates": no_dates,
    "no-ids": no_ids,
    "no-titles": no_titles,
    "double-escaped": double_escaped,
    "truncated": truncated,
    "html-soup": html_soup,
    "relative-links": relative_links,
}
ON_TEXTS: dict[str, Callable[[str], str]] = {
    "unescaped-ampersands": unescaped_ampersands,
    "leading-garbage": leading_garbage,
}
FAULTS = frozenset({*ON_ITEMS, *ON_TEXTS, "wrong-charset", "wrong-content-type", "moved", "gone"})


def spoil_item(item: Item, faults: Iterable[str], *, home: str) -> Item:
    """Spoil a post before it is rendered. home: address of its site."""
    named = set(faults)
    for name, spoil in ON_ITEMS.items():
        if name in named:
            item = spoil(item, home)
    return item


def spoil_text(text: str, faults: Iterable[str]) -> bytes:
    """Spoil a rendered feed, and encode it."""
    named = set(faults)
    for name, spoil in ON_TEXTS.items():
        if name in named:
            text = spoil(text)
    return wrong_charset(text) if "wrong-charset" in named else text.encode()
