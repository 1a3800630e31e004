"""Answers that come packed, unpacked a piece at a time: whole to their last byte, and never larger than what may be taken."""

import zlib
from collections.abc import Iterator

ASKED = "gzip, deflate"  # what every server knows
UNKNOWN = frozenset(
    {"br", "zstd", "compress", "x-compress", "dcb", "dcz"}
)  # others are labels that servers put there by mistake
PIECE = 256 * 1024  # bytes of what comes out at once
GZIP, ZLIB, BARE = 31, 15, -15  # zlib's names for what stands around the data


class BrokenPackingError(ValueError):
    """Not packed as it says, or cut short."""


class Unpacking:
    """What a Content-Encoding asks for. `pieces` of each part of a body in order, then `end`."""

    def __init__(self, encoding: str) -> None:
        names = {name.strip().lower() for name in encoding.split(",")} - {"", "identity"}
        if names & UNKNOWN or len(names) > 1:
            raise BrokenPackingError(encoding)
        self._window = {"gzip": GZIP, "x-gzip": GZIP, "deflate": ZLIB}.get(names.pop() if names else "")
        self._inflate: zlib._Decompress | None = None
        self._is_over = False

    def pieces(self, part: bytes) -> Iterator[bytes]:
        """Yield what a part holds. Raises BrokenPackingError."""
        if self._window is None:
            yield part
            return
        try:
            yield from self._inflated(part)
        except zlib.error as error:
            raise BrokenPackingError(str(error)) from error

    def end(self) -> None:
        """Raises BrokenPackingError when more should have come."""
        if self._inflate is not None and not self._inflate.eof:
            raise BrokenPackingError(str(self._window))

    def _inflated(self, part: bytes) -> Iterator[bytes]:
        while part and not self._is_over:
            if self._inflate is None:
                self._inflate = zlib.decompressobj(self._around(part))
            yield self._inflate.decompress(part, PIECE)
            part = self._inflate.unconsumed_tail
            if self._inflate.eof:
                part = self._inflate.unused_data
                self._next_member(part)

    def _around(self, part: bytes) -> int:
        """Many servers send deflate without what RFC 9110 wants around it."""
        return BARE if self._window == ZLIB and part[0] & 0xF != 8 else int(self._window or ZLIB)

    def _next_member(self, rest: bytes) -> None:
        """A file of gzip may be followed by another; anything else behind it is no part of it."""
        if self._window == GZIP and rest[:2] == b"\x1f\x8b":
            self._inflate = None
        elif rest:
            self._is_over = True
