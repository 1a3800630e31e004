"""Documents, or columns of Arrow, to the plain arrays that compiled code reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from entregent.core.matching.document import Document
from entregent.core.matching.kernel.metadata_index import ATTRIBUTES, Value
from entregent.core.matching.query import MetadataField

if TYPE_CHECKING:
    import pyarrow as pa

Utf8 = tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]  # bytes; where each text begins, one entry more than texts
PADDING = b"\0" * 8  # compiled code reads eight bytes at once


class Posts(Protocol):
    """A batch of posts, whatever holds them."""

    def __len__(self) -> int: ...
    def ids(self) -> npt.NDArray[np.int64]: ...
    def titles(self) -> Utf8: ...
    def bodies(self) -> Utf8: ...
    def values(self, field: MetadataField) -> tuple[Sequence[Value], npt.NDArray[np.int32]]:
        """The different values of a field, and for each post the number of its own."""
        ...

    def document(self, row: int) -> Document: ...


@dataclass(frozen=True, slots=True)
class DocumentPosts:
    """Documents."""

    documents: Sequence[Document]

    def __len__(self) -> int:
        return len(self.documents)

    def ids(self) -> npt.NDArray[np.int64]:
        return np.fromiter(map(attrgetter("id"), self.documents), np.int64, len(self.documents))

    def titles(self) -> Utf8:
        return _encoded(list(map(attrgetter("title"), self.documents)))

    def bodies(self) -> Utf8:
        return _encoded(list(map(attrgetter("body"), self.documents)))

    def values(self, field: MetadataField) -> tuple[Sequence[Value], npt.NDArray[np.int32]]:
        held = list(map(attrgetter(ATTRIBUTES[field]), self.documents))
        numbers: dict[Value, int] = {value: number for number, value in enumerate(dict.fromkeys(held))}
        return list(numbers), np.fromiter(map(numbers.__getitem__, held), np.int32, len(held))

    def document(self, row: int) -> Document:
        return self.documents[row]


def _encoded(texts: list[str]) -> Utf8:
    if not any(texts):
        return _frozen(np.frombuffer(PADDING, np.uint8), np.zeros(len(texts) + 1, np.int64))
    try:
        parts = list(map(str.encode, texts))
    except UnicodeEncodeError:  # lone surrogates, which Python allows
        parts = [text.encode("utf-8", "surrogatepass") for text in texts]
    at = np.zeros(len(parts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)), out=at[1:])
    return _frozen(np.frombuffer(b"".join([*parts, PADDING]), np.uint8), at)


def _frozen(text: npt.NDArray[np.uint8], at: npt.NDArray[np.int64]) -> Utf8:
    text.flags.writeable = at.flags.writeable = False
    return text, at


class ArrowPosts:
    """A record batch with columns id, title, body or text, language, author, site, region, kind, tags, links; any may lack.

    Text is UTF-8; bytes that are not are read as U+FFFD, as `bytes.decode` does. Nulls are empty.
    """

    def __init__(self, batch: "pa.RecordBatch") -> None:
        self._batch = batch

    def __len__(self) -> int:
        return int(self._batch.num_rows)

    def _column(self, *names: str) -> "pa.Array | None":
        found = [name for name in names if name in self._batch.schema.names]
        return self._batch.column(found[0]) if found else None

    def ids(self) -> npt.NDArray[np.int64]:
        column = self._column("id")
        if column is None:
            return np.arange(len(self), dtype=np.int64)
        return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)

    def titles(self) -> Utf8:
        return self._text("title")

    def bodies(self) -> Utf8:
        return self._text("body", "text")

    def _text(self, *names: str) -> Utf8:
        column = self._column(*names)
        if column is None:
            return _frozen(np.frombuffer(PADDING, np.uint8), np.zeros(len(self) + 1, np.int64))
        return _arrow_text(column)

    def values(self, field: MetadataField) -> tuple[Sequence[Value], npt.NDArray[np.int32]]:
        column = self._column(ATTRIBUTES[field])
        if column is None:
            return [""], np.zeros(len(self), np.int32)
        if field in ("tag", "link"):
            numbers: dict[Value, int] = {}
            lists = [tuple(one or ()) for one in column.to_pylist()]
            rows = [numbers.setdefault(one, len(numbers)) for one in lists]
            return list(numbers), np.array(rows, np.int32)
        encoded = column.dictionary_encode() if not hasattr(column, "dictionary") else column
        codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
        return [*(str(value or "") for value in encoded.dictionary.to_pylist()), ""], codes.astype(np.int32)

    def document(self, row: int) -> Document:
        known = {name: self._single(row, name) for name in ("language", "author", "site", "region", "kind")}
        tags, links = (tuple(self._plain(row, name) or ()) for name in ("tags", "links"))
        number = self._plain(row, "id")
        title, body = self._single(row, "title"), self._single(row, "body", "text")
        return Document(id=row if number is None else number, title=title, body=body, **known, tags=tags, links=links)

    def _plain(self, row: int, *names: str) -> Any:
        column = self._column(*names)
        return None if column is None else column[row].as_py()

    def _single(self, row: int, *names: str) -> str:
        value = self._plain(row, *names)
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")


def _arrow_text(column: "pa.Array") -> Utf8:
    import pyarrow as pa

    if column.null_count:
        column = column.fill_null(
            b"" if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type) else ""
        )
    try:
        texts = column.cast(pa.large_string())
        texts.validate(full=True)
    except pa.ArrowInvalid:
        kept = (
            value if isinstance(value, bytes) else bytes(value) for value in column.cast(pa.large_binary()).to_pylist()
        )
        texts = pa.array([value.decode("utf-8", "replace") for value in kept], pa.large_string())
    _, offsets, content = texts.buffers()
    if not len(texts) or content is None:
        return _frozen(np.frombuffer(PADDING, np.uint8), np.zeros(len(texts) + 1, np.int64))
    at = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    held = np.frombuffer(content, np.uint8)[at[0] : at[-1]]
    return _frozen(np.concatenate([held, np.frombuffer(PADDING, np.uint8)]), at - at[0])


def posts_of(batch: Any, size: int) -> Iterator[Posts]:
    """Cut what a door was given into batches of so many posts at most."""
    if hasattr(batch, "to_batches"):  # a table
        for part in chain(batch.to_batches(max_chunksize=size)):
            yield ArrowPosts(part)
    elif hasattr(batch, "num_rows"):
        for start in range(0, batch.num_rows, size):
            yield ArrowPosts(batch.slice(start, size))
    else:
        held: list[Document] = []
        for document in batch:
            held.append(document)
            if len(held) == size:
                yield DocumentPosts(held)
                held = []
        if held:
            yield DocumentPosts(held)
