"""What is matched, and what matching answers."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Document:
    """A post as matching sees it: plain text, no markup."""

    id: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in one field of a document."""

    field: Literal["title", "body"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A watch caught a document; `spans` show why, in reading order, without overlaps.

    A watch made of NOT alone catches without spans.
    """

    watch: int
    document: int
    spans: tuple[Span, ...]
