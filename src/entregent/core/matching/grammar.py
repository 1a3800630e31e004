"""The watch language: text to query tree, in normal form.

    either = both { OR both } ;
    both   = denied { [AND] denied } ;
    denied = { NOT | "-" } near ;
    near   = term { NEAR/n term } ;
    term   = "(" either ")" | field ":" term | '"' words '"' | '="' words '"' | word [ "*" | "~" ] ;

Keywords are written in capitals, in English or French (AND/ET, OR/OU, NOT/SAUF/NON, NEAR/PRÈS), so that « et » and "or" stay
ordinary words. Words that stand side by side must all be there, as in every search engine. `a NEAR/3 b NEAR/3 c` is a near b and
b near c.
"""

import unicodedata
from itertools import pairwise
from typing import NoReturn

from entregent.core.matching.errors import Problem, WatchSyntaxError
from entregent.core.matching.metadata import normal_value
from entregent.core.matching.normal import joined, normal
from entregent.core.matching.pieces import INVISIBLE, Piece, pieces
from entregent.core.matching.query import (
    And,
    Exact,
    Inflected,
    Is,
    Leaf,
    MetadataField,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Titled,
)
from entregent.core.matching.readings import HASHTAG, HYPHENS, hashtag_borders
from entregent.core.text import Token, tokenise

LONGEST = 1_000_000  # characters: twenty thousand phrases; a bound for the parser and the table that holds watches
DEEPEST = 40  # nested brackets: people write two or three
MOST_STEPS = 100
MOST_BOUND = 3  # words that a phrase or hyphens make one
SHORTEST_JOINED = 3  # letters of each


def read(text: str) -> Query:
    """Read a watch. Raises WatchSyntaxError without a mend; `parse` adds one."""
    if len(text) > LONGEST:
        raise WatchSyntaxError("too long", LONGEST)
    found = list(pieces(text))
    if not found:
        raise WatchSyntaxError("empty", 0)
    if found[-1].kind == "quote":
        raise WatchSyntaxError("open quote", found[-1].start)
    return normal(_Parser(found, len(text)).query())


class _Parser:
    """Recursive descent over the pieces; one method a line of the grammar."""

    def __init__(self, found: list[Piece], length: int) -> None:
        self._pieces = found
        self._at = 0
        self._depth = 0
        self._length = length
        self._field: MetadataField | None = None  # whose values are being read

    @property
    def _kind(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else "end"

    def _take(self) -> Piece:
        piece = self._pieces[self._at]
        self._at += 1
        return piece

    def query(self) -> Query:
        tree = self._either()
        if self._kind == "close":
            self._refuse("closed bracket")
        return tree

    def _either(self) -> Query:
        parts = [self._both()]
        while self._kind == "OR":
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Query:
        parts = [self._denied()]
        while self._kind not in ("OR", "close", "end"):
            if self._kind == "AND":
                self._take()
            parts.append(self._denied())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _denied(self) -> Query:
        denied = False
        while self._kind == "NOT":
            self._take()
            denied = not denied
        term = self._near()
        return Not(term) if denied else term

    def _near(self) -> Query:
        left, pairs = self._term(), []
        while self._kind == "NEAR":
            near = self._take()
            if not 1 <= int(near.inside) <= MOST_STEPS:
                raise WatchSyntaxError("steps", near.start)
            right = self._term()
            pairs.append(Near(_side(left, near), _side(right, near), int(near.inside)))
            left = right
        return joined(And, pairs) if pairs else left

    def _term(self) -> Query:
        if self._kind == "open":
            return self._bracketed()
        if self._kind == "field":
            return self._of_field()
        if self._kind in ("phrase", "exact", "word"):
            piece = self._take()
            return _leaf(piece) if self._field is None else _known(self._field, piece)
        return self._refuse("missing term")

    def _bracketed(self) -> Query:
        opening = self._take()
        self._deeper(opening)
        tree = self._either()
        self._depth -= 1
        if self._kind != "close":
            raise WatchSyntaxError("open bracket", opening.start)
        self._take()
        return tree

    def _of_field(self) -> Query:
        piece, outer = self._take(), self._field
        if self._kind not in ("open", "field", "phrase", "exact", "word"):
            raise WatchSyntaxError("missing value", piece.start)
        self._deeper(piece)
        self._field = None if piece.inside == "title" else piece.inside  # type: ignore[assignment]  # a name of FIELDS
        term = self._term()
        self._field = outer
        self._depth -= 1
        return Titled(term) if piece.inside == "title" else term

    def _deeper(self, piece: Piece) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise WatchSyntaxError("too deep", piece.start)

    def _refuse(self, problem: Problem) -> NoReturn:
        raise WatchSyntaxError(problem, self._pieces[self._at].start if self._kind != "end" else self._length)


def _side(query: Query, near: Piece) -> Query:
    """A side of NEAR in normal form: a leaf, or an OR of leaves."""
    side = normal(query)
    if not all(isinstance(leaf, Leaf) for leaf in (side.parts if isinstance(side, Or) else (side,))):
        raise WatchSyntaxError("near side", near.start)
    return side


def _known(field: MetadataField, piece: Piece) -> Query:
    if piece.kind == "word" and "*" in piece.text:
        raise WatchSyntaxError("star inside", piece.start + piece.text.index("*"))
    value = normal_value(field, piece.inside)
    if not value:
        problems: dict[str, Problem] = {"lang": "unknown language", "region": "unknown region"}
        raise WatchSyntaxError(problems.get(field, "missing value"), piece.start)
    return Is(field, value)


def _leaf(piece: Piece) -> Query:
    if piece.kind == "word":
        return _word(piece)
    words = tuple(token.word for token in tokenise(piece.inside))
    if not words:
        raise WatchSyntaxError("empty phrase", piece.start)
    if piece.kind == "exact":
        return Exact(piece.inside)
    if "*" in piece.inside:
        raise WatchSyntaxError("star inside", piece.start + piece.text.index("*"))
    return Phrase(words)


def _word(piece: Piece) -> Query:
    ending = piece.text[-1] if piece.text[-1] in "*~" else ""
    text = piece.text.removesuffix(ending)
    if "*" in text:
        raise WatchSyntaxError("star inside", piece.start + text.index("*"))
    visible = INVISIBLE.sub("", text)
    tokens = tokenise(visible)
    if not tokens:
        raise WatchSyntaxError("bare star" if ending == "*" else "missing term", piece.start)
    if not ending:
        return Phrase(_words(visible, tokens))
    if len(tokens) > 1 and not _is_bound(visible, tokens):  # l'écol* : the clitic, then the beginning of a word
        raise WatchSyntaxError("star inside" if ending == "*" else "tilde inside", piece.start + len(text))
    if ending == "*":
        return Prefix("".join(token.word for token in tokens))
    written = "".join(visible[token.start : token.end] for token in tokens)
    return Inflected(unicodedata.normalize("NFC", written).lower())


def _words(visible: str, tokens: list[Token]) -> tuple[str, ...]:
    """The words of a phrase. A hashtag whose words would be found joined too is these words: #TerreauCommun, « terreau commun »."""
    if HASHTAG.fullmatch(visible) and len(tokens) == 1:
        written = visible[tokens[0].start : tokens[0].end]
        borders = [0, *hashtag_borders(written), len(written)]
        cut = tuple(t.word for start, end in pairwise(borders) for t in tokenise(written[start:end]))
        if 1 < len(cut) <= MOST_BOUND and all(len(word) >= SHORTEST_JOINED for word in cut):
            return cut
    return tuple(token.word for token in tokens)


def _is_bound(visible: str, tokens: list[Token]) -> bool:
    """Whether hyphens make these words one."""
    gaps = (visible[one.end : other.start] for one, other in pairwise(tokens))
    return len(tokens) <= MOST_BOUND and all(gap in HYPHENS for gap in gaps)
