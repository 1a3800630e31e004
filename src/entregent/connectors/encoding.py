"""Bytes of a file that somebody made with whatever they had, as text. Pure."""

import codecs

MARKS = (  # of byte order; UTF-32's begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GLANCE = 4000  # bytes that tell UTF-16 without a mark: in European text, every other one is 0
GUESSES = ("utf-8", "windows-1252", "mac-roman")  # each refuses what the next may take; the last takes all


def decoded(content: bytes, said: str = "") -> tuple[str, str]:
    """Return the text, and the name of its encoding.

    said: an encoding that the file itself names, believed where the bytes allow it and no byte order mark says otherwise.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), name
    for name in (_without_mark(content), said, *GUESSES):
        try:
            if name:
                return content.decode(name), name
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("windows-1252", "replace"), "windows-1252"


def _without_mark(content: bytes) -> str:
    glance = content[:GLANCE]
    half = len(glance) // 2
    if half < 2:
        return ""
    even, odd = glance[::2].count(0) / half, glance[1::2].count(0) / half
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else ""
