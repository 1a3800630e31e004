"""Pieces: a text cut the way a reader of posts sees it, with links, mentions, hashtags and emoji kept whole.

Matching keeps its own, plainer cut (`tokens`): there, every run of letters is a word, wherever it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece is."""

    WORD = "word"
    CLITIC = "clitic"  # « l’ », « qu’ »: what elision left of a word
    NUMBER = "number"
    LINK = "link"
    EMAIL = "e-mail"
    MENTION = "mention"
    HASHTAG = "hashtag"
    EMOJI = "emoji"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as written, and the half-open range of characters it covers."""

    kind: Kind
    text: str
    start: int
    end: int


LETTER = r"[^\W\d_]"
MARKED = rf"(?:{LETTER}[\u0300-\u036f]*)"
APOSTROPHE = "['’ʼ]"
# Words that hold an apostrophe and are one word for their readers.
ATOMIC = rf"aujourd{APOSTROPHE}hui|presqu{APOSTROPHE}[iî]les?|quelqu{APOSTROPHE}une?s?|prud{APOSTROPHE}hom{MARKED}+"
ELIDED = r"jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|qu|[cdjlmnst]"
# English endings (don’t, it’s) stay with their word.
ENDING = rf"(?:{APOSTROPHE}(?:s|t|re|ve|ll|d|m)(?!\w))?"
PIECE = re.compile(
    rf"""(?P<link>(?:https?://|(?<!\w)www\.)[\w\[][^\s<>«»“”"]{{0,2000}})
       | (?P<email>[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+)
       | (?P<mention>(?<![\w@])@\w[\w.-]*(?<=\w)(?:@\w[\w.-]*(?<=\w))?)
       | (?P<hashtag>(?<![\w\#&])\#\w*{LETTER}\w*)
       | (?P<emoji>[\U0001F1E6-\U0001F1FF]{{2}}|[\u2600-\u27BF\U0001F300-\U0001FAFF][\uFE0F\u200D\U0001F3FB-\U0001F3FF]*)
       | (?P<word_atomic>(?<!\w)(?:{ATOMIC})(?!\w))
       | (?P<clitic>(?<!\w)(?:{ELIDED}){APOSTROPHE}(?=\w))
       | (?P<number>\d+(?:[.,\u202f\u00a0]\d+)*)
       | (?P<word>{MARKED}+(?:[-‐‑]{MARKED}+)*{ENDING})""",
    re.VERBOSE | re.IGNORECASE,
)
ENDING_MARKS = ".,;:!?…'’)]}*"
HUMP = re.compile(r"[^\W\d_a-zà-öø-ÿ]?[a-zà-öø-ÿœ]+|[^\W\d_a-zà-öø-ÿœ]+(?![a-zà-öø-ÿœ])|[^\W\d_]|\d+")


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of the text in order; what lies between them is punctuation and space."""
    at = 0
    while found := PIECE.search(text, at):
        kind = Kind.WORD if found.lastgroup == "word_atomic" else _kind(found)
        written = without_ending_marks(found.group()) if kind is Kind.LINK else found.group()
        at = found.start() + len(written)
        yield Piece(kind, written, found.start(), at)


def _kind(found: re.Match[str]) -> Kind:
    return Kind.EMAIL if found.lastgroup == "email" else Kind(found.lastgroup or "word")


def without_ending_marks(address: str) -> str:
    """Return an address found in running text without the punctuation of the sentence around it.

    A closing bracket stays when the address opened it, as in …/wiki/Rennes_(gare).
    """
    while address[-1] in ENDING_MARKS:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def hashtag_words(hashtag: str) -> list[str]:
    """Return the words of a hashtag by its capitals, digits and underscores: #ZéroDéchet_35 gives Zéro, Déchet, 35."""
    return HUMP.findall(hashtag.removeprefix("#"))
