"""The watch language: text to query tree.

    query   = either ;            either = both { OR both } ;
    both    = denied { [AND] denied } ;
    denied  = [ NOT | "-" ] term ; term = "(" either ")" | '"' words '"' | word [ "*" ] ;

Keywords are written in capitals, in English or French (AND/ET, OR/OU, NOT/SAUF/NON), so that « et » and "or" stay ordinary words.
Words that stand side by side must all be there, as in every search engine.
"""

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from entregent.core.errors import EntregentError
from entregent.core.matching.keywords import KEYWORDS
from entregent.core.matching.query import And, Not, Or, Phrase, Prefix, Query
from entregent.core.text import tokenise

Problem = Literal[
    "empty", "open quote", "open bracket", "closed bracket", "missing term", "empty phrase", "bare star", "star inside",
    "too deep", "too long",
]  # fmt: skip
LONGEST = 4000  # characters: ten times the longest query of the trade we met, and a bound for the parser
DEEPEST = 40  # nested brackets: people write two or three

PIECE = re.compile(
    r"""(?P<space>\s+) | (?P<open>\() | (?P<close>\)) | (?P<minus>-(?=[^\s)\-]))
      | (?P<phrase>"[^"]*" | “[^”]*” | «[^»]*») | (?P<quote>["“«]) | (?P<word>[^\s()"“«]+)""",
    re.VERBOSE,
)


class WatchSyntaxError(EntregentError):
    """The watch cannot be read. `problem` names what, `position` says at which character (0-based)."""

    def __init__(self, problem: Problem, position: int) -> None:
        super().__init__(f"{problem} at character {position + 1}")
        self.problem: Problem = problem
        self.position = position


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    position: int


def parse(text: str) -> Query:
    """Read a watch.

    Raises WatchSyntaxError, which points at the character, when it cannot be read.
    """
    if len(text) > LONGEST:
        raise WatchSyntaxError("too long", LONGEST)
    pieces = _pieces(text)
    if not pieces:
        raise WatchSyntaxError("empty", 0)
    return _Parser(pieces, len(text)).query()


def _pieces(text: str) -> list[_Piece]:
    pieces = []
    for found in PIECE.finditer(text):
        kind = found.lastgroup or ""
        if kind == "space":
            continue
        if kind == "quote":
            raise WatchSyntaxError("open quote", found.start())
        if kind == "word" and found.group() in KEYWORDS:
            kind = KEYWORDS[found.group()]
        pieces.append(_Piece("NOT" if kind == "minus" else kind, found.group(), found.start()))
    return pieces


class _Parser:
    """Recursive descent over the pieces; one method a line of the grammar."""

    def __init__(self, pieces: list[_Piece], length: int) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0
        self._end = _Piece("end", "", length)

    @property
    def _next(self) -> _Piece:
        return self._pieces[self._at] if self._at < len(self._pieces) else self._end

    def _take(self) -> _Piece:
        piece = self._next
        self._at += 1
        return piece

    def query(self) -> Query:
        tree = self._either()
        if self._next.kind == "close":
            self._refuse("closed bracket")
        return tree

    def _either(self) -> Query:
        parts = [self._both()]
        while self._next.kind == "OR":
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(_flat(parts, Or)))

    def _both(self) -> Query:
        parts = [self._denied()]
        while self._next.kind not in ("OR", "close", "end"):
            if self._next.kind == "AND":
                self._take()
            parts.append(self._denied())
        return parts[0] if len(parts) == 1 else And(tuple(_flat(parts, And)))

    def _denied(self) -> Query:
        denied = False
        while self._next.kind == "NOT":
            self._take()
            denied = not denied
        term = self._term()
        return Not(term) if denied else term

    def _term(self) -> Query:
        piece = self._next
        if piece.kind == "open":
            return self._bracketed()
        if piece.kind == "phrase":
            self._take()
            return _phrase(piece.text[1:-1], piece.position)
        if piece.kind == "word":
            self._take()
            return _word(piece)
        return self._refuse("missing term")

    def _bracketed(self) -> Query:
        opening = self._take()
        self._depth += 1
        if self._depth > DEEPEST:
            raise WatchSyntaxError("too deep", opening.position)
        tree = self._either()
        self._depth -= 1
        if self._next.kind != "close":
            raise WatchSyntaxError("open bracket", opening.position)
        self._take()
        return tree

    def _refuse(self, problem: Problem) -> NoReturn:
        raise WatchSyntaxError(problem, self._next.position)


def _flat(parts: list[Query], kind: type[And] | type[Or]) -> list[Query]:
    return [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]


def _phrase(text: str, position: int) -> Query:
    words = tuple(token.word for token in tokenise(text))
    if not words:
        raise WatchSyntaxError("empty phrase", position)
    if "*" in text:
        raise WatchSyntaxError("star inside", position + 1 + text.index("*"))
    return Phrase(words)


def _word(piece: _Piece) -> Query:
    starred = piece.text.endswith("*")
    text = piece.text[:-1] if starred else piece.text
    if "*" in text:
        raise WatchSyntaxError("star inside", piece.position + text.index("*"))
    words = tuple(token.word for token in tokenise(text))
    if not words:
        raise WatchSyntaxError("bare star" if starred else "missing term", piece.position)
    if not starred:
        return Phrase(words)
    if len(words) > 1:  # l'éco-citoy* : the clitic and the first half, then the beginning of a word
        raise WatchSyntaxError("star inside", piece.position + len(text))
    return Prefix(words[0])
