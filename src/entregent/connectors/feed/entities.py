"""Entities that a feed declares for itself: those that only name letters are kept, those that could make it grow are not. Pure."""

import re

LONGEST = 9  # bytes, as "&#38;#60;": with the shortest of names, a feed grows threefold at most
DECLARED = re.compile(rb"""<!ENTITY\s+(?:%\s+)?[^\s"'<>]+\s+("[^"]*"|'[^']*')[^<>]*>""")
GROWS = re.compile(rb"[&%](?!#)")
WIDE = (
    "<!ENTITY".encode("utf-16-le"),
    "<!ENTITY".encode("utf-16-be"),
)  # in other letters, no feed was seen to declare any


def without_growing_entities(content: bytes) -> bytes:
    """Return the feed without declarations of entities that hold others or much text.

    expat lets a document grow a hundredfold: ten megabytes would become a thousand.
    """
    if b"\0" in content and any(wide in content for wide in WIDE):
        return b""
    return DECLARED.sub(_kept, content) if b"<!ENTITY" in content else content


def _kept(declared: "re.Match[bytes]") -> bytes:
    value = declared[1][1:-1]
    return b"" if len(value) > LONGEST or GROWS.search(value) else declared[0]
