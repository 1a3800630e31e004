"""PostgreSQL as one who finds watches in posts: a batch in a table with a GIN index, then each watch asked.

The server that the tests start, thrown away at the end. What its process spends counts as the peer's own.
"""

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import psycopg

from benchmarks.matching_peers import Pair, Peer, folded
from entregent.core.matching import Document
from tests.services.postgresql import PostgreSQL, find_postgresql, start_postgresql

TICKS = os.sysconf("SC_CLK_TCK")  # of the clock by which Linux counts processor time, a second


class Postgres(Peer):
    """tsvector and tsquery, words and their places given as they are."""

    indexes_a_batch = True
    most_watches = 1000

    def _build(self) -> None:
        programs = find_postgresql()
        if programs is None:
            raise RuntimeError("no PostgreSQL server on this machine")
        self._server: PostgreSQL = start_postgresql(programs)
        self._connection = psycopg.connect(self._server.url(), autocommit=True)
        self._process = self._connection.info.backend_pid
        self._asked = [self._question(watch) for watch in range(len(self._watches))]

    def close(self) -> None:
        self._connection.close()
        self._server.stop()

    def spent_elsewhere(self) -> float:
        fields = Path(f"/proc/{self._process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _question(self, watch: int) -> tuple[str, list[str]]:
        parts = [f"({' | '.join(map(_lexemes, group))})" for group in self._groups[watch]]
        for left, right, steps in self._near[watch]:
            sides = (left.decode(), right.decode()), (right.decode(), left.decode())
            parts.append(f"({' | '.join(f'({a} <{n}> {b})' for a, b in sides for n in range(1, steps + 1))})")
        parts += [f"!{_lexemes(literal)}" for literal in self._none[watch]]
        leaves = self._watches[watch].known
        return "".join(f" AND {leaf.field} = %s" for leaf in leaves), [
            " & ".join(parts),
            *(leaf.value for leaf in leaves),
        ]

    def match(self, posts: Sequence[Document]) -> list[Pair]:
        cursor = self._connection.cursor()
        cursor.execute("DROP TABLE IF EXISTS p")
        cursor.execute("CREATE UNLOGGED TABLE p (id int, lang text, author text, site text, t tsvector)")
        with cursor.copy("COPY p FROM STDIN") as rows:
            for number, post in enumerate(posts):
                rows.write_row((number, post.language, post.author.lower(), post.site, _vector(post)))
        cursor.execute("CREATE INDEX ON p USING gin (t)")
        cursor.execute("ANALYZE p")
        found = []
        for watch, (more, asked) in enumerate(self._asked):
            query = "SELECT id FROM p WHERE t @@ %s::tsquery" + more  # noqa: S608 (names of columns, ours)
            cursor.execute(query, asked)
            found += [(row, watch) for (row,) in cursor.fetchall()]
        return found


def _vector(post: Document) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    for at, word in enumerate(folded(post.body).decode().split(), 1):
        places[word].append(str(at))
    return " ".join(f"{word}:{','.join(at)}" for word, at in places.items())


def _lexemes(literal: bytes) -> str:
    text = literal.decode().strip()
    return f"({' <-> '.join(text.split())})" if literal.endswith(b" ") else f"{text}:*"
