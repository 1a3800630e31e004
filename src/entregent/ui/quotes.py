"""Passages of what people wrote, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ELLIPSIS = "…"
WORD_REACH = 24  # characters given up at most to end an excerpt between two words


class Span(Protocol):
    """A range of characters: `start` included, `end` excluded."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def merged(spans: Iterable[Span], *, length: int) -> list[tuple[int, int]]:
    """Return the ranges in order, clipped to `length`, overlaps joined, empty ones left out."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, span.start), min(length, span.end)) for span in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> SafeString:
    """Return the escaped text with <mark> around each range; ranges ordered, without overlap."""
    parts, position = [], 0
    for start, end in ranges:
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped above


def window(text: str, ranges: list[tuple[int, int]], *, length: int) -> tuple[int, int]:
    """Return where an excerpt of about `length` characters starts and ends, between words.

    It holds the first range with a third of the room before it; without ranges it is the beginning.
    """
    if len(text) <= length:
        return 0, len(text)
    first = ranges[0] if ranges else (0, 0)
    start = min(max(0, first[0] - length // 3), len(text) - length)
    end = min(len(text), max(start + length, first[1]))
    if start > 0:
        space = text.find(" ", start, min(start + WORD_REACH, first[0] + 1))
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(end - WORD_REACH, first[1]), end)
        end = space if space >= 0 else end
    return start, end


def excerpted(text: str, spans: Iterable[Span], *, length: int) -> SafeString:
    """Return an escaped excerpt around the first span, every span inside it marked, … where it is cut."""
    ranges = merged(spans, length=len(text))
    start, end = window(text, ranges, length=length)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in ranges if a < end and b > start]
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    passage = text[start:end].rstrip()
    return mark_safe(f"{before}{marked(passage, inside)}{after}")  # noqa: S308  marked() escapes
