"""The pieces of a query written for another tool: search engines, Lucene, the listening suites."""

import re
from dataclasses import dataclass
from typing import Literal

from entregent.core.matching.query import MetadataField

ForeignKind = Literal["open", "close", "AND", "OR", "NOT", "REQUIRED", "near", "field", "phrase", "range", "word"]
Target = MetadataField | Literal["title", "text"]

PIECE = re.compile(
    r"""(?P<space>[\s,;]+) | (?P<open>\() | (?P<close>\))
      | (?P<phrase>"[^"]*"? | “[^”]*”? | «[^»]*»?)(?:~(?P<slop>\d{1,4}))?(?:\^[\d.]+)?
      | (?P<near>(?:O?NEAR|PRE|ADJ|WITHIN|AROUND|W)(?:[/~:]|(?=\d)|(?=\())\(?(?P<steps>\d{1,4})(?P<ordered>f)?\)?(?=[\s()"]|$)
         | /(?P<bare>\d{1,3})(?=\s)
         | (?:NEAR|ONEAR)(?=[\s(]|$))
      | (?P<and>&&?) | (?P<or>\|\|?) | (?P<required>\+(?=[^\s+])) | (?P<not>[-–−!](?=[^\s-]))
      | (?P<range>[\[{][^\]}]*(?:[\]}]|$))
      | (?P<field>[A-Za-z_.]+:(?!//)(?=\S))
      | (?P<word>[^\s()"“«|&,;]+(?:,[^\s()"“«|&,;]+)*)""",
    re.VERBOSE | re.IGNORECASE,
)
OPERATORS: dict[str, Literal["AND", "OR", "NOT"]] = {
    "AND": "AND", "ET": "AND", "UND": "AND", "OR": "OR", "OU": "OR", "ODER": "OR", "NOT": "NOT", "SAUF": "NOT", "ANDNOT": "NOT",
}  # fmt: skip
FIELDS: dict[str, Target] = {
    "lang": "lang", "language": "lang", "languages": "lang", "langue": "lang",
    "from": "author", "author": "author", "authors": "author", "user": "author", "byline": "author", "auteur": "author",
    "site": "site", "domain": "site", "host": "site", "domains": "site",
    "url": "link", "link": "link", "links": "link", "inurl": "link", "url_title": "link", "lien": "link",
    "title": "title", "intitle": "title", "allintitle": "title", "headline": "title", "titre": "title", "ti": "title",
    "region": "region", "région": "region", "tag": "tag", "tags": "tag", "hashtag": "tag", "hashtags": "tag",
    "text": "text", "intext": "text", "body": "text", "content": "text", "raw": "text", "to": "text", "mentions": "text",
}  # fmt: skip
USUAL_STEPS = 5  # where the tool leaves the distance out


@dataclass(frozen=True, slots=True)
class ForeignPiece:
    """steps: of near, or of a phrase with a slop (0: none). ordered: the tool asks for this order."""

    kind: ForeignKind
    text: str
    inside: str = ""
    steps: int = 0
    ordered: bool = False


def foreign_pieces(text: str, *, caseless: bool) -> list[ForeignPiece]:
    """Cut a query of another tool. caseless: its operators may be in small letters."""
    return [piece for found in PIECE.finditer(text) if (piece := _piece(found, caseless))]


def _piece(found: re.Match[str], caseless: bool) -> ForeignPiece | None:
    kind, written = _kind(found), found.group()
    match kind:
        case "space":
            return None
        case "phrase":
            return ForeignPiece(
                "phrase", written, found["phrase"].strip('"“”«»').strip(), _steps_of_slop(found["slop"])
            )
        case "near" if caseless or written == written.upper().replace("F", found["ordered"] or "F"):
            return _near(found, written)
        case "and" | "or" | "not" | "required":
            return ForeignPiece(kind.upper(), written)  # type: ignore[arg-type]  # the four of ForeignKind
        case "field":
            return ForeignPiece("field", written, written[:-1].lower())
        case _:
            return _other(kind, written, OPERATORS.get(written.upper() if caseless else written))


def _other(kind: str, written: str, operator: Literal["AND", "OR", "NOT"] | None) -> ForeignPiece:
    if kind in ("word", "near"):
        return ForeignPiece(operator or "word", written, written)
    return ForeignPiece(kind, written, written)  # type: ignore[arg-type]  # open, close, range


def _kind(found: re.Match[str]) -> str:
    names = ("space", "open", "close", "phrase", "near", "and", "or", "required", "not", "range", "field", "word")
    return next(name for name in names if found[name] is not None)


def _near(found: re.Match[str], written: str) -> ForeignPiece:
    steps = int(found["steps"] or found["bare"] or USUAL_STEPS)
    ordered = bool(found["ordered"]) or written.upper().startswith(("ONEAR", "PRE"))
    return ForeignPiece("near", written, written, steps, ordered)


def _steps_of_slop(slop: str | None) -> int:
    """Slop counts the words between two words; steps count one more."""
    return int(slop) + 1 if slop else 0
