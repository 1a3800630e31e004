"""Main text: real articles inside pages made here.

The shared data hold no page of the Web with its main text marked by hand, so that nothing here says how well the text of a page
in the wild is found (trafilatura's own benchmark does: F1 .925, French .943). What is measured: 202 real articles of two French
blogs, put between menus, boxes, comments and footers in three layouts, of which as many words as possible should come back and no
others. It falls when a setting or a release of trafilatura loses text, or lets the surroundings in.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from lxml import html

from benchmarks.rows import Row
from entregent.connectors.website import Page, extract
from evaluation.floors import measured
from tests.real.posts import RealPost, jamstatic, putaindecode

CASE = "main_text"
SHORTEST = 200  # words: shorter posts are announcements with a picture
MOST = 120  # of each blog: 50 ms a page

Layout = Callable[[RealPost, Sequence[RealPost]], str]


def _links(posts: Sequence[RealPost]) -> str:
    return "".join(f'<li><a href="/{post.slug}">{escape(post.title)}</a></li>' for post in posts)


def semantic(post: RealPost, others: Sequence[RealPost]) -> str:
    """HTML 5, as themes of today write it."""
    return f"""<!doctype html><html lang="fr"><head><title>{escape(post.title)} | Le blog</title>
<meta property="article:published_time" content="{post.published.isoformat()}"><meta name="author" content="{escape(post.author)}">
</head><body><header><nav><ul>{_links(others[:6])}</ul></nav></header>
<main><article><h1>{escape(post.title)}</h1>{post.html}</article>
<section id="comments" class="comments"><h2>Commentaires</h2><article class="comment"><p>Premier ! Merci pour cet article.</p>
</article></section></main>
<aside><h2>À lire aussi</h2><ul>{_links(others[6:12])}</ul></aside>
<footer><p>Tous droits réservés, 2019. Mentions légales, plan du site, nous écrire.</p></footer></body></html>"""


def divisions(post: RealPost, others: Sequence[RealPost]) -> str:
    """Nested <div>, with classes for the only hint."""
    return f"""<html><head><title>{escape(post.title)}</title></head><body>
<div id="top"><div class="menu"><ul>{_links(others[:6])}</ul></div></div>
<div id="page"><div class="post"><h2 class="post-title">{escape(post.title)}</h2><div class="post-content">{post.html}</div></div>
<div class="sidebar"><h3>Articles récents</h3><ul>{_links(others[6:12])}</ul></div></div>
<div id="footer"><p>Propulsé par un moteur de blog. Abonnez-vous à la lettre.</p></div></body></html>"""


def table(post: RealPost, others: Sequence[RealPost]) -> str:
    """A table for the layout, and no class at all."""
    return f"""<html><head><title>{escape(post.title)}</title></head><body><table>
<tr><td><ul>{_links(others[:8])}</ul></td><td><h1>{escape(post.title)}</h1>{post.html}</td></tr>
<tr><td colspan="2"><p>Tous droits réservés.</p></td></tr></table></body></html>"""


LAYOUTS: dict[str, Layout] = {"HTML 5": semantic, "divisions": divisions, "table": table}


def rows(shared: Path) -> Iterator[Row]:
    posts = [post for blog in (putaindecode(shared), jamstatic(shared)) for post in _long(blog)[:MOST]]
    yield measured(CASE, "articles", len(posts), "count")
    started, count = time.process_time(), 0
    for name, layout in LAYOUTS.items():
        pages = []
        for at, post in enumerate(posts):
            pages.append(extract(layout(post, posts[at + 1 :] + posts[:at]), f"https://blog.example/{at}"))
        count += len(pages)
        yield from _quality(name, posts, pages)
    yield measured(CASE, "cost of a page, CPU", (time.process_time() - started) / count * 1000, "ms")


def _long(posts: list[RealPost]) -> list[RealPost]:
    return [post for post in posts if len(post.html.split()) >= SHORTEST]


def _quality(layout: str, posts: Sequence[RealPost], pages: Sequence[Page]) -> Iterator[Row]:
    shares = []
    for post, page in zip(posts, pages, strict=True):
        shares.append(_shares(_words(html.fromstring(post.html).text_content()), _words(page.text)))
    precision, recall = (sum(values) / len(shares) for values in zip(*shares, strict=True))
    yield measured(CASE, f"{layout}: precision of words", precision)
    yield measured(CASE, f"{layout}: recall of words", recall)
    yield measured(CASE, f"{layout}: pages without any text", sum(not page.text for page in pages) / len(pages))
    titles = sum(post.title in page.title for post, page in zip(posts, pages, strict=True))
    yield measured(CASE, f"{layout}: titles", titles / len(pages))
    if layout == "HTML 5":
        dates = sum(page.published == post.published for post, page in zip(posts, pages, strict=True))
        yield measured(CASE, f"{layout}: dates", dates / len(pages))
    else:
        yield measured(CASE, f"{layout}: dates made up", sum(page.published is not None for page in pages) / len(pages))


def _words(text: str) -> Counter[str]:
    return Counter(text.split())


def _shares(truth: Counter[str], found: Counter[str]) -> tuple[float, float]:
    """Precision and recall; a page of which nothing was found has said nothing wrong."""
    shared = (truth & found).total()
    return (shared / found.total() if found else 1.0), shared / truth.total()
