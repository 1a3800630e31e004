"""What of a text is the author's own words: sentences without quoted text, code, links; their words, with where they stand."""

import re
from dataclasses import dataclass

from entregent.core.text.fold import fold
from entregent.core.text.sentences import sentences

# Same length as what it stands for, so that offsets stay: characters without case and accents.
PLAIN = {code: plain for code in range(0x250) if len(plain := fold(chr(code))) == 1} | {
    0x2019: "'",
    0xA0: " ",
    0x202F: " ",
}
HIDDEN = re.compile(
    r"""```.*?(?:```|\Z)                            # code
      | `[^`\n]+`
      | ^[^\n]*(?:(?:[{}]|[)\]"']\s?;)\s*(?://[^\n]*)?$|==|\(\)\s*;)[^\n]*$   # a line of code
      | ^[ \t]*>[^\n]*                            # quoted mail
      | \bRT\s+@\w+.*\Z
      | (?:https?://|www\.)\S+
      | [\w.+-]+@[\w-]+\.[\w.-]+
      | «[^»\n]*» | “[^”\n]*” | (?<!\w)"[^"\n]*"(?!\w)   # quoted words
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"https?://|\bwww\.")
QUOTES = '«“"'
SHORT_QUOTE = 3  # words: fewer are a name or irony, more are somebody else's
WORD = re.compile(r"[a-z]+n't|[a-z0-9œæ]+")
MENTION = re.compile(r"^\W*@\w+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as read: its range in the text, its words with theirs, whether it ends on a question mark; its plain text."""

    start: int
    end: int
    written: str
    plain: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Read:
    """The author's sentences, the words they put between quotes, and how many links they gave."""

    sentences: tuple[Reading, ...]
    quoted: tuple[str, ...]
    links: int
    length: int  # characters of the text
    to_somebody: bool  # begins with a mention


def read(text: str) -> Read:
    """Return the text as its author's own words."""
    quoted: list[str] = []

    def hide(found: re.Match[str]) -> str:
        piece = found[0]
        if piece[0] in QUOTES and len(WORD.findall(piece.translate(PLAIN))) <= SHORT_QUOTE:
            quoted.append(piece)
        return re.sub(r"[^\n]", " ", piece)

    own = HIDDEN.sub(hide, text)
    found = tuple(_reading(one.text, one.start, one.end) for one in sentences(own))
    return Read(found, tuple(quoted), len(LINK.findall(text)), len(text), bool(MENTION.match(text)))


def _reading(written: str, start: int, end: int) -> Reading:
    plain = written.translate(PLAIN)
    matches = list(WORD.finditer(plain))
    return Reading(
        start,
        end,
        written,
        plain,
        tuple(found[0] for found in matches),
        tuple((start + found.start(), start + found.end()) for found in matches),
        "?" in written,
    )
