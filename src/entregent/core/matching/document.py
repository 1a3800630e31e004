"""What is matched, and what matching answers."""

from dataclasses import dataclass
from typing import Literal

TextField = Literal["title", "body"]


@dataclass(frozen=True, slots=True)
class Document:
    """A post as matching sees it: plain text without markup, and what is known of it.

    language: ISO 639-1, "" when unknown. site: host of its page. region: code, as `core.text.places` gives it. kind: of its source.
    """

    id: int
    title: str
    body: str
    language: str = ""
    author: str = ""
    site: str = ""
    region: str = ""
    kind: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in one field of a document."""

    field: TextField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A watch caught a document; `spans` show why, in reading order, without overlaps.

    A watch made of NOT alone, or of fields alone, catches without spans.
    """

    watch: int
    document: int
    spans: tuple[Span, ...]
