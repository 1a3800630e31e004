"""Which addresses of a site may hold something to read. Pure."""

import re
from urllib.parse import urldefrag, urlsplit

FILES = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|css|js|mjs|json|xml|rss|atom|pdf|zip|gz|mp3|mp4|ogg|webm|woff2?|docx?|xlsx?|pptx?|ics)$",
    re.IGNORECASE,
)
# Lists and forms rather than texts, in French and English
LISTS = re.compile(
    r"/(?:tag|tags|mot-cle|etiquette|category|categories|categorie|rubrique|author|auteur|page|search|recherche|feed|rss|comments?"
    r"|login|connexion|wp-login\.php|wp-admin|wp-content|wp-json|cart|panier|cdn-cgi)(?:/|$)",
    re.IGNORECASE,
)
NOTICES = re.compile(
    r"/(?:a-propos|apropos|about|contact|mentions-legales|legal|privacy|confidentialite|cgu|cgv|plan-du-site|sitemap|archives?)/?$",
    re.IGNORECASE,
)
SLUG = re.compile(
    r"(?:[^\W_]+[-_]){2,}[^\W_]+|\d{4}[/-]\d{1,2}|\d{3,}"
)  # three words, a month, a number: names of articles


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of the same host, "www." or not."""
    try:
        return urlsplit(one).netloc.lower().removeprefix("www.") == urlsplit(other).netloc.lower().removeprefix("www.")
    except ValueError:
        return False


def may_be_read(address: str, *, start: str) -> bool:
    """Whether an address is of the site that begins at `start`, below its folder, and neither a file nor a list nor a notice."""
    if not same_site(address, start):
        return False
    path, folder = urlsplit(address).path, urlsplit(start).path.rpartition("/")[0] + "/"
    if (
        not path.startswith(folder)
        or path in ("", "/", folder, folder.rstrip("/"))
        or urldefrag(address)[0] == urldefrag(start)[0]
    ):
        return False
    return not (FILES.search(path) or LISTS.search(path) or NOTICES.search(path))


def looks_like_an_article(address: str) -> bool:
    """Whether the name of a page is one that articles bear."""
    parts = urlsplit(address)
    return bool(SLUG.search(parts.path) or SLUG.search(parts.query))
