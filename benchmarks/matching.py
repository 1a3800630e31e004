"""Posts matched against standing watches: `python -m benchmarks.matching [--json] [--sizes 10,1000] [--peers hyperscan,…]`.

Ours beside engines of strings (with evaluation) and indexes of a batch, in one run, turn by turn, by CPU time: the best of the
rounds. Engines of strings are given as many posts as they do in about the same time, indexes all at once, which they are best
at; who had not all posts is named with how many. An index that would be asked too long is made of the first watches alone, and
named so: its speed is then better than with all. The minutes by the clock are shared among the races: each has a round at least.
No time is printed before all have the same hits, and ours those of the plain evaluator. The share of our own tokeniser is of its
compiled code alone, on text that stands ready, while ours begins with documents. Peers come from the dependency group
`bench`, installed into a temporary folder; `--packages FOLDER` has them already.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.matching_peers import AUTOMATA, PEERS, Pair, Peer
from benchmarks.matching_postgresql import Postgres
from benchmarks.matching_workload import Kind, Watch, Workload
from benchmarks.product import PROJECT
from benchmarks.rows import Row, all_met, at_least, at_most, figure, print_rows
from entregent.core.matching import Document, Query
from entregent.core.matching.evaluator import WatchSet
from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.kernel.packing import DocumentPosts
from entregent.core.matching.kernel.watch_set import CompiledWatchSet
from entregent.core.matching.written import to_text

ROUNDS, CPU, MINUTES = 3, 0.5, 20.0  # at most; CPU seconds of a turn; by the clock, for the rounds of all races
TARGETS = {
    ("long", 10): 1.0,
    ("long", 1000): 5.0,
    ("long", 10_000): 9.0,
    ("long", 100_000): 15.0,
    ("micro", 10_000): 5.0,
}
TANTIVY = {("long", 10_000): 5.0}
BATCHES = {"long": 500, "micro": 5000}
COMPILED, MEGABYTES, EDIT = 8.0, 60.0, 50.0  # seconds for 100,000 watches, their tables, milliseconds for an edit
SHARES = {1000: 0.30, 10_000: 0.20}  # of the speed of our own tokeniser, long posts
ALL_PEERS: dict[str, type[Peer]] = {**PEERS, "postgresql": Postgres}
TOKENISER = "our tokeniser alone"
Match = Callable[[Sequence[Document]], object]


@dataclass
class Bounds:
    """CPU seconds of a turn; when all races should have ended, and how many are to come."""

    seconds: float
    end: float
    races: int

    def next_race(self) -> float:
        """Until when the next race may begin rounds: it has an equal part of what is left."""
        now = time.monotonic()
        share = (self.end - now) / max(self.races, 1)
        self.races -= 1
        return now + share


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--sizes", default="10,1000,10000,100000", help="numbers of watches")
    parser.add_argument("--kinds", default="long,micro")
    parser.add_argument("--peers", default=",".join(ALL_PEERS))
    parser.add_argument("--packages", type=Path, help="a folder that has the peers")
    parser.add_argument("--seconds", type=float, default=CPU, help="CPU time of each turn")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="by the clock: later races have fewer rounds")
    asked = parser.parse_args()
    sizes, peers = [int(size) for size in asked.sizes.split(",")], [name for name in asked.peers.split(",") if name]
    bounds = Bounds(asked.seconds, time.monotonic() + 60 * asked.minutes, len(sizes) * len(asked.kinds.split(",")))
    with tempfile.TemporaryDirectory(prefix="entregent-benchmark-peers-") as folder:
        sys.path.append(str(asked.packages or _installed(Path(folder))))
        workload = Workload()
        posts = {kind: workload.posts(BATCHES[kind], kind) for kind in asked.kinds.split(",")}
        watches = workload.watches(max(sizes))
        rows = list(_told(row for size in sizes for row in _rows(watches[:size], posts, peers, bounds)))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def _installed(folder: Path) -> Path:
    group = tomllib.loads((PROJECT / "pyproject.toml").read_text())["dependency-groups"]["bench"]
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), *group], check=True)
    return folder


def _told(rows: Iterable[Row]) -> Iterator[Row]:
    """Say on stderr how far the run has come, and when."""
    begun = time.monotonic()
    for row in rows:
        print(
            f"{time.monotonic() - begun:6.0f} s {row.case}: {row.subject} {row.value:g} {row.unit}",
            file=sys.stderr,
            flush=True,
        )
        yield row


def _rows(
    watches: Sequence[Watch], posts: dict[Kind, list[Document]], names: Sequence[str], bounds: Bounds
) -> Iterator[Row]:
    size = len(watches)
    sample = next(iter(posts.values()))[:200]
    frequencies = Frequencies.of(sample)
    queries = {number: watch.query() for number, watch in enumerate(watches)}
    before = time.process_time()
    ours = CompiledWatchSet(queries, frequencies)
    compiled = time.process_time() - before
    list(ours.match(sample[:1]))
    case = f"{size:,} watches"
    yield at_most(COMPILED, case, "compiled, CPU", compiled, "s")
    yield figure(case, "compiled from their texts, CPU", _compiled_texts(queries, frequencies), "s")
    yield at_most(MEGABYTES, case, "tables", ours.table_bytes / 1e6, "MB")
    before = time.perf_counter()
    ours.change(0, queries[0])
    list(ours.match(sample[:1]))
    yield at_most(EDIT, case, "one watch edited and matched, wall", 1000 * (time.perf_counter() - before), "ms")
    ours.merge()
    peers: dict[str, Peer] = {}
    try:
        for name in names:
            before = time.process_time()
            peers[name] = ALL_PEERS[name](watches[: ALL_PEERS[name].most_watches], frequencies)
            yield figure(case, f"{name} made, CPU", time.process_time() - before, "s")
        for kind, batch in posts.items():
            _check(ours, queries, peers, batch)
            yield from _race(f"{kind}, {case}", (kind, size), ours, peers, batch, bounds)
    finally:
        for peer in peers.values():
            peer.close()


def _compiled_texts(queries: dict[int, Query], frequencies: Frequencies) -> float:
    texts = {number: to_text(query) for number, query in queries.items()}
    before = time.process_time()
    CompiledWatchSet(texts, frequencies)
    return time.process_time() - before


def _check(ours: CompiledWatchSet, queries: dict[int, Query], peers: dict[str, Peer], posts: list[Document]) -> None:
    """Refuse to go on unless the hits are the same."""
    few = posts[: max(2, 20_000 // len(queries))][:40]
    assert list(ours.match(few)) == list(WatchSet(queries).match(few)), "ours and the plain evaluator differ"
    some = posts[:60]
    expected = _pairs(ours, some)
    for name, peer in peers.items():
        found = set(peer.match(some))
        wrong = found ^ {pair for pair in expected if pair[1] < peer.size}
        assert not wrong, f"{name} has other hits: {sorted(wrong)[:3]}"


def _pairs(ours: CompiledWatchSet, posts: list[Document]) -> set[Pair]:
    found = ours.match_columns(posts, with_spans=False)
    return set(zip(found.row.tolist(), found.watch.tolist(), strict=True))


def _race(
    case: str,
    key: tuple[Kind, int],
    ours: CompiledWatchSet,
    peers: dict[str, Peer],
    posts: list[Document],
    bounds: Bounds,
) -> Iterator[Row]:
    turns: dict[str, Match] = {
        "ours": lambda some: ours.match_columns(some, with_spans=False),
        "ours, with spans": ours.match_columns,
        **{name: peer.match for name, peer in peers.items()},
    }
    elsewhere = {name: peer.spent_elsewhere for name, peer in peers.items()}
    whole = {name for name, peer in peers.items() if peer.indexes_a_batch}
    amounts = {
        name: len(posts) if name in whole else _amount(turn, posts, bounds.seconds) for name, turn in turns.items()
    }
    speeds = dict.fromkeys([*turns, TOKENISER], 0.0)
    rounds, end = 0, bounds.next_race()
    while rounds == 0 or (rounds < ROUNDS and time.monotonic() < end):
        for name, turn in turns.items():
            some = posts[: amounts[name]]
            speeds[name] = max(speeds[name], _speed(turn, some, bounds.seconds, elsewhere.get(name, _nowhere)))
        speeds[TOKENISER] = max(speeds[TOKENISER], _speed_of_tokeniser(posts, bounds.seconds))
        rounds += 1
    yield figure(case, "rounds", rounds, "")
    for name, speed in speeds.items():
        yield figure(
            case, name + _limits(amounts.get(name, len(posts)), posts, peers.get(name), key), speed, "posts/CPU-s"
        )
    yield from _ratios(case, key, speeds)


def _limits(amount: int, posts: list[Document], peer: Peer | None, key: tuple[Kind, int]) -> str:
    """What it did not have of posts and watches, in words."""
    fewer = f" ({amount} posts)" if amount < len(posts) else ""
    return fewer + (f" (the first {peer.size:,} watches alone)" if peer and peer.size < key[1] else "")


def _ratios(case: str, key: tuple[Kind, int], speeds: dict[str, float]) -> Iterator[Row]:
    share = speeds["ours"] / speeds[TOKENISER]
    wanted = SHARES.get(key[1]) if key[0] == "long" else None
    name = "ours, share of our tokeniser"
    yield at_least(wanted, case, name, share, "") if wanted else figure(case, name, share, "")
    automata = [speeds[name] for name in AUTOMATA if name in speeds]
    if automata:
        ratio = speeds["ours"] / max(automata)
        name = "ours ÷ best automaton"
        yield (
            at_least(TARGETS[key], case, name, ratio, "times") if key in TARGETS else figure(case, name, ratio, "times")
        )
        yield figure(case, "ours with spans ÷ best automaton", speeds["ours, with spans"] / max(automata), "times")
    if "tantivy" in speeds and key in TANTIVY:
        yield at_least(TANTIVY[key], case, "ours ÷ tantivy", speeds["ours"] / speeds["tantivy"], "times")


def _nowhere() -> float:
    return 0.0


def _amount(turn: Match, posts: list[Document], seconds: float) -> int:
    """How many posts it does in such a time; a quarter of what there is at least: few posts again and again stay in the caches."""
    amount = 10
    while amount < len(posts):
        spent = _cpu(turn, posts[:amount])
        if spent > seconds / 4:
            return max(len(posts) // 4, min(len(posts), int(amount * seconds / spent)))
        amount *= 4
    return len(posts)


def _speed(turn: Match, posts: list[Document], seconds: float, elsewhere: Callable[[], float]) -> float:
    """Posts a CPU second, of as many passes as fill the turn: one pass of a fast one is too short to be trusted."""
    spent, passes = 0.0, 0
    while spent < 0.8 * seconds:
        spent += _cpu(turn, posts, elsewhere)
        passes += 1
    return passes * len(posts) / spent


def _cpu(turn: Match, posts: Sequence[Document], elsewhere: Callable[[], float] = _nowhere) -> float:
    before = time.process_time() + elsewhere()
    turn(posts)
    return max(time.process_time() + elsewhere() - before, 1e-6)


def _speed_of_tokeniser(posts: list[Document], seconds: float) -> float:
    """Of the compiled code that reads documents, without watches."""
    nobody, ready = CompiledWatchSet({}), _Ready(DocumentPosts(posts))
    return _speed(lambda _: nobody._answer(ready, False), posts, seconds, _nowhere)


class _Ready:
    """Posts whose text is packed."""

    def __init__(self, posts: DocumentPosts) -> None:
        self._posts = posts
        titles, bodies = posts.titles(), posts.bodies()
        self.titles, self.bodies = (lambda: titles), (lambda: bodies)

    def __len__(self) -> int:
        return len(self._posts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._posts, name)


if __name__ == "__main__":
    sys.exit(main())
