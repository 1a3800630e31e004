"""A message as its reader sees it: our part of the thread only, without tags and hidden letters, each character with its place."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

# Where what others wrote begins; all that follows is theirs. What is forwarded is sent, and stays ours.
THREAD = re.compile(
    r"""^[ \t]*(?:
          Le\s[^\n]{3,120}?\s(?:a|avez|as)\sécrit\s?:
        | On\s[^\n]{3,120}?\swrote:
        | -{2,}\s?(?:Message\sd[’']origine|Original\sMessage)[^\n]*
        | (?:De|From)\s?:\s[^\n]+\n(?:[^\n]*\n){0,3}?(?:Objet|Subject|À|To|Envoyé|Sent|Date)\s?:
        )""",
    re.VERBOSE | re.MULTILINE,
)
FORWARDED = re.compile(r"-{2,}[^\n]*(?:transf[ée]r|forward)[^\n]*\s*$", re.IGNORECASE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
HIDDEN = re.compile(
    r"""(?P<nothing><(?:script|style|head)\b.*?</(?:script|style|head)\s*> | <!--.*?-->)
      | (?P<line></?(?:p|br|div|li|tr|h[1-6]|blockquote)\b[^<>]{0,2000}>)
      | (?P<tag><[a-zA-Z/][^<>]{0,2000}>)
      | (?P<entity>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});)
      | (?P<invisible>[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e])""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
INVISIBLE_IN_WORD = re.compile(r"(?<=\w)[\u200b-\u200d\u2060\ufeff](?=\w)")
OTHER_LETTERS = re.compile(r"[\u0370-\u052f]")
MIXED = re.compile(r"[^\W\d_]*(?:[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z])[^\W\d_]*")
# Letters of Cyrillic and Greek that readers take for ours.
ALIKE = str.maketrans(
    dict(zip("асеорхуіјѕһԁԛԝкмтнвАВСЕНІЈКМОРЅТХУ", "aceopxyijshdqwkmthbABCEHIJKMOPSTXY", strict=True))
    | dict(zip("οανρτυχκικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavptuxkikABEZHIKMNOPTYX", strict=True))
)
LONGEST = 200_000  # characters judged; nobody writes a longer message, and what lies beyond is said not to be read


@dataclass(frozen=True, slots=True)
class Seen:
    """text: what is read. disguised: ranges of the given text where letters hide a word. is_cut: the end was not read.

    own_end: where our part ends in the given text. has_thread: whether what others wrote follows.
    """

    text: str
    own_end: int
    disguised: tuple[tuple[int, int], ...] = ()
    has_thread: bool = False
    is_cut: bool = False
    _origin: Sequence[int] | None = field(default=None, repr=False)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of what is read stands in the text given."""
        if self._origin is None:
            return start, end
        return self._origin[start], self._origin[end - 1] + 1 if end > start else self._origin[start]


def seen(text: str) -> Seen:
    """Return the author's part of a message, which may be HTML."""
    own = text[:LONGEST]
    mixed = MIXED.finditer(own) if OTHER_LETTERS.search(own) else ()
    disguised = (
        *(found.span() for found in mixed),
        *((found.start() - 1, found.end() + 1) for found in INVISIBLE_IN_WORD.finditer(own)),
    )
    if not own.isascii():
        own = own.translate(ALIKE) if disguised else own
    plain, origin = _unhidden(own)
    thread = THREAD.search(plain)
    if thread and FORWARDED.search(plain, max(0, thread.start() - 80), thread.start()):
        thread = None
    end = min([found.start() for found in (thread, SIGNATURE.search(plain)) if found], default=len(plain))
    own_end = end if origin is None else origin[end]
    return Seen(plain[:end], own_end, disguised, thread is not None, len(text) > LONGEST, origin)


def _unhidden(text: str) -> tuple[str, list[int] | None]:
    """Without tags, entities and invisible characters; where each character left stood, None when nothing moved."""
    if not HIDDEN.search(text) and unicodedata.is_normalized("NFC", text):
        return text, None
    kept: list[str] = []
    origin: list[int] = []
    at = 0
    for found in HIDDEN.finditer(text):
        _keep(text, at, found.start(), kept, origin)
        instead = _instead(found)
        kept.append(instead)
        origin += [found.start()] * len(instead)
        at = found.end()
    _keep(text, at, len(text), kept, origin)
    origin.append(len(text))
    return "".join(kept), origin


def _instead(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "line":
            return "\n"
        case "entity":
            return html.unescape(found[0])
        case "tag" | "nothing":
            return " " if found.lastgroup == "nothing" else ""
        case _:
            return ""


def _keep(text: str, start: int, end: int, kept: list[str], origin: list[int]) -> None:
    """Letters with their accents composed: « e » and a combining accent are one letter to a reader."""
    piece = text[start:end]
    if unicodedata.is_normalized("NFC", piece):
        kept.append(piece)
        origin += range(start, end)
        return
    at = start
    for part in re.findall(r".[\u0300-\u036f]*", piece, re.DOTALL):
        composed = unicodedata.normalize("NFC", part)
        kept.append(composed)
        origin += [at] * len(composed)
        at += len(part)
