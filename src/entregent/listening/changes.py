"""What changed between two versions of a text, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

PIECE = re.compile(r"\n+|[^\S\n]+|\S+")  # words, spaces and line ends: put together again, they are the text
MOST_COMPARED = 4_000_000  # pairs of pieces: about a second at worst; beyond, the passage is shown as wholly replaced
AROUND = 24  # pieces kept beside a change, a word and its space being two: enough to know the passage again
KEPT, ADDED, REMOVED, LEFT_OUT = "kept", "added", "removed", "left out"


@dataclass(frozen=True, slots=True)
class Change:
    """A passage. kind: "kept", "added", "removed", or "left out" (without text): the same on both sides, far from any change."""

    kind: str
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def changes(before: str, after: str) -> list[Change]:
    """Return the passages in order: those not removed make `after`, those not added make `before`, but for what is left out."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    found: list[Change] = []
    for kind, pieces in _compared(old, new):
        found += _shortened(pieces) if kind == KEPT else [Change(kind, "".join(pieces))]
    return _opened_and_closed(found)


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    yield KEPT, old[:start]
    if len(middle_old) * len(middle_new) > MOST_COMPARED:
        yield REMOVED, middle_old
        yield ADDED, middle_new
    else:
        yield from _aligned(middle_old, middle_new)
    yield KEPT, old[len(old) - end :]


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """By words; a space alone between two replaced words is replaced with them, so that a passage reads in one go."""
    gone: list[str] = []
    come: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal" or ((gone or come) and not "".join(old[a:b]).strip()):
            gone += old[a:b]
            come += new[c:d]
            continue
        yield REMOVED, gone
        yield ADDED, come
        yield KEPT, old[a:b]
        gone, come = [], []
    yield REMOVED, gone
    yield ADDED, come


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _shortened(pieces: Sequence[str]) -> list[Change]:
    if len(pieces) <= 2 * AROUND + 4:
        return [Change(KEPT, "".join(pieces))]
    return [
        Change(KEPT, "".join(pieces[:AROUND])),
        Change(LEFT_OUT, ""),
        Change(KEPT, "".join(pieces[-AROUND:])),
    ]


def _opened_and_closed(found: list[Change]) -> list[Change]:
    """Without what is empty, and without what stands before the first gap when nothing changed there, or after the last."""
    kept = [one for one in found if one.text or one.kind == LEFT_OUT]
    if len(kept) > 1 and kept[0].kind == KEPT and kept[1].kind == LEFT_OUT:
        kept = kept[1:]
    if len(kept) > 1 and kept[-1].kind == KEPT and kept[-2].kind == LEFT_OUT:
        kept = kept[:-1]
    return kept
