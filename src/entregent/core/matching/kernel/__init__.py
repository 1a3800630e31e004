"""The compiled watch set: many watches against many posts in one reading of each post.

    watches = compile({1: "compost* OR \\"tri des déchets\\"", 2: parse("vélo NEAR/5 école")})
    for hit in watches.match(documents): ...                      # documents, or a pyarrow RecordBatch or Table

**In bulk**, for whoever writes many mentions, hits are columns (numpy), without an object for each hit:

    found = watches.match_columns(batch)
    found.row, found.post, found.watch                            # of each hit: row in the batch, id of the post, id of the watch
    found.span_at, found.field, found.start, found.end            # spans of hit i: rows span_at[i] to before span_at[i + 1]

Field is 0 in the title and 1 in the body; start and end count characters. Hits come by post, then in the order of the watches.
The columns of a batch: id, title, body (or text), language, author, site, region, kind, tags, links; those that lack are empty.
Posts that nothing catches never become Python strings.

**Edits**: `watches.change(id, query)` and `watches.remove(id)` take effect at the next match, within milliseconds whatever the
number of watches; `merge()` compiles all together again, which happens by itself after some hundred edits.

**Kept in a file**: `watches.save(file)` writes what was compiled (write beside, then rename); `compile(…, kept=file)` maps it into
memory, which processes share, or compiles anew when it is of other watches, another version or damaged.

What is inside: `folding` (Unicode to tables) → `programs` (query trees to items, programs, anchors) → `tables` (flat arrays) →
`machine`, `watching`, `engine` (compiled by numba) → `watch_set`; `plain` answers the same without numba.
docs/decisions/0028-matching-kernel.md says why; numba is loaded by the first `compile`, never at import.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

from entregent.core.matching.document import Document, Hit
from entregent.core.matching.query import Query

if TYPE_CHECKING:
    from entregent.core.matching.kernel.frequencies import Frequencies
    from entregent.core.matching.kernel.matches import Matches

__all__ = ["Engine", "Watches", "compile"]

Engine = Literal["auto", "compiled", "plain"]


class Watches(Protocol):
    """Watches, ready to be matched and edited."""

    def __len__(self) -> int: ...

    def match(self, batch: Iterable[Document] | Any) -> Iterator[Hit]:
        """Yield a hit for each watch that catches a post: posts in order, watches in order."""

    def match_columns(self, batch: Iterable[Document] | Any, *, with_spans: bool = True) -> "Matches":
        """Return the same hits as columns."""

    def change(self, watch: int, query: Query | str) -> None:
        """Add a watch, or let it be another. Raises WatchSyntaxError."""

    def remove(self, watch: int) -> None:
        """Forget a watch."""

    def merge(self) -> None:
        """Compile all watches together."""

    def save(self, file: BinaryIO) -> None:
        """Write what is compiled to an open file."""


def compile(  # noqa: A001 (the door's name, as in `re`)
    watches: Mapping[int, Query | str],
    *,
    engine: Engine = "auto",
    frequencies: "Frequencies | None" = None,
    kept: BinaryIO | None = None,
) -> Watches:
    """Return the watches (id to query, or to its text) ready for matching. Raises WatchSyntaxError.

    engine: "auto" is the compiled one wherever numba can be loaded. frequencies: how common words are, when it is known better.
    kept: an open file that `save` wrote of the same watches, given in the same form (trees or texts).
    """
    if engine != "plain":
        try:
            from entregent.core.matching.kernel.watch_set import CompiledWatchSet

            return CompiledWatchSet(watches, frequencies, kept)
        except ImportError:
            if engine == "compiled":
                raise
    from entregent.core.matching.kernel.plain import PlainWatchSet

    return PlainWatchSet(watches, frequencies)
