"""What can be read but was perhaps not meant: said before a watch is kept, never in its way."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, pairwise
from typing import Literal

from entregent.core.matching.errors import WatchSyntaxError
from entregent.core.matching.grammar import read
from entregent.core.matching.keywords import FIELDS
from entregent.core.matching.look_alikes import skeleton
from entregent.core.matching.pieces import TEXTUAL, Piece, pieces
from entregent.core.matching.query import And, Not, Or, Phrase, Query, Titled
from entregent.core.text import fold, tokenise
from entregent.core.text.stop_words import STOP_WORDS

Doubt = Literal[
    "only not", "common word", "small operator", "capital operator", "odd minus", "mixed scripts", "or with and", "short prefix",
    "unknown field", "near without steps", "tilde after phrase",
]  # fmt: skip
COMMON = 0.2  # share of posts: one in five is more than a team reads
MOST_OF_A_KIND = 10  # cautions: more are not read
SHORTEST_PREFIX = 3  # letters
SMALL_OPERATORS = {"and": "AND", "et": "ET", "or": "OR", "ou": "OU", "not": "NOT", "sauf": "SAUF", "near": "NEAR/5"}
FIELD_LIKE = re.compile(r"([^\W\d_]{3,}):(?!//)(?=.)")
DASHES = "–—−"
STOP = frozenset(fold(word) for words in STOP_WORDS.values() for word in words)


@dataclass(frozen=True, slots=True)
class Caution:
    """A doubt about the characters from start to before end. about: the words in question.

    mend: the whole watch as it may have been meant, where that is plain. share: of posts that the word is in, where it is known.
    """

    doubt: Doubt
    start: int
    end: int
    about: str
    mend: str | None = None
    share: float | None = None


def lint(text: str, frequencies: Mapping[str, float] | None = None) -> list[Caution]:
    """Return what may not be meant, in the order of the text; nothing for a watch that cannot be read.

    frequencies: folded word → share of posts it is in (0 to 1). Without it, only the small words of French and English are common.
    """
    try:
        query = read(text)
    except WatchSyntaxError:
        return []
    found = list(pieces(text))
    cautions = [caution for look in LOOKS for caution in islice(look(text, found), MOST_OF_A_KIND)]
    cautions += islice(_of_meaning(text, found, query, frequencies or {}), MOST_OF_A_KIND)
    return sorted(cautions, key=lambda caution: (caution.start, caution.end, caution.doubt))


def _caution(text: str, doubt: Doubt, piece: Piece, instead: str | None = None) -> Caution:
    mend = None if instead is None else text[: piece.start] + instead + text[piece.end :]
    if mend is not None and not _is_readable(mend):
        mend = None
    return Caution(doubt, piece.start, piece.end, piece.text, mend)


def _is_readable(text: str) -> bool:
    try:
        read(text)
    except WatchSyntaxError:
        return False
    return True


def _small_operators(text: str, found: list[Piece]) -> Iterator[Caution]:
    """`compost or terreau`: a small word between two terms, where an operator would stand."""
    for before, piece, after in zip(found, found[1:], found[2:], strict=False):
        between = before.kind in TEXTUAL | {"close"} and after.kind in TEXTUAL | {"open", "field", "NOT"}
        if between and piece.kind == "word" and piece.inside in SMALL_OPERATORS:
            yield _caution(text, "small operator", piece, SMALL_OPERATORS[piece.inside])


def _capital_operators(text: str, found: list[Piece]) -> Iterator[Caution]:
    """`TERRE ET MER`: everything is in capitals, so that an operator may be a word."""
    words = [piece.text for piece in found if piece.kind == "word"]
    if len(words) < 2 or not all(any(map(str.isalpha, word)) and word == word.upper() for word in words):
        return
    for before, piece, after in zip(found, found[1:], found[2:], strict=False):
        if piece.kind in ("AND", "OR") and before.kind == after.kind == "word":
            phrase = f'"{text[before.start : after.end]}"'
            mend = text[: before.start] + phrase + text[after.end :]
            yield Caution("capital operator", piece.start, piece.end, piece.text, mend)


def _odd_minuses(text: str, found: list[Piece]) -> Iterator[Caution]:
    """`–pêche` with a dash, `éco- citoyen` with a space."""
    for piece, after in zip(found, [*found[1:], None], strict=True):
        if piece.kind != "word":
            continue
        if piece.text[0] in DASHES:
            yield _caution(text, "odd minus", piece, f"-{piece.text.lstrip(DASHES)}")
        elif piece.text[-1] in f"-‐‑{DASHES}" and after and after.kind == "word":
            both = Piece("word", text[piece.start : after.end], piece.start)
            yield _caution(text, "odd minus", both, f"{piece.text[:-1]}-{after.text}")


def _mixed_scripts(text: str, found: list[Piece]) -> Iterator[Caution]:
    """A Cyrillic « а » in a Latin word."""
    for piece in found:
        if piece.kind in TEXTUAL:
            tokens = [token for token in tokenise(piece.text) if skeleton(token.word)]
            if tokens:
                yield _caution(text, "mixed scripts", piece, _latin(piece.text))


def _latin(written: str) -> str:
    """The text with Latin letters for those that look so, capitals kept."""

    def letter(character: str) -> str:
        looks = skeleton(f"a{fold(character)}") if unicodedata.category(character).startswith("L") else None
        latin = looks[1:] if looks else character
        return latin.upper() if looks and character.isupper() else latin

    return "".join(map(letter, written))


def _or_with_and(text: str, found: list[Piece]) -> Iterator[Caution]:
    """`jardin OR balcon compost`: within one pair of brackets, OR beside AND, which binds first."""
    levels: list[_Level] = [_Level(None)]
    for before, piece in zip([None, *found], found, strict=False):
        if piece.kind == "close":
            yield from _of_level(text, levels.pop())
        elif piece.kind == "OR":
            levels[-1].end_group()
        else:
            levels[-1].add(piece, follows_term=before is not None and before.kind in TEXTUAL | {"close"})
            if piece.kind == "open":
                levels.append(_Level(before))
        if piece.kind == "close":
            levels[-1].last_end = piece.end
    for level in levels:
        yield from _of_level(text, level)


class _Level:
    """What stands between one pair of brackets: groups of terms that AND joins, with OR between them."""

    def __init__(self, before: Piece | None) -> None:
        self.groups: list[tuple[int, int]] = []  # of several terms
        self.has_or = False
        self.is_of_field = before is not None and before.kind == "field"
        self.start: int | None = None
        self.last_end = 0
        self.terms = 0

    def add(self, piece: Piece, *, follows_term: bool) -> None:
        if self.start is None:
            self.start = piece.start
        self.last_end = piece.end
        self.terms += piece.kind == "AND" or (follows_term and piece.kind in TEXTUAL | {"open", "field", "NOT"})

    def end_group(self) -> None:
        self.has_or = True
        self.close_group()

    def close_group(self) -> None:
        if self.start is not None and self.terms:
            self.groups.append((self.start, self.last_end))
        self.start, self.terms = None, 0


def _of_level(text: str, level: _Level) -> Iterator[Caution]:
    level.close_group()
    if level.has_or:
        for start, end in level.groups:
            written = Piece("word", text[start:end], start)
            yield _caution(text, "or with and", written, f"({written.text})")


def _short_prefixes(text: str, found: list[Piece]) -> Iterator[Caution]:
    for piece in found:
        if piece.kind == "word" and piece.text.endswith("*") and 0 < len(fold(piece.inside)) - 1 < SHORTEST_PREFIX:
            yield _caution(text, "short prefix", piece)


def _unknown_fields(text: str, found: list[Piece]) -> Iterator[Caution]:
    """`titel:compost`: read as words, though it looks like a field."""
    for piece in found:
        if piece.kind == "word" and (name := FIELD_LIKE.match(piece.text)):
            close = get_close_matches(fold(name[1]), FIELDS, n=1)
            yield _caution(text, "unknown field", piece, f"{close[0]}:{piece.text[name.end() :]}" if close else None)


def _nears_without_steps(text: str, found: list[Piece]) -> Iterator[Caution]:
    for piece in found:
        if piece.kind == "word" and piece.inside in ("NEAR", "PRÈS", "NEAR/", "PRÈS/"):
            yield _caution(text, "near without steps", piece, f"{piece.inside.rstrip('/')}/5")


def _tildes_after_phrases(text: str, found: list[Piece]) -> Iterator[Caution]:
    """`"tri déchets"~5`: how other tools write NEAR."""
    for piece, after in pairwise(found):
        if piece.kind == "phrase" and piece.end == after.start and re.fullmatch(r"~\d+", after.text):
            words = [token.word for token in tokenise(piece.inside)]
            both = Piece("word", piece.text + after.text, piece.start)
            steps = min(int(after.text[1:]) + 1, 100)
            yield _caution(text, "tilde after phrase", both, f"({f' NEAR/{steps} '.join(words)})")


LOOKS: list[Callable[[str, list[Piece]], Iterator[Caution]]] = [
    _small_operators, _capital_operators, _odd_minuses, _mixed_scripts, _or_with_and, _short_prefixes, _unknown_fields,
    _nears_without_steps, _tildes_after_phrases,
]  # fmt: skip


def _of_meaning(text: str, found: list[Piece], query: Query, frequencies: Mapping[str, float]) -> Iterator[Caution]:
    if not _asks_for_something(query):
        yield Caution("only not", 0, len(text), text.strip())
    for word in dict.fromkeys(_unbounded(query, frequencies)):
        piece = next((p for p in found if p.kind in TEXTUAL and [t.word for t in tokenise(p.inside)] == [word]), None)
        if piece:
            yield Caution("common word", piece.start, piece.end, piece.text, share=frequencies.get(word))


def _asks_for_something(query: Query) -> bool:
    """Whether every way to satisfy it asks for something to be there."""
    match query:
        case And(parts):
            return any(map(_asks_for_something, parts))
        case Or(parts):
            return all(map(_asks_for_something, parts))
        case _:
            return not isinstance(query, Not)


def _unbounded(query: Query, frequencies: Mapping[str, float]) -> list[str]:
    """The common words that suffice to be caught, because nothing rarer must stand beside them."""
    match query:
        case Phrase((word,)):
            return [word] if (word in STOP if word not in frequencies else frequencies[word] >= COMMON) else []
        case Or(parts):
            return [word for part in parts for word in _unbounded(part, frequencies)]
        case And(parts):
            asked = [_unbounded(part, frequencies) for part in parts if not isinstance(part, Not)]
            return [word for words in asked for word in words] if all(asked) else []
        case Titled(part):
            return _unbounded(part, frequencies)
        case _:
            return []
