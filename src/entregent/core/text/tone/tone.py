"""What is counted and pointed at in a message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType

from entregent.core.text.reading import Read, Reading
from entregent.core.text.tone import english, french
from entregent.core.text.tone.passive import passives
from entregent.core.text.tone.readability import NAMES, readability

DENIED = 7  # words before a superlative in which a negation counts
LANGUAGES: dict[str, ModuleType] = {"fr": french, "en": english}


class Sector(StrEnum):
    """Who speaks: what is jargon to the readers of one is the daily word of another's."""

    INSTITUTION = "institution"
    ASSOCIATION = "association"
    CONSUMER = "consumer"
    B2B = "b2b"


class Person(StrEnum):
    """Who speaks."""

    I = "i"  # noqa: E741 (the word itself)
    WE = "we"
    NOBODY = "nobody"


class Address(StrEnum):
    """How the reader is spoken to, where the language has two ways."""

    TU = "tu"
    VOUS = "vous"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that could be others: a half-open range of characters, the words, what to write instead ("" to leave out)."""

    start: int
    end: int
    words: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Tone:
    """words_per_sentence: their mean, 0 without a sentence. readability: None for too few words; formula names how it was told."""

    language: str
    person: Person
    address: Address | None
    words: int
    sentences: int
    words_per_sentence: float
    readability: float | None
    formula: str
    jargon: tuple[Remark, ...]
    superlatives: tuple[Remark, ...]
    passives: tuple[Remark, ...]
    familiar: tuple[Remark, ...]  # « tu », « ton »
    formal: tuple[Remark, ...]  # « vous », « votre »


def tone_of(text: Read, language: str, sector: Sector | None = None) -> Tone:
    """Return the tone of the author's own words; quotes, code and links do not count."""
    words = LANGUAGES[language]
    own = text.sentences
    familiar, formal = (_words(own, which, words) for which in (words.FAMILIAR, words.FORMAL))
    if familiar and any(True for one in own for _ in words.PLURAL.find(one.words)):
        formal = ()
    counted = sum(len(one.words) for one in own)
    spoken = [one for one in own if one.words]
    return Tone(
        language=language,
        person=_person(own, words),
        address=_address(familiar, formal),
        words=counted,
        sentences=len(spoken),
        words_per_sentence=round(counted / len(spoken), 1) if spoken else 0.0,
        readability=readability([one.words for one in spoken], language),
        formula=NAMES[language],
        jargon=tuple(_jargon(own, words, sector)),
        superlatives=tuple(_superlatives(own, words)),
        passives=tuple(_remark(one, *found) for one in own for found in passives(one.words, language)),
        familiar=familiar,
        formal=formal,
    )


def _person(own: Sequence[Reading], words: ModuleType) -> Person:
    said = {word for one in own for word in one.words}
    if said & words.I:
        return Person.I
    return Person.WE if said & words.WE else Person.NOBODY


def _address(familiar: Sequence[Remark], formal: Sequence[Remark]) -> Address | None:
    if familiar and formal:
        return Address.BOTH
    return Address.TU if familiar else Address.VOUS if formal else None


def _words(own: Sequence[Reading], which: frozenset[str], words: ModuleType) -> tuple[Remark, ...]:
    return tuple(
        _remark(one, at, at + 1)
        for one in own
        for at, word in enumerate(one.words)
        if word in which and not words.is_noun(one.words, at, one.plain[one.spans[at][1] - one.start :][:1])
    )


def _jargon(own: Sequence[Reading], words: ModuleType, sector: Sector | None) -> Iterable[Remark]:
    for one in own:
        for match in words.JARGON.find(one.words):
            instead, at_home = match.label
            if sector not in at_home.split():
                yield _remark(one, match.first, match.last, instead)


def _superlatives(own: Sequence[Reading], words: ModuleType) -> Iterable[Remark]:
    for one in own:
        for match in words.SUPERLATIVES.find(one.words):
            if not set(one.words[max(0, match.first - DENIED) : match.first]) & words.NOT:
                yield _remark(one, match.first, match.last)


def _remark(one: Reading, first: int, last: int, instead: str = "") -> Remark:
    start, end = one.spans[first][0], one.spans[last - 1][1]
    return Remark(start, end, one.written[start - one.start : end - one.start], instead)
