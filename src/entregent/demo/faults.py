"""What the real web does to feeds, done on purpose. One function a fault; the files of the sites name them."""

from collections.abc import Callable
from datetime import datetime

MONTHS = ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre").split()
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
FAULTS = frozenset(
    {
        "broken-dates", "relative-links", "truncated", "moved", "gone", "html-soup", "wrong-charset", "no-dates", "no-ids",
        "double-escaped", "unescaped-ampersands", "wrong-content-type", "no-titles", "leading-garbage",
    }
)  # fmt: skip


def broken_date(at: datetime, number: int) -> str:
    """A date as people write it, which no feed reader should have to guess."""
    french = f"{DAYS[at.weekday()]} {at.day} {MONTHS[at.month - 1]} {at.year}"
    return (french, f"le {at.day}/{at.month}", "Invalid Date")[number // 3 % 3]


def soup(html: str, home: str) -> str:
    """Markup of a word processor, unclosed, with a script and a tracking pixel."""
    spoilt = html.replace(
        "<p>", '<p class=MsoNormal style="margin:0cm"><span style=\'font-family:"Calibri"\'><o:p></o:p>'
    )
    spoilt = (
        spoilt.replace("</p>", "<br>").replace("<strong>", "<b><font color=red>").replace("</strong>", "</font></b>")
    )
    return f'{spoilt}<div><script>document.write("pub")</script><img src="{home}pixel.gif" width=1 height=1>'


def unescaped_ampersands(text: str) -> str:
    """No longer well-formed: a bare ampersand in every title, and an entity that XML does not know."""
    return text.replace("</title>", " & nous&nbsp;</title>")


def leading_garbage(text: str) -> str:
    """A byte-order mark and empty lines before the prolog, where XML allows nothing."""
    return f"\ufeff\n\n  {text}"


SPOILERS: dict[str, Callable[[str], str]] = {
    "unescaped-ampersands": unescaped_ampersands,
    "leading-garbage": leading_garbage,
}


def spoil(text: str, faults: tuple[str, ...]) -> bytes:
    """Spoil a rendered feed and encode it; `wrong-charset` says UTF-8 and sends windows-1252."""
    for fault in faults:
        text = SPOILERS.get(fault, str)(text)
    if "wrong-charset" in faults:
        plain = text.replace("\u202f", "\u00a0")  # windows-1252 has no narrow no-break space
        return plain.encode("windows-1252", "xmlcharrefreplace")
    return text.encode()
