"""The main text of a page: without menus, boxes, comments and footers. Pure."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from entregent.connectors.content import Clean, cleaned
from entregent.connectors.website.addresses import same_site
from entregent.connectors.website.document import said_by, tree_of

LARGEST = 3_000_000  # characters; a page of text has 50,000, and a tree takes fifty times that


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: "" and None for what it does not say.

    html: the main text, sanitised, without images; text: the same without markup, one line a block; links: the web addresses in it.
    address: where the page says that it stands (canonical, when on the same site), else where it was found.
    is_article: it says that it is one, rather than a front page or a form. language: as "fr", as the page declares it.
    """

    address: str
    title: str
    text: str
    author: str
    published: datetime | None
    links: tuple[str, ...]
    language: str
    html: str
    updated: datetime | None = None
    site_name: str = ""
    is_article: bool = False


def extract(html: str, url: str) -> Page:
    """Return the main text of a page and what the page says of itself.

    Precision first: where it is not clear what the text is, there is none rather than a menu. Never raises for a page, however
    broken. Source: trafilatura, best of its public benchmark (F1 .925; docs/decisions/0018-websites.md).
    """
    html = html[:LARGEST]
    tree = tree_of(html)
    if tree is None:
        return Page(url, "", "", "", None, (), "", "")
    said = said_by(tree, url)
    found, author = _main(html, url)
    return Page(
        address=_place(said.canonical, url),
        title=" ".join(said.title.split()),
        text=found.text,
        author=" ".join((said.author or author).split()),
        published=said.published,
        links=found.links,
        language=said.language,
        html=found.html,
        updated=said.updated,
        site_name=said.site_name,
        is_article=said.is_article,
    )


def _main(html: str, url: str) -> tuple[Clean, str]:
    """The text and the author, as trafilatura finds them.

    Not the day: on pages without one it took a date of the text in 7 % of the cases (evaluation/main_text).
    """
    import trafilatura

    try:
        found = trafilatura.extract_with_metadata(
            html,
            url=url,
            favor_precision=True,
            include_comments=False,
            include_links=True,
            include_formatting=True,
            output_format="html",
        )
    except Exception:  # what it raises on broken pages is not documented, and a page is not worth a failure
        found = None
    if found is None:
        return Clean("", "", ()), ""
    body = str(found.text or "").partition("<body>")[2].rpartition("</body>")[0]
    return cleaned(body, base=url), str(found.author or "")


def _place(canonical: str, url: str) -> str:
    """Where the page stands: as it says, unless it names another site, or, as some themes do for every page, the front page."""
    is_believed = bool(canonical) and same_site(canonical, url) and urlsplit(canonical).path not in ("", "/")
    return canonical if is_believed else url
