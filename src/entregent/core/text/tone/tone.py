"""What is counted and pointed at in a message."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from entregent.core.text.reading import Read, Reading
from entregent.core.text.tone.passive import passives
from entregent.core.text.tone.readability import NAMES, readability
from entregent.core.text.tone.words import Rather, Words, words_of

DENIED = 7  # words before a superlative in which a negation counts
AS_IT_IS = Rather()


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
    """Words that could be others: a half-open range of characters, the words, what to write instead, "" where no word stands for
    them; then why they should go, in the language of the text."""

    start: int
    end: int
    words: str
    instead: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tone:
    """words_per_sentence: their mean, 0 without a sentence. readability: None for too few words; formula names how it was told.

    address: None as well in a language that says « tu » and « vous » alike. familiar: « tu », « ton »; where no address is told by
    them, words one says among friends. formal: « vous », « votre »; words of letters of old.
    """

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
    familiar: tuple[Remark, ...]
    formal: tuple[Remark, ...]

    def moved(self, place: Callable[[int, int], tuple[int, int]]) -> "Tone":
        """The same, its remarks in the text that `place` leads to."""

        def there(some: tuple[Remark, ...]) -> tuple[Remark, ...]:
            return tuple(
                replace(one, start=start, end=end) for one in some for start, end in [place(one.start, one.end)]
            )

        return replace(
            self,
            jargon=there(self.jargon),
            superlatives=there(self.superlatives),
            passives=there(self.passives),
            familiar=there(self.familiar),
            formal=there(self.formal),
        )


def tone_of(text: Read, language: str, sector: Sector | None = None) -> Tone:
    """Return the tone of the author's own words; quotes, code and links do not count."""
    words = words_of(language)
    own = text.sentences
    familiar, formal = (_words(own, which, words) for which in (words.familiar, words.formal))
    if familiar and any(True for one in own for _ in words.plural.find(one.words)):
        formal = ()
    counted = sum(len(one.words) for one in own)
    spoken = [one for one in own if one.words]
    return Tone(
        language=language,
        person=_person(own, words),
        address=_address(familiar, formal) if words.parts else None,
        words=counted,
        sentences=len(spoken),
        words_per_sentence=round(counted / len(spoken), 1) if spoken else 0.0,
        readability=readability([one.words for one in spoken], language),
        formula=NAMES[language],
        jargon=tuple(_jargon(own, words, sector)),
        superlatives=tuple(_superlatives(own, words)),
        passives=tuple(_remark(one, *found, words.passive) for one in own for found in passives(one.words, language)),
        familiar=familiar,
        formal=formal,
    )


def _person(own: Sequence[Reading], words: Words) -> Person:
    said = {word for one in own for word in one.words}
    if said & words.i:
        return Person.I
    return Person.WE if said & words.we else Person.NOBODY


def _address(familiar: Sequence[Remark], formal: Sequence[Remark]) -> Address | None:
    if familiar and formal:
        return Address.BOTH
    return Address.TU if familiar else Address.VOUS if formal else None


def _words(own: Sequence[Reading], which: frozenset[str], words: Words) -> tuple[Remark, ...]:
    return tuple(
        _remark(one, at, at + 1)
        for one in own
        for at, word in enumerate(one.words)
        if word in which and not _is_noun(one, at, words)
    )


def _is_noun(one: Reading, at: int, words: Words) -> bool:
    """Whether the word speaks to nobody: « le ton », « un rendez-vous », « viendra-t-il »."""
    word, end = one.words[at], one.spans[at][1] - one.start
    if word in words.elided and one.plain[end : end + 1] != "'":
        return True
    return at > 0 and one.words[at - 1] in words.noun_after.get(word, ())


def _jargon(own: Sequence[Reading], words: Words, sector: Sector | None) -> Iterable[Remark]:
    for one in own:
        for match in words.jargon.find(one.words):
            if match.label.holds_for(sector):
                yield _remark(one, match.first, match.last, match.label)


def _superlatives(own: Sequence[Reading], words: Words) -> Iterable[Remark]:
    for one in own:
        for match in words.superlatives.find(one.words):
            if not set(one.words[max(0, match.first - DENIED) : match.first]) & words.denies:
                yield _remark(one, match.first, match.last, match.label)


def _remark(one: Reading, first: int, last: int, rather: Rather = AS_IT_IS) -> Remark:
    start, end = one.spans[first][0], one.spans[last - 1][1]
    return Remark(start, end, one.written[start - one.start : end - one.start], rather.instead, rather.why)
