"""The door to the grammar: a watch is read, or refused with what was probably meant."""

import re
from difflib import get_close_matches

from entregent.core.matching.errors import WatchSyntaxError
from entregent.core.matching.grammar import LONGEST, MOST_STEPS, read
from entregent.core.matching.metadata import LANGUAGE_NAMES, region_codes
from entregent.core.matching.pieces import Piece, pieces
from entregent.core.matching.query import Query
from entregent.core.text import tokenise

MOST_MENDS = 10  # mistakes that are mended one after the other
CLOSING = {'"': '"', "“": "”", "«": "»"}
PHRASE_ENDS = re.compile(r"\s+(?:AND|ET|OR|OU|NOT|SAUF|NON|(?:NEAR|PR[ÈE]S)/\d+)\s|\s*\)|\s+-\w")
DENIED_VALUE = re.compile(r"(?P<field>\w+\s*:)\s*(?P<not>(?:NOT|SAUF|NON)\s+|-)")
SIGNS = {
    "|": "OR",
    "||": "OR",
    "/": "OR",
    "&": "AND",
    "&&": "AND",
    "+": "",
    "!": "NOT",
    "-": "-",
    "–": "-",
    "—": "-",
    "−": "-",
}
OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR", "field"})


def parse(text: str) -> Query:
    """Read a watch; the tree is in normal form.

    Raises WatchSyntaxError, which points at the character and says how the watch may have been meant, when it cannot be read.
    """
    try:
        return read(text)
    except WatchSyntaxError as error:
        raise WatchSyntaxError(error.problem, error.position, mended(text, error)) from None


def mended(text: str, error: WatchSyntaxError) -> str | None:
    """Return the watch with its mistakes mended, ready to be read; None when it is not obvious how."""
    for _ in range(MOST_MENDS):
        fixed = _fixed(text, error)
        if fixed is None or fixed == text or len(fixed) > LONGEST:
            return None
        text = fixed.strip()
        try:
            read(text)
        except WatchSyntaxError as next_error:
            error = next_error
        else:
            return text
    return None


def _fixed(text: str, error: WatchSyntaxError) -> str | None:
    """The text without this one mistake."""
    at = error.position
    match error.problem:
        case "open quote":
            return _quote_closed(text, at)
        case "open bracket":
            return f"{text.rstrip()})"
        case "closed bracket":
            return text[:at] + text[at + 1 :]
        case "missing term":
            return _term_found(text, at)
        case "star inside" | "tilde inside":
            return _ending_moved(text, at)
        case "empty" | "too deep" | "too long" | "near side":
            return None
        case _:
            return _piece_replaced(text, error)


def _piece_replaced(text: str, error: WatchSyntaxError) -> str:
    at = error.position
    if error.problem == "missing value" and (denied := DENIED_VALUE.match(text, at)):
        return text[:at] + denied["not"] + denied["field"] + text[denied.end() :]
    piece = next(piece for piece in pieces(text) if piece.start == at)
    return text[:at] + _instead(piece, error) + text[piece.end :]


def _instead(piece: Piece, error: WatchSyntaxError) -> str:
    match error.problem:
        case "steps":
            return f"{piece.text.partition('/')[0]}/{min(max(int(piece.inside), 1), MOST_STEPS)}"
        case "unknown language":
            return _closest(piece, LANGUAGE_NAMES)
        case "unknown region":
            return _closest(piece, region_codes())
        case _:
            return ""


def _closest(piece: Piece, known: dict[str, str]) -> str:
    """The name that looks most like what is written; what is written when none does."""
    near = get_close_matches(" ".join(token.word for token in tokenise(piece.inside)), known, n=1)
    name = near[0] if near else ""
    return (f'"{name}"' if " " in name else name) or piece.text


def _quote_closed(text: str, at: int) -> str:
    opening = at + (text[at] == "=")
    ends = PHRASE_ENDS.search(text, opening + 1)
    end = ends.start() if ends else len(text.rstrip())
    if not text[opening + 1 : end].strip():
        return text[:at] + text[opening + 1 :]
    return text[:end] + CLOSING[text[opening]] + text[end:]


def _term_found(text: str, at: int) -> str | None:
    found = list(pieces(text))
    here = next((index for index, piece in enumerate(found) if piece.start == at), len(found))
    piece = found[here] if here < len(found) else None
    if piece and piece.kind == "word":
        after = text[piece.end :]
        return text[: piece.start] + SIGNS.get(piece.text, "") + (after.lstrip() if piece.text in "-–—−" else after)
    if piece and piece.kind in OPERATORS:
        return text[: piece.start] + text[piece.end :]
    before = found[here - 1] if here else None
    if before is None:
        return None
    if before.kind == "open" and piece:
        return text[: before.start] + text[piece.end :]
    return text[: before.start].rstrip() + (" " if before.kind == "word" else "") + text[before.end :]


def _ending_moved(text: str, at: int) -> str | None:
    """A star or a tilde after the end of a single word: com*post, *post, "tri des déch*", l'écol*."""
    piece = next(piece for piece in pieces(text) if piece.start <= at < piece.end)
    if piece.kind == "phrase":
        instead = _phrase_with_star(piece)
    elif at == piece.end - 1 and (tokens := tokenise(piece.text)):
        instead = piece.text[tokens[-1].start : tokens[-1].end] + piece.text[-1]
    else:
        before = piece.text[: at - piece.start]
        instead = f"{before}*" if tokenise(before) else piece.text.replace("*", "")
    if instead == piece.text:  # the value of a field has no ending
        instead = instead[:-1]
    return text[: piece.start] + instead + text[piece.end :]


def _phrase_with_star(piece: Piece) -> str:
    words, _, last = piece.inside.rstrip().rpartition(" ")
    if last.count("*") != 1 or not last.endswith("*") or "*" in words:
        return piece.text.replace("*", "")
    return f"{piece.text[0]}{words}{piece.text[-1]} NEAR/1 {last}" if words.strip() else last
