"""Where the feed of a site is, from the address of any page of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from entregent.connectors.contract import HttpClient, SourceError, Trouble
from entregent.connectors.feed import NotAFeedError, parse_feed
from entregent.connectors.links import absolute
from entregent.connectors.website.document import decoded, text_of, tree_of

KINDS = {
    "application/rss+xml": "rss", "application/atom+xml": "atom", "application/feed+json": "json", "application/rdf+xml": "rss",
    "application/json": "json", "text/xml": "rss", "application/xml": "rss",
}  # fmt: skip
FEED_NAME = re.compile(
    r"(?:/|\b)(?:feed|rss|atom|flux|backend)(?:\.(?:xml|json|php))?/?(?:[?#]|$)|\.(?:rss|atom)$|[?&]feed=|page=backend",
    re.IGNORECASE,
)
A_FEED = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?[^>]*\?>\s*|<!DOCTYPE rss[^>]*>\s*)*<(rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
JSON_FEED = re.compile(r'\s*\{[^{}\[\]]{0,500}"https?://jsonfeed\.org/version/')
COMMENTS = re.compile(r"comment", re.IGNORECASE)
# WordPress, Ghost and Hugo, Jekyll, Hugo, Dotclear, SPIP, Blogger, and what people name it themselves
USUAL = (
    "feed/", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss/", "feed.json", "feed/atom", "spip.php?page=backend",
    "feeds/posts/default", "?feed=rss2",
)  # fmt: skip
PLATFORMS = (
    (
        re.compile(r"https?://(?:www\.|m\.)?youtube\.com/channel/([\w-]+)"),
        "https://www.youtube.com/feeds/videos.xml?channel_id={0}",
    ),
    (
        re.compile(r"https?://(?:www\.|m\.)?youtube\.com/playlist\?list=([\w-]+)"),
        "https://www.youtube.com/feeds/videos.xml?playlist_id={0}",
    ),
    (re.compile(r"https?://medium\.com/(@?[\w.-]+)"), "https://medium.com/feed/{0}"),
    (re.compile(r"https?://(?:www\.|old\.)?reddit\.com/(r|user)/([\w-]+)"), "https://www.reddit.com/{0}/{1}/.rss"),
    (re.compile(r"https?://([\w-]+)\.tumblr\.com/"), "https://{0}.tumblr.com/rss"),
    (re.compile(r"https?://([\w-]+)\.substack\.com/"), "https://{0}.substack.com/feed"),
)
MOST_ASKED = 16  # candidates that are fetched for one page
MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a feed. kind: "rss", "atom", "json" or ""; found: "itself", "announced", "platform", "linked" or "usual"."""

    address: str
    title: str
    kind: str
    found: str


def discover(html: str, url: str) -> tuple[Candidate, ...]:
    """Return what may be the feeds of the page at the url, the likeliest first, each address once. Pure.

    The page itself when it is a feed; those it announces; that of its platform; those it links to. Feeds of comments come last.
    """
    itself = _kind_of(html)
    if itself:
        return (Candidate(url, "", itself, "itself"),)
    found: dict[str, Candidate] = {}
    for candidate in _candidates(html, url):
        if candidate.address:
            found.setdefault(candidate.address, candidate)
    return tuple(
        sorted(found.values(), key=lambda one: bool(COMMENTS.search(one.address) or COMMENTS.search(one.title)))
    )


def _kind_of(text: str) -> str:
    root = A_FEED.match(text[:5000].lstrip("\ufeff"))
    if root:
        return "atom" if root[1].lower() == "feed" else "rss"
    return "json" if JSON_FEED.match(text[:1000]) else ""


def _candidates(html: str, url: str) -> Iterator[Candidate]:
    tree = tree_of(html)
    base = (
        next((absolute(url, str(one.get("href") or "")) for one in tree.iter("base")), "") if tree is not None else ""
    )
    if tree is not None:
        yield from _announced(tree, base or url)
    for pattern, feed in PLATFORMS:
        if match := pattern.match(url):
            yield Candidate(feed.format(*match.groups()), "", "", "platform")
    if tree is not None:
        for link in tree.iter("a"):
            address = absolute(base or url, str(link.get("href") or ""))
            if address and FEED_NAME.search(address):
                yield Candidate(address, text_of(link), "", "linked")


def _announced(tree: etree._Element, base: str) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        relations = set(str(link.get("rel") or "").lower().split())
        kind = str(link.get("type") or "").split(";")[0].strip().lower()
        address = absolute(base, str(link.get("href") or ""))
        is_feed = "feed" in relations or ("alternate" in relations and kind in KINDS and "stylesheet" not in relations)
        if is_feed and not (kind == "application/json" and "wp-json" in address):  # WordPress announces its API alike
            yield Candidate(address, str(link.get("title") or ""), KINDS.get(kind, ""), "announced")


async def find_feeds(address: str, http: HttpClient) -> tuple[Candidate, ...]:
    """Return the feeds of the page at the address, each read once to be sure, with the title it gives itself; the best first.

    Only when the page names none are the usual places of its site tried. Raises SourceError when the page cannot be read.
    """
    answer = await http.get(address)
    itself = _read(answer.body, Candidate(answer.address, "", "", "itself"), answer.headers.get("Content-Type", ""))
    if itself:
        return (itself,)
    named = discover(decoded(answer.body, answer.headers.get("Content-Type", "")), answer.address)
    found = await _those_that_are(named, http)
    return found or await _those_that_are(tuple(_usual(answer.address)), http, most=1)


def _usual(address: str) -> Iterator[Candidate]:
    home = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/"
    folder = urljoin(address, ".")
    for start in dict.fromkeys((folder, home)):
        for name in USUAL[: MOST_ASKED // 2] if folder != home else USUAL:
            yield Candidate(urljoin(start, name), "", "", "usual")


async def _those_that_are(
    candidates: tuple[Candidate, ...], http: HttpClient, most: int = MOST_FOUND
) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for candidate in candidates[:MOST_ASKED]:
        try:
            answer = await http.get(candidate.address)
        except SourceError as error:
            if error.trouble == Trouble.TOO_MANY_REQUESTS:
                break
            continue
        feed = _read(answer.body, candidate, answer.headers.get("Content-Type", ""), address=answer.address)
        if feed:
            found.setdefault(feed.address, feed)
        if len(found) >= most:
            break
    return tuple(found.values())


def _read(body: bytes, candidate: Candidate, content_type: str, *, address: str = "") -> Candidate | None:
    """The candidate with what its feed says, None when it is none. A page in HTML is not asked twice whether it is a feed."""
    kind = _kind_of(decoded(body[:5000], content_type))
    if not kind:
        return None
    try:
        feed = parse_feed(body, address=candidate.address, content_type=content_type)
    except NotAFeedError:
        return None
    return Candidate(address or candidate.address, feed.title or candidate.title, kind, candidate.found)
