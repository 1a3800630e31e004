"""The pieces of a watch as written: words, phrases, brackets, operators, fields, each with where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from entregent.core.matching.keywords import FIELDS, KEYWORDS
from entregent.core.text import fold

PieceKind = Literal["open", "close", "AND", "OR", "NOT", "NEAR", "field", "phrase", "exact", "word", "quote"]
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
ACCENTED = (
    "title|titre|lang(?:ue)?|author|auteur|site|r(?:e\u0301?|é)gion|tag|(?:e\u0301?|é)tiquette|link|lien|kind|sorte"
)
PIECE = re.compile(
    rf"""(?P<space>\s+) | (?P<open>\() | (?P<close>\)) | (?P<minus>-(?=[^\s)\-]))
      | =(?P<exact>"[^"]*" | “[^”]*” | «[^»]*» | ["“][^"“”]*["”])
      | (?P<phrase>"[^"]*" | “[^”]*” | «[^»]*» | ["“„][^"“”„]*["”“])
      | (?P<quote>=?["“«])
      | (?P<field>(?:{ACCENTED})\s*:(?!//)\s*)
      | (?P<word>[^\s()"“«]+)""",
    re.VERBOSE | re.IGNORECASE,
)
NEAR = re.compile(r"(?:NEAR|PR(?:È|E\u0300?)S)/(\d{1,9})")
TEXTUAL = frozenset({"phrase", "exact", "word"})


@dataclass(frozen=True, slots=True)
class Piece:
    """text: as written. inside: what it says (a phrase without its marks, the name of a field, the steps of NEAR)."""

    kind: PieceKind
    text: str
    start: int
    inside: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces in order. One of kind "quote" opens a phrase that never ends, and is the last."""
    for found in PIECE.finditer(text):
        piece = _piece(found)
        if piece is not None:
            yield piece
            if piece.kind == "quote":
                return


def _piece(found: re.Match[str]) -> Piece | None:
    kind, written = found.lastgroup or "", found.group()
    match kind:
        case "space":
            return None
        case "minus":
            return Piece("NOT", written, found.start())
        case "phrase" | "exact":
            return Piece("phrase" if kind == "phrase" else "exact", written, found.start(), found[kind][1:-1])
        case "field":
            name = fold(written.partition(":")[0].strip())
            return Piece("field", written, found.start(), FIELDS[name])
        case "word":
            return _word(written, found.start())
        case _:
            return Piece(kind, written, found.start())  # type: ignore[arg-type]  # open, close, quote


def _word(written: str, start: int) -> Piece | None:
    visible = INVISIBLE.sub("", written)
    if not visible:
        return None
    if near := NEAR.fullmatch(visible):
        return Piece("NEAR", written, start, near[1])
    return Piece(KEYWORDS.get(visible, "word"), written, start, visible)
