"""The plain evaluator: each watch against each document, one after the other.

Correct and slow; the compiled kernel that replaces it answers the same hits behind the same door.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from entregent.core.matching.document import Document, Hit, Span
from entregent.core.matching.query import And, Not, Or, Phrase, Prefix, Query
from entregent.core.text import Token, tokenise

Range = tuple[int, int]  # first token, last token + 1


class WatchSet:
    """Watches ready to be matched."""

    def __init__(self, queries: Mapping[int, Query]) -> None:
        self._queries = dict(queries)

    def match(self, batch: Iterable[Document]) -> Iterator[Hit]:
        """Yield a hit for each watch that catches a document: documents in order, watches in order."""
        for document in batch:
            words = _Words(document)
            for watch, query in self._queries.items():
                found = words.find(query)
                if found is not None:
                    yield Hit(watch, document.id, words.spans(found))


def compile(watches: Mapping[int, Query]) -> WatchSet:  # noqa: A001 (the door's name, as in `re`)
    """Return the watches (id to query) ready for matching."""
    return WatchSet(watches)


class _Words:
    """The words of one document, indexed by word. Title and body are one sequence with a gap that no phrase crosses."""

    def __init__(self, document: Document) -> None:
        title = tokenise(document.title)
        self._tokens: list[Token | None] = [*title, None, *tokenise(document.body)]
        self._body_from = len(title) + 1
        self._at: dict[str, list[int]] = defaultdict(list)
        for index, token in enumerate(self._tokens):
            if token is not None:
                self._at[token.word].append(index)

    def find(self, query: Query) -> list[Range] | None:
        """Return where the query is satisfied, or None when it is not."""
        match query:
            case Phrase(words):
                return self._phrase(words) or None
            case Prefix(letters):
                starts = (at for word, at in self._at.items() if word.startswith(letters))
                return [(index, index + 1) for at in starts for index in at] or None
            case Not(part):
                return None if self.find(part) is not None else []
            case And(parts):
                return self._all(parts)
            case Or(parts):
                found = [ranges for part in parts if (ranges := self.find(part)) is not None]
                return [single for ranges in found for single in ranges] if found else None

    def _all(self, parts: tuple[Query, ...]) -> list[Range] | None:
        gathered: list[Range] = []
        for part in parts:
            found = self.find(part)
            if found is None:
                return None
            gathered += found
        return gathered

    def _phrase(self, words: tuple[str, ...]) -> list[Range]:
        size = len(words)
        return [(first, first + size) for first in self._at.get(words[0], ()) if self._reads(first, words)]

    def _reads(self, first: int, words: tuple[str, ...]) -> bool:
        read = self._tokens[first : first + len(words)]
        return len(read) == len(words) and all(t is not None and t.word == w for t, w in zip(read, words, strict=True))

    def spans(self, ranges: list[Range]) -> tuple[Span, ...]:
        """Turn ranges of words into ranges of characters, in order, overlapping ones joined."""
        joined: list[Range] = []
        for first, last in sorted(set(ranges)):
            if joined and first < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return tuple(self._span(first, last) for first, last in joined)

    def _span(self, first: int, last: int) -> Span:
        opening, closing = self._tokens[first], self._tokens[last - 1]
        assert opening is not None and closing is not None  # noqa: S101, PT018 (ranges never cover the gap)
        return Span("body" if first >= self._body_from else "title", opening.start, closing.end)
