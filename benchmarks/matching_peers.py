"""What else finds many watches in many posts: anchors found by an engine of strings, then evaluated; or indexes of a batch.

Each is given what it is best at: text folded by one table, the rarest group of a watch as anchors, watches in its own language.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from benchmarks.matching_workload import Watch
from entregent.core.matching import Document
from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.kernel.programs import joined
from entregent.core.matching.query import Is, Phrase, Prefix
from entregent.core.text import fold

Pair = tuple[int, int]  # post, watch
# Latin-1 and its neighbours, folded; what is no letter or digit separates.
FOLDED = bytes(
    ord(letter) if len(letter := fold(one)) == 1 and letter.isascii() and letter.isalnum() else 32
    for one in (bytes([code]).decode("cp1252", "replace") for code in range(256))
)
LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}


def folded(text: str) -> bytes:
    """The words of the text between single spaces, as the workload's letters fold."""
    if not text.isascii():
        for letter, plain in LIGATURES.items():
            if letter in text:
                text = text.replace(letter, plain)
    return b" " + b" ".join(text.encode("cp1252", "replace").translate(FOLDED).split()) + b" "


def literals(leaf: Phrase | Prefix) -> list[bytes]:
    """What the text holds when the leaf is there."""
    if isinstance(leaf, Prefix):
        return [f" {leaf.letters}".encode()]
    return [f" {' '.join(words)} ".encode() for words in (leaf.words, *joined(leaf.words))]


class Peer(ABC):
    """An engine, made for some watches."""

    indexes_a_batch = False
    most_watches = 100_000  # more would take too long: the first ones alone

    def __init__(self, watches: Sequence[Watch], frequencies: Frequencies) -> None:
        self._watches = watches
        self.size = len(watches)
        self._groups = [[list(chain(*map(literals, group))) for group in watch.groups] for watch in watches]
        self._none = [list(chain(*map(literals, watch.none))) for watch in watches]
        self._near = [
            [(one.left.words[0].encode(), one.right.words[0].encode(), one.distance) for one in watch.near]  # type: ignore[union-attr]
            for watch in watches
        ]
        self._frequencies = frequencies
        self._build()

    @abstractmethod
    def _build(self) -> None: ...

    @abstractmethod
    def match(self, posts: Sequence[Document]) -> list[Pair]:
        """Return which post each watch catches."""

    def close(self) -> None:  # noqa: B027 (most have nothing to stop)
        """Stop what was started."""

    def spent_elsewhere(self) -> float:
        """CPU seconds of other processes that work for it."""
        return 0.0

    def _anchors(self) -> dict[bytes, list[int]]:
        """The cheapest group of each watch."""
        anchors: dict[bytes, list[int]] = {}
        for watch, groups in enumerate(self._groups):
            sides = [[b" " + side + b" "] for left, right, _ in self._near[watch] for side in (left, right)]
            for literal in set(min([*groups, *sides], key=lambda group: sum(map(self._cost, group)))):
                anchors.setdefault(literal, []).append(watch)
        return anchors

    def _cost(self, literal: bytes) -> float:
        words = tuple(literal.decode().split())
        return self._frequencies.of_phrase(words if literal.endswith(b" ") else (f"{words[0]}*",))

    def _evaluate(self, number: int, post: Document, text: bytes, tried: Iterable[int]) -> list[Pair]:
        places: dict[bytes, list[int]] = {}
        return [(number, watch) for watch in tried if self._catches(watch, post, text, places)]

    def _catches(self, watch: int, post: Document, text: bytes, places: dict[bytes, list[int]]) -> bool:
        return (
            all(known(one, post) for one in self._watches[watch].known)
            and all(any(literal in text for literal in group) for group in self._groups[watch])
            and all(self._is_near(text, places, *near) for near in self._near[watch])
            and not any(literal in text for literal in self._none[watch])
        )

    @staticmethod
    def _is_near(text: bytes, places: dict[bytes, list[int]], left: bytes, right: bytes, distance: int) -> bool:
        if not places:
            for at, word in enumerate(text.split()):
                places.setdefault(word, []).append(at)
        pairs = ((one, other) for one in places.get(left, ()) for other in places.get(right, ()))
        return any(one != other and abs(one - other) <= distance for one, other in pairs)


def known(leaf: Is, post: Document) -> bool:
    """Whether what is known of a post of the workload is as a leaf says."""
    value = {"lang": post.language, "site": post.site, "author": post.author.lower()}[leaf.field]
    return value == leaf.value


class PyAhoCorasick(Peer):
    """pyahocorasick, C."""

    def _build(self) -> None:
        import ahocorasick

        self._automaton: Any = ahocorasick.Automaton()
        for literal, watches in self._anchors().items():
            self._automaton.add_word(literal.decode(), watches)
        self._automaton.make_automaton()

    def match(self, posts: Sequence[Document]) -> list[Pair]:
        found = []
        for number, post in enumerate(posts):
            text = folded(post.body)
            found += self._evaluate(
                number, post, text, {w for _, ws in self._automaton.iter(text.decode()) for w in ws}
            )
        return found


class AhoCorasickRs(Peer):
    """ahocorasick-rs, Rust."""

    def _build(self) -> None:
        from ahocorasick_rs import BytesAhoCorasick

        anchors = self._anchors()
        self._by_number = list(anchors.values())
        self._automaton = BytesAhoCorasick(list(anchors))

    def match(self, posts: Sequence[Document]) -> list[Pair]:
        found = []
        for number, post in enumerate(posts):
            text = folded(post.body)
            at = self._automaton.find_matches_as_indexes(text, overlapping=True)
            found += self._evaluate(number, post, text, {w for one, _, _ in at for w in self._by_number[one]})
        return found


class Hyperscan(Peer):
    """Hyperscan, literals."""

    def _build(self) -> None:
        import hyperscan

        anchors = self._anchors()
        self._by_number = list(anchors.values())
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        numbers = list(range(len(anchors)))
        flags = [0] * len(anchors)
        self._database.compile(expressions=list(anchors), ids=numbers, flags=flags, elements=len(anchors), literal=True)

    def match(self, posts: Sequence[Document]) -> list[Pair]:
        found = []
        tried: set[int] = set()

        def note(number: int, *_: Any) -> None:
            tried.update(self._by_number[number])

        for number, post in enumerate(posts):
            text = folded(post.body)
            tried.clear()
            self._database.scan(text, match_event_handler=note)
            found += self._evaluate(number, post, text, tried)
        return found


class Sqlite(Peer):
    """SQLite's FTS5: a batch indexed in memory, then each watch asked."""

    indexes_a_batch = True
    most_watches = 10_000

    def _build(self) -> None:
        self._asked = [self._question(watch) for watch in range(len(self._watches))]

    def _question(self, watch: int) -> tuple[str, list[str]]:
        parts = [f"({' OR '.join(map(_quoted, group))})" for group in self._groups[watch]]
        parts += [f"NEAR({left.decode()} {right.decode()}, {steps - 1})" for left, right, steps in self._near[watch]]
        text = " AND ".join(parts)
        if self._none[watch]:
            text = f"({text}) NOT ({' OR '.join(map(_quoted, self._none[watch]))})"
        leaves = self._watches[watch].known
        return "".join(f" AND {leaf.field} = ?" for leaf in leaves), [text, *(leaf.value for leaf in leaves)]

    def match(self, posts: Sequence[Document]) -> list[Pair]:
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE f USING fts5(t, lang UNINDEXED, author UNINDEXED, site UNINDEXED)")
        rows = ((n, folded(p.body).decode(), p.language, p.author.lower(), p.site) for n, p in enumerate(posts))
        database.executemany("INSERT INTO f(rowid, t, lang, author, site) VALUES (?, ?, ?, ?, ?)", rows)
        found = []
        for watch, (more, asked) in enumerate(self._asked):
            query = "SELECT rowid FROM f WHERE f MATCH ?" + more  # noqa: S608 (names of columns, ours)
            found += [(row, watch) for (row,) in database.execute(query, asked)]
        database.close()
        return found


def _quoted(literal: bytes) -> str:
    text = literal.decode().strip()
    return f'"{text}"' if literal.endswith(b" ") else f'"{text}"*'


class Tantivy(Peer):
    """Tantivy, the Rust cousin of Lucene: a batch indexed, then each watch asked."""

    indexes_a_batch = True
    most_watches = 10_000

    def _build(self) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, fast=True)
        builder.add_text_field("t", tokenizer_name="whitespace")
        for field in ("lang", "author", "site"):
            builder.add_text_field(field, tokenizer_name="raw")
        self._tantivy: Any = tantivy
        self._schema = builder.build()
        self._asked = [self._question(watch) for watch in range(len(self._watches))]

    def _question(self, watch: int) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        parts = [(occur.Must, self._any(map(self._leaf, group))) for group in self._groups[watch]]
        for left, right, steps in self._near[watch]:
            orders = ([left.decode(), right.decode()], [right.decode(), left.decode()])
            parts.append(
                (occur.Must, self._any(query.phrase_query(self._schema, "t", one, steps - 1) for one in orders))
            )
        known = self._watches[watch].known
        parts += [(occur.Must, query.term_query(self._schema, leaf.field, leaf.value)) for leaf in known]
        parts += [(occur.MustNot, self._leaf(literal)) for literal in self._none[watch]]
        return query.boolean_query(parts)

    def _any(self, leaves: Iterable[Any]) -> Any:
        return self._tantivy.Query.boolean_query([(self._tantivy.Occur.Should, leaf) for leaf in leaves])

    def _leaf(self, literal: bytes) -> Any:
        query, words = self._tantivy.Query, literal.decode().split()
        if not literal.endswith(b" "):
            return query.regex_query(self._schema, "t", f"{words[0]}.*")
        if len(words) > 1:
            return query.phrase_query(self._schema, "t", words)
        return query.term_query(self._schema, "t", words[0], "position")

    def match(self, posts: Sequence[Document]) -> list[Pair]:
        index = self._tantivy.Index(self._schema)
        writer = index.writer(50_000_000, 1)
        for number, post in enumerate(posts):
            fields = {"lang": post.language, "author": post.author.lower(), "site": post.site}
            writer.add_document(self._tantivy.Document(id=number, t=folded(post.body).decode(), **fields))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        found = []
        for watch, query in enumerate(self._asked):
            hits = searcher.search(query, limit=len(posts), count=False).hits
            found += [(searcher.doc(address)["id"][0], watch) for _, address in hits]
        return found


PEERS: dict[str, type[Peer]] = {
    "pyahocorasick": PyAhoCorasick,
    "ahocorasick-rs": AhoCorasickRs,
    "hyperscan": Hyperscan,
    "tantivy": Tantivy,
    "sqlite": Sqlite,
}
AUTOMATA = ("pyahocorasick", "ahocorasick-rs", "hyperscan")
