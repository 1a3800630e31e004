"""The page of a post is read too, where its feed carries only the beginning of the text."""

import asyncio
import html
import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from entregent.connectors.content import HREF, TAG, cleaned
from entregent.connectors.contract import Cursor, FetchedPost, FetchResult, HttpClient, SourceError, Trouble
from entregent.connectors.feed.entries import APPENDED
from entregent.connectors.website.addresses import FILES, same_site
from entregent.connectors.website.document import decoded
from entregent.connectors.website.extract import Page, extract

OFF, ON, AUTO = "off", "on", "auto"
MOST_PAGES = 10  # that one reading fetches; the rest wait for the next
PAGE_PATIENCE, PATIENCE = 20.0, 60.0  # seconds: for a page, our turn with its host included; until no other is begun
TRIES = 3  # of a page that cannot be read for now
REMEMBERED = 500  # pages, the newest posts first
SHORT = 60  # words; below, a summary that stands alone is taken for the beginning of a text
LONG = 3000  # characters of HTML, in which there are more words than that
GAIN = 20  # words that a page must add: fewer are the site's, not the author's (« 3 min de lecture »)
HELD = 0.7  # share of the excerpt's words to be found on the page
FEW = 5  # different words; an excerpt that has fewer says too little, so that the title is looked for as well
# The page will not be there, or not for us, tomorrow either.
FOR_GOOD = {Trouble.NOT_FOUND, Trouble.GONE, Trouble.FORBIDDEN, Trouble.TOO_LARGE, Trouble.BAD_ADDRESS,
            Trouble.PRIVATE_ADDRESS, Trouble.TOO_MANY_REDIRECTS}  # fmt: skip
MARK = 9  # characters of the cursor for a page: eight tell which, one how often it was tried
VALUE = 100 * MARK  # characters in one value of the cursor, which may have 1,000
WORD = re.compile(r"[^\W\d_]{4,}")
NUMBERS = re.compile(r"\d+")
LAST_LINK = re.compile(r"<a [^<>]*>((?:(?!<a\b).)*?)</a>(?:</?\w+>|\W)*\Z", re.DOTALL)
TAIL = 1000  # characters in which it stands
NOT_MORE = re.compile(r"perma|comment|partager|share", re.IGNORECASE)  # what else leads to the page


def breaks_off(post: FetchedPost) -> bool:
    """Whether the feed carries only the beginning of the text, as far as can be told without the page.

    It says so (« […] », « Lire la suite »), ends with a link to itself, or is a short summary under a title. Not what is heard or
    seen rather than read, nor a note, which has no title or one made of its first words.
    """
    if not post.address or any(file.kind.startswith(("audio/", "video/")) for file in post.enclosures):
        return False
    if post.content_is_excerpt or _ends_with_itself(post):
        return True
    if not post.is_summary or not post.title or len(post.html) > LONG:
        return False
    text = html.unescape(TAG.sub(" ", post.html)).strip()
    title = post.title.rstrip(" .…")
    return len(text.split()) < SHORT and not text.casefold().startswith(title.casefold())


def _ends_with_itself(post: FetchedPost) -> bool:
    tail = APPENDED.sub("", post.html[-TAIL:])
    end = tail.rfind("</a>")
    if end < 0 or WORD.search(TAG.sub("", tail[end:])) or post.address not in html.unescape(tail):
        return False
    last = LAST_LINK.search(cleaned(tail, base=post.address).html)
    if last is None:
        return False
    said, led = TAG.sub("", last[1]), HREF.match(last[0])
    return (
        led is not None
        and html.unescape(led[1]) == post.address
        and bool(WORD.search(said))
        and not NOT_MORE.search(said)
    )


def holds(excerpt: str, text: str) -> bool:
    """Whether most words of the excerpt stand in the text. Those of fewer than four letters are not looked at."""
    asked = set(WORD.findall(excerpt.casefold()))
    return bool(asked) and len(asked & set(WORD.findall(text.casefold()))) >= HELD * len(asked)


def is_fuller(post: FetchedPost, page: Page) -> bool:
    """Whether the page has the text that the feed began, rather than another one, or a notice."""
    given = cleaned(post.html, base=post.address).text
    if len(page.text.split()) < len(given.split()) + GAIN:
        return False
    if len(set(WORD.findall(given.casefold()))) >= FEW:
        return holds(given, page.text)
    return holds(f"{post.title} {given}", f"{page.title} {page.text}")


async def with_full_text(
    result: FetchResult, *, wish: str, before: Cursor, address: str, http: HttpClient
) -> FetchResult:
    """Return the result with the pages of posts that were not met before, the newest first, as robots.txt allows. Never raises.

    wish: OFF, ON, or AUTO: of posts that break off, and only on the site of the source. address: of the source. The cursor keeps
    which pages are done with, so that none is asked for twice unless its post changes. At the first reading, what is beyond
    MOST_PAGES is left as it is: a source is listened to from now on, not copied.
    """
    if wish == OFF or result.unchanged:
        return result
    asked = {_mark(post): post for post in _newest_first(result.posts) if _is_asked(post, wish, (result.site, address))}
    if not asked:
        return result
    tried = _tried(before)
    waiting = [mark for mark in asked if tried.get(mark, 0) < TRIES]
    pages, tries = await _read({mark: asked[mark] for mark in waiting[:MOST_PAGES]}, http)
    rest = {} if tried else dict.fromkeys(waiting[MOST_PAGES:], TRIES)
    kept = {mark: min(tried.get(mark, 0) + (tries | rest).get(mark, 0), TRIES) for mark in asked}
    posts = [replace(post, page_html=pages.get(_mark(post), "")) for post in result.posts] if pages else result.posts
    return replace(result, posts=tuple(posts), cursor=Cursor(result.cursor.values | _remembered(kept)))


def _newest_first(posts: Sequence[FetchedPost]) -> list[FetchedPost]:
    return sorted(posts, key=lambda post: post.published.timestamp() if post.published else 0.0, reverse=True)


def _is_asked(post: FetchedPost, wish: str, homes: Sequence[str]) -> bool:
    if wish == AUTO and not breaks_off(post):
        return False
    if wish == AUTO and not any(same_site(post.address, home) for home in homes if home):
        return False
    return bool(post.address) and FILES.search(post.address) is None


async def _read(posts: dict[str, FetchedPost], http: HttpClient) -> tuple[dict[str, str], dict[str, int]]:
    """Return the texts that were found, and what each page counts: TRIES when it is done with, 1 when it may be tried again."""
    pages: dict[str, str] = {}
    tries: dict[str, int] = {}
    clock = asyncio.get_running_loop().time
    until = clock() + PATIENCE
    for mark, post in posts.items():
        if clock() > until:
            break
        try:
            async with asyncio.timeout(PAGE_PATIENCE):
                text = await _text(post, http)
        except SourceError as error:
            if error.trouble == Trouble.TOO_MANY_REQUESTS:
                break  # the site asks us to wait: all the others wait as well
            tries[mark] = TRIES if error.trouble in FOR_GOOD else 1
        except Exception:  # a page is not worth a failure: what the feed says is kept
            tries[mark] = 1
        else:
            tries[mark] = TRIES
            if text:
                pages[mark] = text
    return pages, tries


async def _text(post: FetchedPost, http: HttpClient) -> str:
    answer = await http.get_page(post.address, headers={"Accept": "text/html, */*;q=0.5"})
    kind = answer.headers.get("Content-Type", "text/html")
    if "html" not in kind:
        return ""
    page = await asyncio.to_thread(extract, decoded(answer.body, kind), answer.address)
    return page.html if is_fuller(post, page) else ""


def _mark(post: FetchedPost) -> str:
    """Of the post and of its words: one that is edited is read again. Numbers count comments and readers, and change all day."""
    said = " ".join(NUMBERS.sub("", f"{post.title} {TAG.sub(' ', post.html)}").split())
    return blake2b(f"{post.stable_id}\0{said}".encode("utf-8", "replace"), digest_size=4).hexdigest()


def _tried(cursor: Cursor) -> dict[str, int]:
    written = "".join(cursor.values[name] for name in sorted(cursor.values) if name.startswith("pages "))
    pieces = [written[at : at + MARK] for at in range(0, len(written), MARK)]
    return {piece[:-1]: int(piece[-1]) for piece in pieces if piece[-1:].isdecimal()}


def _remembered(tries: dict[str, int]) -> dict[str, str]:
    written = "".join(f"{mark}{count}" for mark, count in list(tries.items())[:REMEMBERED])
    return {f"pages {at:05}": written[at : at + VALUE] for at in range(0, len(written), VALUE)}
