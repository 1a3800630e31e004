"""Sentences of French and English texts, with where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entregent.core.text.word_list import word_list


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, without the space around it, and the half-open range of characters it covers."""

    text: str
    start: int
    end: int


# Marks that may end a sentence, with the quotes and brackets that close after them; or a new line.
MARK = re.compile(r"(?P<marks>[.!?…]+)(?P<closing>(?:[”\"’')\]»]|[ \t\u00a0\u202f]»)*)(?=\s|$)|(?P<line>\n)")
# A full stop after these belongs to the word, and the sentence goes on.
GOES_ON = word_list(
    """m mm mme mmes mlle mlles mgr dr drs pr prs me mr mrs ms prof st ste sts stes gal cdt cap lt col sgt
    rev hon cf ex art al chap fig éd ed eds coll vol tél tel env hab min max av bd boul bld pl rte réf ref
    vs e.g i.e p pp no nos n approx dept adj adv syn fém masc plur sing inf sup resp dir"""
)
# After these it may do either: a capital decides.
MAY_END = word_list("etc j.-c j.c apr inc ltd co corp jr sr a.m p.m u.s u.k u.s.a ph.d s.a s.v.p r.-v")
LAST_WORD = re.compile(r"[^\s(«“\"'’\[]+$")
LONGEST_ABBREVIATION = 12  # characters looked at before a full stop


def sentences(text: str) -> list[Sentence]:
    """Return the sentences in order. Together they hold every character that is not white space.

    A new line ends a sentence unless the next one begins with a small letter. An initial (« J. Dupont ») never ends one, so that
    « vitamine C. Elle » stays one sentence: the less harmful of the two mistakes.
    """
    found, start = [], 0
    for end in _ends(text):
        found += _trimmed(text, start, end)
        start = end
    return [*found, *_trimmed(text, start, len(text))]


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    piece = text[start:end]
    written = piece.strip()
    if not written:
        return []
    start += len(piece) - len(piece.lstrip())
    return [Sentence(written, start, start + len(written))]


def _ends(text: str) -> Iterator[int]:
    for mark in MARK.finditer(text):
        following = _following(text, mark.end())
        if mark["line"] is not None:
            if not following.islower():
                yield mark.end()
        elif not following or _ends_here(text, mark, following):
            yield mark.end()


def _following(text: str, at: int) -> str:
    """The first character after `at` that is no white space, "" at the end of the text."""
    while at < len(text) and text[at].isspace():
        at += 1
    return text[at : at + 1]


def _ends_here(text: str, mark: re.Match[str], following: str) -> bool:
    if mark["marks"] != ".":
        return not following.islower()  # « Ah ! dit-il », « euh… non »
    if mark["closing"]:
        return not following.islower()
    before = LAST_WORD.search(text, max(0, mark.start() - LONGEST_ABBREVIATION), mark.start())
    word = before.group().lower() if before else ""
    if word in GOES_ON or _is_initial(word) or _numbers_a_line(text, mark.start(), word):
        return False
    if word in MAY_END:
        return following.isupper()
    return not following.islower() or len(word) > 3


def _is_initial(word: str) -> bool:
    """« J. », « J.-P. », « e. g. »."""
    return bool(re.fullmatch(r"[^\W\d_](?:\.[-‐‑]?[^\W\d_])*", word)) and word not in MAY_END


def _numbers_a_line(text: str, at: int, word: str) -> bool:
    """« 1. Trier » at the beginning of a line."""
    return word.isdecimal() and len(word) <= 2 and not text[text.rfind("\n", 0, at) + 1 : at - len(word)].strip()
