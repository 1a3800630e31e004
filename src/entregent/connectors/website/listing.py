"""The articles that a page lists: its front page, the page of its news. Pure."""

from urllib.parse import urldefrag

from lxml import etree

from entregent.connectors.links import absolute
from entregent.connectors.website.addresses import looks_like_an_article, may_be_read
from entregent.connectors.website.document import text_of

AROUND = {"nav", "header", "footer", "aside", "form"}  # where a page links to the rest of the site
HEADINGS = {"h1", "h2", "h3", "h4", "article"}
WORDS = 4  # words in the text of a link that is a title rather than a label
MOST = 200


def listed_articles(tree: etree._Element, url: str) -> tuple[str, ...]:
    """Return the addresses that the page at the url lists as articles, each once, in its order.

    A link counts when it stands in a heading or an article, has the text of a title, or the address of an article, and does not
    stand in what surrounds the page (menu, footer, form).
    """
    found: dict[str, None] = {}
    for link in tree.iter("a"):
        address = urldefrag(absolute(url, str(link.get("href") or "")))[0]
        if not address or address in found or not may_be_read(address, start=url):
            continue
        places = {str(element.tag) for element in link.iterancestors()} | {
            str(element.tag) for element in link.iterdescendants()
        }
        if (places & AROUND) - ({"header"} if "article" in places else set()):
            continue
        words = len(text_of(link).split())
        if places & HEADINGS or words >= WORDS or looks_like_an_article(address):
            found[address] = None
    return tuple(found)[:MOST]
