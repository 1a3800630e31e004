"""A message as its reader sees it: our part of the thread only, without tags and hidden letters, each character with its place."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from entregent.core.etiquette.disguise import INVISIBLE, undisguised

# What says that others wrote what follows: a line of its own (which mail programs may wrap once) above quoted lines, or with an
# address or a number; a line that parts; the headings of a mail.
SAID = re.compile(
    r"""^[ \t]*(?:
          (?P<by>(?:Le|On)\s[^\n]{3,120}?(?:[^\n.!?]\n(?![ \t]*[\n>])[^\n]{0,80}?)?\s
             (?:(?:a|avez|as)\sécrit\s?|wrote):)[ \t]*(?:\n|\Z)
        | -{2,}\s?(?:Message\sd[’']origine|Original\sMessage)[^\n]*
        | (?:De|From)\s?:\s[^\n]+\n(?:[^\n]*\n){0,3}?(?:Objet|Subject|À|To|Envoyé|Sent|Date)\s?:
        )""",
    re.VERBOSE | re.MULTILINE,
)
DATED = re.compile(r"[@\d]")
QUOTED = re.compile(r"\s*(?:^[ \t]*>[^\n]*(?:\n|\Z)(?:[ \t]*\n(?=[ \t]*>))*)+", re.MULTILINE)
FORWARDED = re.compile(r"-{2,}[^\n]*(?:transf[ée]r|forward)[^\n]*\s*$", re.IGNORECASE)
SIGNATURE = re.compile(r"^-- ?\n(?:[^\n]*(?:\n|\Z)){0,8}\Z", re.MULTILINE)
HIDDEN = re.compile(
    rf"""(?P<opens><(?:!--|script\b|style\b|head\b))
      | (?P<line></?(?:p|br|div|li|tr|h[1-6]|blockquote)\b[^<>]{{0,2000}}>)
      | (?P<tag><[a-zA-Z/][^<>]{{0,2000}}>)
      | (?P<entity>&(?:\#\d{{1,7}}|\#x[0-9a-fA-F]{{1,6}}|[a-zA-Z]{{2,20}});)
      | (?P<invisible>[{INVISIBLE}]|\r(?=\n))""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# What ends each of what opens: looked for with what was already found missing in mind, so that a text is read once.
CLOSING = {
    "<!--": re.compile("-->"),
    **{f"<{name}": re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "head")},
}
LONGEST = 200_000  # characters judged; nobody writes a longer message, and what lies beyond is said not to be read
Places = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Seen:
    """text: what is read. disguised: ranges of the given text where letters hide a word. is_cut: the end was not read.

    own_end: where what others wrote, and nobody quoted, begins in the given text. has_thread: whether others wrote of it.
    """

    text: str
    own_end: int
    disguised: tuple[tuple[int, int], ...] = ()
    has_thread: bool = False
    is_cut: bool = False
    _origin: Places | None = field(default=None, repr=False)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of what is read stands in the text given."""
        if self._origin is None:
            return start, end
        first = self._origin[start][0] if start < len(self._origin) else self.own_end
        return first, self._origin[end - 1][1] if end > start else first


def seen(text: str, *, is_whole: bool = False) -> Seen:
    """Return the author's part of a message, which may be HTML. is_whole: there is no thread or signature, all of it is theirs."""
    own, disguised = undisguised(text[:LONGEST])
    plain, origin = _unhidden(own)
    others = [] if is_whole else list(_of_others(plain))
    own_end = len(own)
    if others and others[-1][1] == len(plain):
        own_end = origin[others[-1][0]][0] if origin else others[-1][0]
    if others:
        plain, origin = _without(plain, origin, others)
    if signature := None if is_whole else SIGNATURE.search(plain):
        plain = plain[: signature.start()]
    return Seen(plain, own_end, disguised, bool(others), len(text) > LONGEST, origin)


def _of_others(plain: str) -> Iterator[tuple[int, int]]:
    """Ranges that others wrote: the lines quoted below what says so; without them, all that follows. What is forwarded is sent,
    and stays ours."""
    at = 0
    while found := SAID.search(plain, at):
        at = found.end()
        if FORWARDED.search(plain, max(0, found.start() - 80), found.start()):
            return
        if quoted := QUOTED.match(plain, at):
            at = quoted.end()
            yield found.start(), at
        elif not found["by"] or DATED.search(found["by"]):
            yield found.start(), len(plain)
            return


def _without(plain: str, origin: Places | None, ranges: Sequence[tuple[int, int]]) -> tuple[str, Places]:
    """What stands outside of these ranges, which do not overlap and come in their order."""
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for start, end in (*ranges, (len(plain), len(plain))):
        kept.append(plain[at:start])
        places += origin[at:start] if origin else [(one, one + 1) for one in range(at, start)]
        at = end
    return "".join(kept), places


def _unhidden(text: str) -> tuple[str, Places | None]:
    """Without tags, entities and invisible characters; where each character left stood, None when nothing moved."""
    if not HIDDEN.search(text) and unicodedata.is_normalized("NFC", text):
        return text, None
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    at, missing = 0, set[str]()
    while found := HIDDEN.search(text, at):
        _keep(text, at, found.start(), kept, places)
        at = found.end()
        if found.lastgroup == "opens":
            closed = None if found[0].lower() in missing else CLOSING[found[0].lower()].search(text, at)
            missing |= set() if closed else {found[0].lower()}
            at = closed.end() if closed else at
        instead = _instead(found)
        kept.append(instead)
        places += [(found.start(), at)] * len(instead)
    _keep(text, at, len(text), kept, places)
    return "".join(kept), places


def _instead(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "line":
            return "\n"
        case "entity":
            return html.unescape(found[0])
        case "opens":
            return " "
        case _:
            return ""


def _keep(text: str, start: int, end: int, kept: list[str], places: list[tuple[int, int]]) -> None:
    """Letters with their accents composed: « e » and a combining accent are one letter to a reader."""
    piece = text[start:end]
    if unicodedata.is_normalized("NFC", piece):
        kept.append(piece)
        places += [(one, one + 1) for one in range(start, end)]
        return
    at = start
    for part in re.findall(r".[\u0300-\u036f]*", piece, re.DOTALL):
        composed = unicodedata.normalize("NFC", part)
        kept.append(composed)
        places += [(at, at + len(part))] * len(composed)
        at += len(part)
