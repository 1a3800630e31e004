"""Query trees to what the kernel runs: items, programs and anchors.

An *item* is a row of terms to be found side by side: one term, or a phrase. A *term* is a folded word, or `letters*`.
A *program* decides a watch: rows of a test and where to go when it holds and when not; AND, OR and NOT are ways between rows.
An *anchor* is a set of items of which one is present in whatever the watch catches: the cheapest such set is looked for, the
rest of the program runs where one of it was found.

What the kernel cannot decide (inflected and exact words) it decides too widely, never too narrowly; such a watch is not `exact`,
and the plain evaluator confirms what it catches.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from entregent.core.matching.kernel.frequencies import Frequencies
from entregent.core.matching.query import And, Exact, Inflected, Is, Leaf, Near, Not, Or, Phrase, Prefix, Query, Titled
from entregent.core.text import fold, stem, tokenise

ITEM, META, NEAR, AND, OR, NOT, WIDE, ALWAYS, TERM = range(9)  # TERM: in programs alone, an item of one term anywhere
TESTS = frozenset((ITEM, META, NEAR))
ACCEPT, REJECT = -1, -2  # where a program ends
JOINED_WORDS, JOINED_LETTERS = 3, 3  # as `Phrase` says
STEM_CHANGES = 3  # letters at the end of a Snowball stem that its words may not have: « évidemment », "évident"
META_COST = {"lang": 0.5, "kind": 0.3, "region": 0.1, "site": 0.02, "tag": 0.02, "link": 0.01, "author": 0.005}

EFFORT = {META: 0, ALWAYS: 0, ITEM: 1, OR: 2, NOT: 2, WIDE: 3, AND: 3, NEAR: 4}  # tests in the order they are tried

Item = tuple[tuple[str, ...], bool]  # its terms; whether in the title alone
Anchor = tuple[float, list[int]]  # how often one of it is there; its items, and metadata leaves as ~number


@dataclass(slots=True)
class Op:
    """A node of a tree made of items. arg: of ITEM, META and NEAR, their number."""

    kind: int
    arg: int = 0
    parts: tuple["Op", ...] = ()


@dataclass(frozen=True, slots=True)
class NearItems:
    left: tuple[int, ...]
    right: tuple[int, ...]
    distance: int


@dataclass(slots=True)
class Programs:
    """The programs of watches, growing. anchors: of each watch, items and metadata leaves as ~number; None: every document."""

    frequencies: Frequencies
    items: dict[Item, int] = field(default_factory=dict)
    costs: list[float] = field(default_factory=list)
    leaves: dict[Is, int] = field(default_factory=dict)
    leaf_costs: list[float] = field(default_factory=list)
    nears: list[NearItems] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)  # four for each row
    entries: list[int] = field(default_factory=list)
    anchors: list[list[int] | None] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)  # three for each row
    node_ends: list[int] = field(default_factory=list)
    inexact: list[bool] = field(default_factory=list)
    _is_inexact: bool = False
    _phrases: dict[tuple[tuple[str, ...], bool], Op] = field(default_factory=dict)

    def add(self, query: Query) -> None:
        """Add the next watch."""
        self._is_inexact = False
        tree = self._read(query, titled=False)
        parts = list(tree.parts) if tree.kind == AND else [tree]
        anchor: Anchor | None = None
        anchoring = -1
        for number, part in enumerate(parts):
            found = self._anchor(part)
            if found and (anchor is None or found[0] < anchor[0]):
                anchor, anchoring = found, number
        self.anchors.append(anchor[1] if anchor else None)
        if anchor and _is_decided(parts[anchoring]):
            del parts[anchoring]
        self.entries.append(self._all_steps(parts, ACCEPT, REJECT, True))
        if not self._is_inexact:
            self._nodes(tree)
        self.node_ends.append(len(self.nodes) // 3)
        self.inexact.append(self._is_inexact)

    def _read(self, query: Query, *, titled: bool) -> Op:
        if type(query) is Phrase:  # most are: before the kinds are tried in turn
            return self._phrases.get((query.words, titled)) or self._leaf(query, titled)
        match query:
            case Phrase() | Prefix() | Inflected() | Exact():
                return self._leaf(query, titled)
            case And(parts) | Or(parts):
                kind = AND if isinstance(query, And) else OR
                return Op(kind, 0, tuple([self._read(part, titled=titled) for part in parts]))
            case Not(part):
                return Op(NOT, 0, (self._read(part, titled=titled),))
            case Titled(part):
                return self._read(part, titled=True)
            case Is():
                return Op(META, self._metadata(query))
            case Near(left, right, distance):
                return self._near(self._read(left, titled=titled), self._read(right, titled=titled), distance)

    def _leaf(self, leaf: Leaf, titled: bool) -> Op:
        match leaf:
            case Phrase(words):
                known = self._phrases[words, titled] = self._any([words, *joined(words)], titled)
                return known
            case Prefix(letters):
                return self._any([(f"{letters}*",)], titled)
            case Inflected(word):
                return self._wide([(f"{beginning}*",) for beginning in beginnings(word)], titled)
            case Exact(text):
                return self._wide([tuple(token.word for token in tokenise(text))], titled)

    def _any(self, found: list[tuple[str, ...]], titled: bool) -> Op:
        ops = tuple([Op(ITEM, self._item((terms, titled))) for terms in found])
        return ops[0] if len(ops) == 1 else Op(OR, 0, ops)

    def _wide(self, found: list[tuple[str, ...]], titled: bool) -> Op:
        self._is_inexact = True
        if not all(terms and "".join(terms).rstrip("*").isalnum() for terms in found):
            return Op(WIDE, 0, (Op(ALWAYS),))
        return Op(WIDE, 0, (self._any(found, titled),))

    def _near(self, left: Op, right: Op, distance: int) -> Op:
        sides = _items_of(left), _items_of(right)
        if sides[0] is None or sides[1] is None:
            self._is_inexact = True
            return Op(WIDE, 0, (Op(AND, 0, (left, right)),))
        self.nears.append(NearItems(sides[0], sides[1], distance))
        return Op(NEAR, len(self.nears) - 1)

    def _item(self, item: Item) -> int:
        known = self.items.get(item)
        if known is None:
            known = self.items[item] = len(self.items)
            self.costs.append(self.frequencies.of_phrase(item[0]))
        return known

    def _metadata(self, leaf: Is) -> int:
        known = self.leaves.get(leaf)
        if known is None:
            known = self.leaves[leaf] = len(self.leaves)
            self.leaf_costs.append(META_COST[leaf.field])
        return known

    def _steps(self, op: Op, hold: int, fail: int, positive: bool = True) -> int:
        """Write the rows that go to `hold` when the tree holds, to `fail` otherwise; return the first of them."""
        if op.kind in TESTS:
            self.steps += (op.kind, op.arg, hold, fail)
            return len(self.steps) // 4 - 1
        if op.kind == AND:
            return self._all_steps(op.parts, hold, fail, positive)
        if op.kind == OR:
            for part in reversed(op.parts):
                fail = self._steps(part, hold, fail, positive)
            return fail
        if op.kind == NOT:
            return self._steps(op.parts[0], fail, hold, not positive)
        if op.kind == WIDE:  # where its absence is asked, it may be absent though the wider part is there
            return self._steps(op.parts[0], hold, fail) if positive else fail
        return hold  # ALWAYS

    def _all_steps(self, parts: Sequence[Op], hold: int, fail: int, positive: bool) -> int:
        """As `_steps`, for all parts: those that are answered soonest first."""
        for part in sorted(parts, key=lambda part: EFFORT[part.kind], reverse=True):
            hold = self._steps(part, hold, fail, positive)
        return hold

    def _nodes(self, op: Op) -> int:
        """Write the tree, parts before their whole; a node says its kind, its item or how many parts it has, and its whole."""
        parts = [self._nodes(part) for part in op.parts]
        number = len(self.nodes) // 3
        self.nodes += (op.kind, len(parts) if parts else op.arg, -1)
        for part in parts:
            self.nodes[3 * part + 2] = number
        return number

    def _anchor(self, op: Op, positive: bool = True) -> Anchor | None:
        """Return the cheapest anchor of the tree, or of its denial: how often it is there, and its items."""
        if op.kind == ITEM:
            return (self.costs[op.arg], [op.arg]) if positive else None
        if op.kind == NOT:
            return self._anchor(op.parts[0], not positive)
        if op.kind in (AND, OR):
            found = [self._anchor(part, positive) for part in op.parts]
            if (op.kind == AND) == positive:
                return min((one for one in found if one), key=lambda one: one[0], default=None)
            return _together(found)
        if not positive or op.kind == ALWAYS:
            return None
        return self._anchor(op.parts[0]) if op.kind == WIDE else self._anchor_of_leaf(op)

    def _anchor_of_leaf(self, op: Op) -> Anchor:
        if op.kind == NEAR:
            near = self.nears[op.arg]
            return min(self._cost(near.left), self._cost(near.right), key=lambda one: one[0])
        return self.leaf_costs[op.arg], [~op.arg]

    def _cost(self, items: tuple[int, ...]) -> Anchor:
        return sum(self.costs[item] for item in items), list(items)


def joined(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The phrase written as one word, where it may be."""
    if 1 < len(words) <= JOINED_WORDS and all(len(word) >= JOINED_LETTERS for word in words):
        return [("".join(words),)]
    return []


def beginnings(word: str) -> set[str]:
    """Letters with which every word of the same stem begins, by language."""
    return {fold(stem(word, language))[:-STEM_CHANGES] for language in ("fr", "en")}


def _items_of(op: Op) -> tuple[int, ...] | None:
    if op.kind == ITEM:
        return (op.arg,)
    if op.kind != OR:
        return None
    found = [_items_of(part) for part in op.parts]
    return None if None in found else tuple(item for one in found if one for item in one)


def _is_decided(op: Op) -> bool:
    """Whether an anchor that is found says all of this part."""
    return op.kind in (ITEM, META) or (op.kind == OR and all(map(_is_decided, op.parts)))


def _together(found: list[Anchor | None]) -> Anchor | None:
    whole: list[int] = []
    cost = 0.0
    for one in found:
        if one is None:
            return None
        cost += one[0]
        whole += one[1]
    return (cost, whole) if whole else None
