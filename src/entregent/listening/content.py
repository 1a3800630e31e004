"""What is kept of a post as its source gave it: harmless, without trackers, prepared for finding. Pure."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

from entregent.connectors.content import HREF, cleaned
from entregent.connectors.contract import FetchedPost
from entregent.core.text import canonical_address, identify_language, page_key
from entregent.core.text.word_list import word_list
from entregent.listening.search.cutting import indexed

EMPTY_LINK = re.compile(r"<a [^<>]*>\s*</a>")  # what is left of a tracking picture, or of « share this »
TRACKED = re.compile(
    r"utm_|clid=|xtor=|mc_[ce]id=|[?;&](?:at|mtm|pk|hsa|_hs\w*|igsh\w*|srsltid|mkt_tok|wt_zmc|cmpid|s_cid|ref_src)[_=]"
)
ODD = re.compile(r"[^a-z0-9/._~:-]|/\.|\.[/:]")  # an address that needs a closer look to be compared
MOST_LINKS = 200  # of a post; beyond, it is a list of links
# Small words that one language alone has, or nearly: enough different ones confirm that a text is in the language expected of it.
TELLING = {
    "fr": word_list(
        """dans avec pour une est sont nous vous cette mais qui aux même aussi ces leur leurs elle ont été être où très donc sans
        chez comme les des pas sur plus"""
    ),
    "en": word_list(
        """the and for that with this are was you from have not but they which their has will can been were would there about
        your what when"""
    ),
}
ENOUGH = 5
GLANCE = 800  # characters looked through for them
READ = 1200  # characters that tell it when nothing was expected, or something else
# A text that repeats another shares runs of terms with it. Few of them find it: those that begin with a term of seven letters, one
# in ten, and of these one in two; the eight least of all where a text is too short to have as many.
RUN, ANCHOR, EVERY, FEWEST, MOST_MARKS = 4, 7, 2, 8, 200
SHORTEST = 12  # terms, some 25 words: below, two people may write the same


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a post as they are kept. pieces: the text, cut at its white space."""

    html: str
    text: str
    pieces: list[str]
    links: list[str]
    digest: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is told from the words of a post. marks: numbers of 32 bits by which a text that repeats it is found."""

    language: str
    title_terms: str
    body_terms: str
    marks: frozenset[int]


def kept_content(title: str, markup: str, *, base: str) -> Content:
    """Return the content without scripts, pictures, trackers and links that lead nowhere. base: the page it stands on."""
    clean = cleaned(storable(markup), base=base)
    safe, links = clean.html, clean.links
    if links and ("></a>" in safe or "> </a>" in safe or _may_be_tracked(" ".join(links))):
        safe = HREF.sub(_untracked, EMPTY_LINK.sub("", safe))
        links = tuple(dict.fromkeys(html.unescape(link) for link in HREF.findall(safe)))
    kept = list(links[:MOST_LINKS])
    pieces = clean.text.split()
    return Content(safe, clean.text, pieces, kept, _digest(title, " ".join(pieces), kept))


def _may_be_tracked(links: str) -> bool:
    """As TRACKED would say; most addresses hold nothing of the sort, which is seen at a glance."""
    return any(sign in links for sign in ("=", "?", "&", ";", "utm_")) and TRACKED.search(links) is not None


def _untracked(found: re.Match[str]) -> str:
    address = html.unescape(found[1])
    if not TRACKED.search(address):
        return found[0]
    return f'<a href="{html.escape(canonical_address(address) or address)}"'


def content_digest(title: str, text: str, links: list[str]) -> int:
    """Return a number that changes when words or links do, not with white space, trackers or the look."""
    return _digest(title, " ".join(text.split()), links)


def _digest(title: str, flat: str, links: list[str]) -> int:
    joined = "/".join(links)
    if joined.count(":") == len(links) and not ODD.search(joined):  # what `_page` looks at, of all of them at once
        pages = [_plain_page(link) for link in links]
    else:
        pages = [_page(link) for link in links]
    return _number("\0".join([" ".join(title.split()), flat, *pages]))


def _page(link: str) -> str:
    """As `page_key` gives it; most addresses are in that form already, but for what stands around them."""
    return _plain_page(link) if link.count(":") == 1 and not ODD.search(link) else page_key(link) or ""


def _plain_page(link: str) -> str:
    return link.partition("://")[2].removeprefix("www.").rstrip("/")


def received_digest(post: FetchedPost) -> int:
    """Return a number that changes when anything of what the source gave does."""
    facts = (post.title, post.html, post.address, post.author, post.published, post.updated, post.tags, post.language,
             post.author_address, post.author_profile, post.enclosures)  # fmt: skip
    return _number("\0".join(map(str, facts)))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def prepare(title: str, text: str, *, expected: str, pieces: list[str] | None = None) -> Prepared:
    """Tell the language, terms and marks. expected: the usual language of the source, "" when not known.

    pieces: the text, cut at its white space, where that was done.
    """
    language = language_of(title, text, expected=expected)
    told = language or None
    body = indexed(text.split() if pieces is None else pieces, told)
    return Prepared(language, indexed(title.split(), told), body, _marks(body.split(" ")))


def language_of(title: str, text: str, *, expected: str) -> str:
    """Return the ISO 639-1 code, "" when it cannot be told. Small words confirm what was expected; else the text is read."""
    if expected in TELLING and _speaks(text[:GLANCE].lower().split(), expected):
        return expected
    return identify_language(f"{title}\n{text}"[:READ], prior=expected or None) or ""


def _speaks(words: list[str], language: str) -> bool:
    said = {one: len(telling.intersection(words)) for one, telling in TELLING.items()}
    return said[language] >= ENOUGH and all(
        2 * count <= said[language] for one, count in said.items() if one != language
    )


def _marks(terms: list[str]) -> frozenset[int]:
    if len(terms) < SHORTEST:
        return frozenset()
    last = len(terms) - RUN
    lengths = bytes(map(len, terms))  # terms have 64 characters at most
    anchors = []
    at = lengths.find(ANCHOR, 0, last + 1)
    while at >= 0:
        anchors.append(at)
        at = lengths.find(ANCHOR, at + 1, last + 1)
    found = sorted(mark for mark in _numbers(terms, anchors) if mark % EVERY == 0)
    if len(found) < FEWEST:
        found = sorted({*found, *sorted(_numbers(terms, range(last + 1)))[:FEWEST]})
    return frozenset(found[:MOST_MARKS])


def _numbers(terms: list[str], places: Iterable[int]) -> set[int]:
    return {crc32(" ".join(terms[at : at + RUN]).encode()) for at in places}


def storable(text: str, longest: int | None = None) -> str:
    """Return the text as any database takes it: no NUL, no half of a surrogate pair, at most `longest` characters."""
    if text.isascii():
        return text.replace("\0", "")[:longest]
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\0", "")[:longest]
