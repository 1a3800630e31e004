"""What is known of a document (`lang:`, `site:`, …): values in their normal form, and whether a document has them."""

from functools import cache
from importlib import resources

from entregent.core.matching.document import Document
from entregent.core.matching.query import Is, MetadataField
from entregent.core.text import fold, page_key, tokenise

BORDERS = "/?#&="
LANGUAGE_NAMES = {
    "francais": "fr", "french": "fr", "anglais": "en", "english": "en", "allemand": "de", "german": "de", "espagnol": "es",
    "spanish": "es", "italien": "it", "italian": "it", "portugais": "pt", "portuguese": "pt", "neerlandais": "nl", "dutch": "nl",
    "breton": "br", "basque": "eu", "catalan": "ca", "occitan": "oc", "arabe": "ar", "arabic": "ar",
}  # fmt: skip


def normal_value(field: MetadataField, written: str) -> str:
    """Return the value as `Is` holds it; "" when it is none (no word, no language, no region of that name)."""
    match field:
        case "lang":
            return _language(fold(written).strip())
        case "region":
            return _region(written)
        case "site":
            return _host(written)
        case "link":
            return _link(written)
        case "kind":
            return fold(written).strip()
        case "author" | "tag":
            return " ".join(_words(written))


def holds(leaf: Is, document: Document) -> bool:
    """Whether what is known of the document is as the leaf says."""
    value = leaf.value
    match leaf.field:
        case "lang":
            return fold(document.language) == value
        case "kind":
            return fold(document.kind) == value
        case "region":
            return document.region == value
        case "site":
            return _is_under(_host(document.site), value)
        case "author":
            return f" {value} " in f" {' '.join(_words(document.author))} "
        case "tag":
            return any("".join(_words(tag)) == value.replace(" ", "") for tag in document.tags)
        case "link":
            return any(_leads_to(_link(link), value) for link in document.links)


def _words(text: str) -> list[str]:
    return [token.word for token in tokenise(text)]


def _language(code: str) -> str:
    code = LANGUAGE_NAMES.get(code, code)
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else ""


def _region(written: str) -> str:
    words = _words(written)
    return region_codes().get(" ".join(words), "")


@cache
def region_codes() -> dict[str, str]:
    """Code of each region by its name, folded words separated by spaces, and by its code."""
    table = resources.files("entregent.core.text").joinpath("data/regions.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t")[:2] for line in table.splitlines() if line]
    named = {" ".join(_words(name)): code for code, name in rows}
    articles = ("la ", "le ", "l ")
    bare = {name.removeprefix(article): code for name, code in named.items() for article in articles}
    return bare | named | {code.lower(): code for code, _ in rows}


def _host(written: str) -> str:
    return _link(written).partition("/")[0].partition("?")[0].partition(":")[0]


def _link(written: str) -> str:
    """The page without scheme and « www. », in small letters: good to compare, not to fetch."""
    address = written if "://" in written else f"https://{written.lstrip('/')}"
    return (page_key(address) or "").lower()


def _is_under(host: str, above: str) -> bool:
    return host == above or host.endswith(f".{above}")


def _leads_to(page: str, value: str) -> bool:
    if not set(value) & set(BORDERS):
        return _is_under(page.partition("/")[0].partition("?")[0].partition(":")[0], value)
    rest = page.removeprefix(value)
    return page.startswith(value) and (not rest or rest[0] in BORDERS or value[-1] in BORDERS)
