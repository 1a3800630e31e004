"""Queries written for other tools, in the watch language; what cannot be kept is said, never dropped in silence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from entregent.core.matching.errors import WatchSyntaxError
from entregent.core.matching.foreign import FIELDS, ForeignPiece, Target, foreign_pieces
from entregent.core.matching.grammar import MOST_STEPS, read
from entregent.core.matching.keywords import KEYWORDS
from entregent.core.matching.mends import mended
from entregent.core.matching.metadata import normal_value
from entregent.core.matching.query import Is, MetadataField
from entregent.core.matching.written import to_text
from entregent.core.text import tokenise

Dialect = Literal["google", "lucene", "brandwatch", "talkwalker", "meltwater"]
Loss = Literal[
    "wildcard widened", "wildcard dropped", "field dropped", "field widened", "unknown value", "fuzzy", "weight", "order",
    "near widened", "pairwise", "steps", "sign dropped", "optional dropped", "range dropped", "bracket", "no word", "unreadable",
    "small operator",
]  # fmt: skip
CASELESS = frozenset({"brandwatch", "talkwalker", "meltwater"})
DEEPEST = 40
SHORTEST_BEGINNING = 3  # letters before a wildcard that still mean something
WEIGHT, FUZZY = re.compile(r"\^[\d.]*$"), re.compile(r"~[\d.]*$")
SMALL = frozenset({"and", "or", "not", "et", "ou", "sauf"})


@dataclass(frozen=True, slots=True)
class Note:
    """What a translation could not keep, or changed. about: the words in question, as written."""

    loss: Loss
    about: str


@dataclass(frozen=True, slots=True)
class Translation:
    """query_text can be read; "" when nothing is left."""

    query_text: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Text in the watch language; loose: it needs brackets inside another."""

    text: str
    loose: bool = False
    required: bool = False
    denied: bool = False

    @property
    def operand(self) -> str:
        return f"({self.text})" if self.loose else self.text


def translate(text: str, dialect: Dialect | None = None) -> Translation:
    """Return the query in the watch language, with notes on what could not be kept.

    dialect: where it comes from. "google": OR binds before words side by side; "lucene": words side by side are alternatives unless
    one is required by +; the others write operators in any case. None: capitals, and AND binds first.
    """
    translator = _Translator(foreign_pieces(text, caseless=dialect in CASELESS), dialect)
    written = translator.translated()
    try:
        if written:
            read(written)
    except WatchSyntaxError as error:
        translator.note("unreadable", written)
        written = mended(written, error) or ""
    return Translation(written, tuple(dict.fromkeys(translator.notes)))


class _Translator:
    """Recursive descent that never refuses: what it cannot place becomes a note."""

    def __init__(self, pieces: list[ForeignPiece], dialect: Dialect | None) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0
        self._dialect = dialect
        self._field: Target = "text"
        self.notes: list[Note] = []

    def note(self, loss: Loss, about: str) -> None:
        self.notes.append(Note(loss, about))

    @property
    def _kind(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else "end"

    def _take(self) -> ForeignPiece:
        self._at += 1
        return self._pieces[self._at - 1]

    def translated(self) -> str:
        parts = []
        while self._kind != "end":
            parts.append(self._either())
            if self._kind == "close":
                self.note("bracket", self._take().text)
        whole = _joined("AND", parts)
        return whole.text if whole else ""

    def _either(self) -> _Part | None:
        return self._both() if self._dialect == "google" else self._chain(self._both)

    def _chain(self, below: Callable[[], _Part | None]) -> _Part | None:
        """Alternatives: what OR joins."""
        noted_first = len(self.notes)
        parts = [below()]
        while self._kind == "OR":
            sign, noted = self._take(), len(self.notes)
            parts.append(below())
            if parts[-1] is None:
                self._unless_noted(noted, sign.text)
            elif parts[0] is None and len(parts) == 2:
                self._unless_noted(noted_first, sign.text)
        return _joined("OR", parts)

    def _unless_noted(self, before: int, sign: str) -> None:
        """Say that an operator is dropped, unless what it stood beside was said to be."""
        if len(self.notes) == before:
            self.note("sign dropped", sign)

    def _both(self) -> _Part | None:
        parts: list[_Part | None] = []
        said_and = False
        while self._kind not in ("close", "end") and (self._kind != "OR" or self._dialect == "google"):
            if self._kind == "AND" and parts:
                self._take()
                said_and = True
            parts.append(self._chain(self._denied) if self._dialect == "google" else self._denied())
        if self._dialect == "lucene" and not said_and:
            return self._optional([part for part in parts if part])
        return _joined("AND", parts)

    def _optional(self, parts: list[_Part]) -> _Part | None:
        """Side by side in Lucene: alternatives, or, beside what + requires, mere wishes."""
        required = [part for part in parts if part.required]
        denied = [part for part in parts if part.denied]
        wished = [part for part in parts if not part.required and not part.denied]
        if required:
            for part in wished:
                self.note("optional dropped", part.text)
            return _joined("AND", [*required, *denied])
        return _joined("AND", [_joined("OR", wished), *denied])

    def _denied(self) -> _Part | None:
        denied = required = False
        noted, sign = len(self.notes), ""
        while self._kind in ("NOT", "REQUIRED"):
            taken = self._take()
            sign = taken.text
            denied ^= taken.kind == "NOT"
            required |= taken.kind == "REQUIRED"
        part = self._near()
        if part is None:
            if sign:
                self._unless_noted(noted, sign)
            return None
        if denied:
            return _Part(f"NOT {part.operand}", denied=True)
        return replace(part, required=required or part.required)

    def _near(self) -> _Part | None:
        left, pairs = self._term(), []
        while self._kind == "near":
            sign = self._take()
            right = self._term()
            if left is None or right is None:
                self.note("sign dropped", sign.text)
                left = left or right
                continue
            pairs.append(self._pair(left, sign, right))
            left = right
        if len(pairs) > 1:
            self.note("pairwise", pairs[0])
        return _joined("AND", [_Part(pair, loose=True) for pair in pairs]) if pairs else left

    def _pair(self, left: _Part, sign: ForeignPiece, right: _Part) -> str:
        pair = f"{left.operand} NEAR/{self._steps(sign)} {right.operand}"
        try:
            read(pair)
        except WatchSyntaxError:
            self.note("near widened", pair)
            return f"{left.operand} AND {right.operand}"
        return pair

    def _steps(self, sign: ForeignPiece) -> int:
        if sign.ordered:
            self.note("order", sign.text)
        kept = min(max(sign.steps, 1), MOST_STEPS)
        if kept != sign.steps:
            self.note("steps", sign.text)
        return kept

    def _term(self) -> _Part | None:
        while self._kind in ("AND", "NOT", "REQUIRED", "near") or (
            self._kind in ("open", "field") and self._depth >= DEEPEST
        ):
            sign = self._take()
            self.note("bracket" if sign.kind == "open" else "sign dropped", sign.text)
        if self._kind in ("OR", "close", "end"):
            return None
        self._depth += 1
        piece = self._take()
        part = self._bracketed(piece) if piece.kind == "open" else self._one(piece)
        self._depth -= 1
        return part

    def _bracketed(self, opening: ForeignPiece) -> _Part | None:
        part = self._either()
        if self._kind == "close":
            self._take()
        else:
            self.note("bracket", opening.text)
        return part

    def _one(self, piece: ForeignPiece) -> _Part | None:
        if piece.kind == "field":
            return self._of_field(piece)
        if piece.kind == "range":
            self.note("range dropped", piece.text)
            return None
        if self._field != "text" and self._field != "title":  # noqa: PLR1714 (mypy narrows this form)
            return self._known(self._field, piece)
        return self._phrase(piece) if piece.kind == "phrase" else self._words(piece)

    def _of_field(self, piece: ForeignPiece) -> _Part | None:
        target = FIELDS.get(piece.inside)
        outer, self._field = self._field, target or "text"
        start, kept_notes = self._at, len(self.notes)
        part = self._term()
        self._field = outer
        if target is None:
            del self.notes[kept_notes:]
            self.note("field dropped", piece.text + " ".join(each.text for each in self._pieces[start : self._at]))
            return None
        if target == "text" or piece.inside.startswith("allin"):
            self.note("field widened", piece.text)
        return _Part(f"title:{part.operand}") if part and target == "title" else part

    def _known(self, field: MetadataField, piece: ForeignPiece) -> _Part | None:
        parts = []
        for written in piece.inside.split(",") if piece.kind == "word" else [piece.inside]:
            value = normal_value(field, written.removeprefix("*.").strip("*@"))
            parts.append(_Part(to_text(Is(field, value))) if value else None)
            if not value:
                self.note("unknown value", f"{field}:{written}")
        return _joined("OR", parts)

    def _phrase(self, piece: ForeignPiece) -> _Part | None:
        if not any(sign in piece.inside for sign in "*?") and not piece.steps:
            if tokenise(piece.inside):
                return _Part(f'"{piece.inside}"')
            self.note("no word", piece.text)
            return None
        if not piece.steps:
            self.note("order", piece.text)
        return self._near_words(piece)

    def _near_words(self, piece: ForeignPiece) -> _Part | None:
        """A phrase with a slop, or with wildcards for words: words near one another."""
        pairs: list[str] = []
        last, gap = "", 0
        for written in piece.inside.split():
            gap += 1
            word = None if set(written) <= set("*?") else self._word(written)
            if word is None:
                continue
            if last:
                pairs.append(f"{last} NEAR/{min(max(piece.steps, gap), MOST_STEPS)} {word.operand}")
            last, gap = word.operand, 0
        if len(pairs) > 1:
            self.note("pairwise", piece.text)
        alone = _Part(last) if last else None
        return _joined("AND", [_Part(pair, loose=True) for pair in pairs]) if pairs else alone

    def _words(self, piece: ForeignPiece) -> _Part | None:
        return _joined("AND", [self._word(written) for written in piece.inside.split(",")])

    def _word(self, written: str) -> _Part | None:
        text = written
        if found := WEIGHT.search(text):
            self.note("weight", written)
            text = text[: found.start()]
        if found := FUZZY.search(text):
            self.note("fuzzy", written)
            text = text[: found.start()]
        if text in SMALL:
            self.note("small operator", text)
        text = self._wild(text)
        if not tokenise(text):
            if text or written == text:
                self.note("sign dropped", written)
            return None
        text = text.lower() if text in KEYWORDS else text
        try:
            read(text)
        except WatchSyntaxError as error:
            self.note("wildcard widened", written)
            text = mended(text, error) or ""
        return _Part(text) if text else None

    def _wild(self, text: str) -> str:
        """The word with a wildcard at its end alone; "" when its beginning is too short to mean anything."""
        bare = text.lstrip("*?")
        if bare != text:
            self.note("wildcard dropped", text)
        first = next((index for index, character in enumerate(bare) if character in "*?"), None)
        if first is None or bare[first:] == "*":
            return bare
        if first < SHORTEST_BEGINNING:
            self.note("wildcard dropped", text)
            return ""
        self.note("wildcard widened", text)
        return f"{bare[:first]}*"


def _joined(operator: Literal["AND", "OR"], parts: Sequence[_Part | None]) -> _Part | None:
    kept = [part for part in parts if part]
    if len(kept) < 2:
        return kept[0] if kept else None
    return _Part(f" {operator} ".join(part.operand for part in kept), loose=True)
