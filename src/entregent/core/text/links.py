"""Addresses of pages: found in plain text, written in one form, and recognised under their disguises."""

import re
from dataclasses import dataclass

from entregent.core.text.pieces import Kind, pieces


@dataclass(frozen=True, slots=True)
class Link:
    """An address as written (it may lack its scheme: www.…), and the half-open range of characters it covers."""

    address: str
    start: int
    end: int


ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?:[^/?#@]*@)?(?P<host>\[[0-9a-f:.]+\]|[^/?#:@\[\]]+)(?::(?P<port>\d*))?"
    r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)
HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
BARE = re.compile(r"www\.", re.IGNORECASE)
USUAL_PORTS = {"http": "80", "https": "443"}
# What campaigns, mailings and networks hang on an address; none of them chooses a page.
TRACKING = re.compile(
    r"utm_\w+|(?:at|mtm|matomo|pk|piwik|hsa|vero|oly|trk|mc|ns)_\w+|_hs\w+|__hs\w+|__twitter_impression|"
    r"fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|li_fat_id|igshid|igsh|srsltid|epik|mkt_tok|"
    r"xtor|xtref|xtcr|estat_\w+|ref_src|ref_url|wt_zmc|wt\.\w+|cmpid|s_cid|ftag|spm|smid|si_hm|_openstat|_ga|_gl",
    re.IGNORECASE,
)
ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
UNSAFE = re.compile(r"[^!#$%&'()*+,/:;=?@\[\]A-Za-z0-9\-._~]|%(?![0-9A-Fa-f]{2})")


def links(text: str) -> list[Link]:
    """Return the addresses that stand in the text (http://, https:// or www.), in order.

    A name without either (exemple.fr) is taken for a word: too many sentences lack the space after their full stop.
    """
    return [Link(piece.text, piece.start, piece.end) for piece in pieces(text) if piece.kind is Kind.LINK]


def canonical_address(address: str) -> str | None:
    """Return the one way to write the address of a page, still good to fetch; None when it is no web address.

    Host in small letters and ASCII; no password, usual port, fragment or tracking parameter; parameters sorted by name; dots in the
    path resolved, escapes as RFC 3986 prefers them. Idempotent.
    """
    written = "".join(address.split())
    found = ADDRESS.fullmatch(f"https://{written}" if BARE.match(written) else written)
    host = _host(found["host"]) if found else None
    if found is None or not host:
        return None
    scheme = found["scheme"].lower()
    port = (found["port"] or "").lstrip("0")
    where = f"{scheme}://{host}" + (f":{port}" if port not in ("", USUAL_PORTS[scheme]) else "")
    query = _query(found["query"] or "")
    return where + _path(found["path"]) + (f"?{query}" if query else "")


def page_key(address: str) -> str | None:
    """Return what two addresses of the same page have in common; None when it is no web address.

    For comparing, never for fetching. As `canonical_address`, without scheme, « www. » and the last slash.
    """
    canonical = canonical_address(address)
    if canonical is None:
        return None
    page, question, query = canonical.partition("://")[2].removeprefix("www.").partition("?")
    return page.rstrip("/") + question + query


def _host(written: str) -> str | None:
    host = written.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    return host if HOST.fullmatch(host) else None


def _escaped(part: str) -> str:
    """Escapes in capitals, none where a plain character will do, one for each byte of what is not ASCII."""

    def plain(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in UNRESERVED else found[0].upper()

    def escape(found: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))

    return ESCAPED.sub(plain, UNSAFE.sub(escape, part))


def _path(written: str) -> str:
    kept: list[str] = []
    segments = _escaped(written).split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(written: str) -> str:
    parts = [_escaped(part) for part in written.split("&") if part]
    kept = [part for part in parts if not TRACKING.fullmatch(part.partition("=")[0])]
    return "&".join(sorted(kept, key=lambda part: part.partition("=")[0]))
