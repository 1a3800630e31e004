"""Which metadata leaves of a set of watches hold for a value, without trying them all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from entregent.core.matching.document import Document
from entregent.core.matching.metadata import holds, normal_value
from entregent.core.matching.query import Is, MetadataField
from entregent.core.text import fold

Value = str | tuple[str, ...]
ATTRIBUTES: dict[MetadataField, str] = {
    "lang": "language", "author": "author", "site": "site", "region": "region", "tag": "tags", "link": "links", "kind": "kind",
}  # fmt: skip
KEPT = 100_000  # answers remembered: authors come back


class MetadataIndex:
    """The leaves by what a value must have for them. Each answer is confirmed by `metadata.holds`."""

    def __init__(self, leaves: Sequence[Is]) -> None:
        self._leaves = leaves
        self._by_key: dict[tuple[MetadataField, str], list[int]] = defaultdict(list)
        self._answers: dict[tuple[MetadataField, Value], tuple[int, ...]] = {}
        for number, leaf in enumerate(leaves):
            self._by_key[leaf.field, _leaf_key(leaf)].append(number)
        self.fields: tuple[MetadataField, ...] = tuple(dict.fromkeys(leaf.field for leaf in leaves))

    def holding(self, field: MetadataField, value: Value) -> tuple[int, ...]:
        """The leaves of the field that hold for a document with this value."""
        if not value:
            return ()
        known = self._answers.get((field, value))
        if known is None:
            if len(self._answers) > KEPT:
                self._answers.clear()
            known = self._answers[field, value] = tuple(self._find(field, value))
        return known

    def _find(self, field: MetadataField, value: Value) -> Iterator[int]:
        document = Document(id=0, title="", body="", **{ATTRIBUTES[field]: value})  # type: ignore[arg-type]
        for key in dict.fromkeys(_keys(field, value)):
            for number in self._by_key.get((field, key), ()):
                if holds(self._leaves[number], document):
                    yield number


def _leaf_key(leaf: Is) -> str:
    match leaf.field:
        case "author":
            return leaf.value.partition(" ")[0]
        case "tag":
            return leaf.value.replace(" ", "")
        case "link":
            return _host_of(leaf.value) if not set("#&=") & set(leaf.value) else ""
        case _:
            return leaf.value


def _keys(field: MetadataField, value: Value) -> Iterable[str]:
    """The keys of all leaves that may hold."""
    if isinstance(value, tuple):
        return [key for one in value for key in KEYS[field](one)]
    return KEYS[field](value)


def _under(host: str) -> list[str]:
    """The host, and those above it."""
    parts = host.split(".")
    return [".".join(parts[at:]) for at in range(len(parts))]


def _host_of(page: str) -> str:
    return page.partition("/")[0].partition("?")[0].partition(":")[0]


KEYS: dict[MetadataField, Callable[[str], list[str]]] = {
    "lang": lambda value: [fold(value)],
    "kind": lambda value: [fold(value)],
    "region": lambda value: [value],
    "site": lambda value: _under(normal_value("site", value)),
    "author": lambda value: normal_value("author", value).split(),
    "tag": lambda value: [normal_value("tag", value).replace(" ", "")],
    "link": lambda value: ["", *_under(_host_of(normal_value("link", value)))],
}
