"""Posts matched against standing watches: `python -m benchmarks.matching [--json] [--sizes 10,1000,10000] [--peers hyperscan,…]`.

Ours beside engines of strings (with evaluation) and indexes of a batch, in one run, turn by turn, by CPU time: the best of the
rounds. Engines of strings are given as many posts as they do in about the same time, indexes all at once, which they are best at.
No time is printed before all have the same hits, and ours those of the plain evaluator. Peers come from the dependency group
`bench`, installed into a temporary folder; `--packages FOLDER` has them already.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.matching_peers import AUTOMATA, PEERS, Pair, Peer
from benchmarks.matching_workload import Kind, Watch, Workload
from benchmarks.product import PROJECT
from benchmarks.rows import Row, all_met, at_least, at_most, figure, print_rows
from entregent.core.matching import Document
from entregent.core.matching.evaluator import WatchSet
from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.kernel.watch_set import CompiledWatchSet

ROUNDS, CPU = 3, 1.0  # seconds of a turn
TARGETS = {
    ("long", 10): 1.0,
    ("long", 1000): 5.0,
    ("long", 10_000): 9.0,
    ("long", 100_000): 15.0,
    ("micro", 10_000): 5.0,
}
TANTIVY = {("long", 10_000): 5.0}
BATCHES = {"long": 1000, "micro": 10_000}
COMPILED, MEGABYTES, EDIT = 8.0, 60.0, 50.0  # seconds for 100,000 watches, their tables, milliseconds for an edit
Match = Callable[[Sequence[Document]], object]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--sizes", default="10,1000,10000", help="numbers of watches")
    parser.add_argument("--kinds", default="long,micro")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--packages", type=Path, help="a folder that has the peers")
    parser.add_argument("--seconds", type=float, default=CPU, help="CPU time of each turn")
    asked = parser.parse_args()
    sizes, peers = [int(size) for size in asked.sizes.split(",")], [name for name in asked.peers.split(",") if name]
    with tempfile.TemporaryDirectory(prefix="entregent-benchmark-peers-") as folder:
        sys.path.append(str(asked.packages or _installed(Path(folder))))
        workload = Workload()
        posts = {kind: workload.posts(BATCHES[kind], kind) for kind in asked.kinds.split(",")}
        watches = workload.watches(max(sizes))
        rows = [row for size in sizes for row in _rows(watches[:size], posts, peers, asked.seconds)]
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def _installed(folder: Path) -> Path:
    group = tomllib.loads((PROJECT / "pyproject.toml").read_text())["dependency-groups"]["bench"]
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(folder), *group], check=True)
    return folder


def _rows(
    watches: Sequence[Watch], posts: dict[Kind, list[Document]], names: Sequence[str], seconds: float
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
    yield at_most(MEGABYTES, case, "tables", ours.table_bytes / 1e6, "MB")
    before = time.perf_counter()
    ours.change(0, queries[0])
    list(ours.match(sample[:1]))
    yield at_most(EDIT, case, "one watch edited and matched, wall", 1000 * (time.perf_counter() - before), "ms")
    ours.merge()
    peers = {name: PEERS[name](watches, frequencies) for name in names}
    for kind, batch in posts.items():
        _check(ours, queries, peers, batch)
        yield from _race(f"{kind}, {case}", (kind, size), ours, peers, batch, seconds)


def _check(ours: CompiledWatchSet, queries: dict[int, object], peers: dict[str, Peer], posts: list[Document]) -> None:
    """Refuse to go on unless the hits are the same."""
    few = posts[: max(2, 20_000 // len(queries))][:40]
    assert list(ours.match(few)) == list(WatchSet(queries).match(few)), "ours and the plain evaluator differ"  # type: ignore[arg-type]
    some = posts[:60]
    expected = _pairs(ours, some)
    for name, peer in peers.items():
        assert set(peer.match(some)) == expected, (
            f"{name} has other hits: {sorted(set(peer.match(some)) ^ expected)[:3]}"
        )


def _pairs(ours: CompiledWatchSet, posts: list[Document]) -> set[Pair]:
    found = ours.match_columns(posts, with_spans=False)
    return set(zip(found.row.tolist(), found.watch.tolist(), strict=True))


def _race(
    case: str,
    key: tuple[Kind, int],
    ours: CompiledWatchSet,
    peers: dict[str, Peer],
    posts: list[Document],
    seconds: float,
) -> Iterator[Row]:
    turns: dict[str, Match] = {
        "ours": lambda some: ours.match_columns(some, with_spans=False),
        "ours, with spans": ours.match_columns,
        **{name: peer.match for name, peer in peers.items()},
    }
    indexes = {name for name, peer in peers.items() if peer.indexes_a_batch}
    amounts = {name: len(posts) if name in indexes else _amount(turn, posts, seconds) for name, turn in turns.items()}
    speeds = dict.fromkeys(turns, 0.0)
    for _ in range(ROUNDS):
        for name, turn in turns.items():
            some = posts[: amounts[name]]
            speeds[name] = max(speeds[name], len(some) / _cpu(turn, some))
    for name, speed in speeds.items():
        yield figure(case, name, speed, "posts/CPU-s")
    automata = [speeds[name] for name in AUTOMATA if name in speeds]
    if automata and key in TARGETS:
        yield at_least(TARGETS[key], case, "ours ÷ best automaton", speeds["ours"] / max(automata), "times")
        yield figure(case, "ours with spans ÷ best automaton", speeds["ours, with spans"] / max(automata), "times")
    if "tantivy" in speeds and key in TANTIVY:
        yield at_least(TANTIVY[key], case, "ours ÷ tantivy", speeds["ours"] / speeds["tantivy"], "times")


def _amount(turn: Match, posts: list[Document], seconds: float) -> int:
    """How many posts it does in such a time; all it has, at most."""
    amount = 10
    while amount < len(posts):
        spent = _cpu(turn, posts[:amount])
        if spent > seconds / 4:
            return max(1, min(len(posts), int(amount * seconds / spent)))
        amount *= 4
    return len(posts)


def _cpu(turn: Match, posts: Sequence[Document]) -> float:
    before = time.process_time()
    turn(posts)
    return max(time.process_time() - before, 1e-6)


if __name__ == "__main__":
    sys.exit(main())
