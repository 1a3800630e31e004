"""Names of places in a text, each with what ties it to the person who wrote it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from entregent.core.text.fold import fold
from entregent.core.text.places import words as w
from entregent.core.text.places.gazetteer import SHORTENED, WORDS, Entry, Level, gazetteer
from entregent.core.text.places.words import Cue
from entregent.core.text.sentences import sentences
from entregent.core.text.word_list import word_list


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says a place of themselves: the homonyms it may mean, and the words that say so."""

    cue: Cue
    entries: tuple[Entry, ...]
    evidence: str

    @property
    def regions(self) -> frozenset[str]:
        return frozenset(entry.region for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded (`text`) and as written, and the range it covers."""

    text: str
    written: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the gazetteer in a text: words first (included) to last (excluded)."""

    entries: tuple[Entry, ...]
    first: int
    last: int


CLAUSE = re.compile(r"\s*[|•●◆▪▫■♦·☞►▶➡→✦\n]\s*|\s+[-–—/+*]\s+|\s*//+\s*|[;()\[\]]|(?<=\w)\.(?=[A-ZÉ][a-zé])")
CLOSE = re.compile(r"[\s'’ʼ\-‐‑–_\u00a0\u202f]{1,3}")
MARKED = re.compile(r"[\s'’ʼ\u00a0\u202f]{0,2}[#@]?")
CONSTITUENCY = re.compile(r"circo\w*?[\s_-]?(97\d|2[ab]|\d\d)-?(\d\d)(?!\d)", re.IGNORECASE)
NUMBERED = re.compile(
    r"(?<![\w.,])(?:\(\s*(97\d|98\d|2[AB]|\d\d)\s*\)|(?:du|le|dans le|CD|CG|@?departement)[ _]?(97\d|2[AB]|\d\d)"
    r"(?![\w°]|[.,]\d|\s?[-–/&]|\s(?:et|au|janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)))"
)
POSTAL = re.compile(r"(?<![\w.,])(97\d|98\d|\d\d)\d{2,3}(?![\w.,]\d|\w)")
LED_BY = w.ARTICLES | word_list("au aux du des")  # what names may begin with: Le Havre, « au Havre »
LARGE_TOWN = 20_000  # inhabitants
NEARBY = 9  # words between a role and the territory it is held in


def words_of(text: str) -> list[Word]:
    """Return the words of the text in order; « St » reads « saint », « & » reads « et »."""
    found = []
    for match in WORDS.finditer(text):
        folded = fold(match.group())
        if folded:
            found.append(Word(SHORTENED.get(folded, folded), match.group(), match.start(), match.end()))
    return found


def names_in(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Yield the names in the text, longest first where several begin at the same word, without overlaps."""
    at = 0
    while at < len(words):
        found = _name_at(text, words, at)
        if found and words[at].text in LED_BY and _is_better(later := _name_at(text, words, at + 1), found):
            found = later
        if found:
            yield found
        at = found.last if found else at + 1


def _name_at(text: str, words: Sequence[Word], at: int) -> Name | None:
    names = gazetteer()
    for size in range(min(names.longest_from(words[at].text), len(words) - at), 0, -1):
        inside = words[at : at + size]
        entries = names.named([word.text for word in inside])
        if entries and all(CLOSE.fullmatch(text, one.end, other.start) for one, other in pairwise(inside)):
            return Name(entries, at, at + size)
    return _joined_name(text, words, at)


def _is_better(later: Name | None, found: Name) -> bool:
    """« du Puy-de-Dôme » is the department and not Le Puy, « la Marne » the department and not the village of that name."""
    return later is not None and (
        later.last > found.last or (later.last == found.last and any(map(is_area, later.entries)))
    )


def is_area(entry: Entry) -> bool:
    return entry.level in (Level.DEPARTMENT, Level.REGION)


def _joined_name(text: str, words: Sequence[Word], at: int) -> Name | None:
    """A hashtag or a handle that is a name written in one word: #SeineSaintDenis, #Paris20, @VilledeNice."""
    word = words[at]
    if not word.start or text[word.start - 1] not in "#@":
        return None
    for whole in (
        word.text.rstrip("0123456789"),
        re.sub(r"^(?:villede|ville|mairiede|mairie|metropole|departement|region)", "", word.text),
    ):
        entries = gazetteer().named_in_one_word(whole)
        if len(whole) > 3 and entries:
            return Name(entries, at, at + 1)
    return None


def claims_of_bio(bio: str) -> list[Claim]:
    """Return what a text about themselves says of where its author is."""
    found: list[Claim] = []
    for sentence in sentences(bio):
        for clause in filter(None, map(str.strip, CLAUSE.split(sentence.text))):
            found += [Claim(cue, entries, sentence.text) for cue, entries in _claims(clause, words_of(clause))]
        found += [Claim(Cue.MANDATE, (department,), sentence.text) for department in _numbered(sentence.text)]
    return found


def _numbered(sentence: str) -> Iterator[Entry]:
    """Departments by their number: #circo3108; beside a mandate also « (62) », « du 93 »."""
    found = [match[1] for match in CONSTITUENCY.finditer(sentence)]
    if any(word.text in w.ROLES for word in words_of(sentence)):
        found += [match[1] or match[2] for match in NUMBERED.finditer(sentence)]
    departments = gazetteer().departments
    return (departments[code.upper()] for code in found if code.upper() in departments)


def _claims(clause: str, words: Sequence[Word]) -> Iterator[tuple[Cue, tuple[Entry, ...]]]:
    for name in names_in(clause, words):
        cue = _cue(clause, words, name)
        entries = _meant(words, name) if cue else ()
        if cue and entries:
            yield cue, entries


def _meant(words: Sequence[Word], name: Name) -> tuple[Entry, ...]:
    """Homonyms that the article leaves: « de la Vienne » is the department, « de Vienne » the town."""
    before = words[name.first - 1].text if name.first else ""
    areas = tuple(entry for entry in name.entries if is_area(entry))
    of_parliament = any(word.text in w.PARLIAMENT for word in words[max(0, name.first - 4) : name.first])
    return areas if areas and (before in w.AREA_ARTICLES or of_parliament) else name.entries


def _cue(clause: str, words: Sequence[Word], name: Name) -> Cue | None:
    first = words[name.first]
    if _is_something_else(words, name):
        return None
    marked = first.start > 0 and clause[first.start - 1] in "#@"
    before = _before(clause, words, name.first)
    role = _role(words, name.first)
    area = any(map(is_area, name.entries))
    if role is not None and _is_bound(words, name, before, marked=marked, area=area):
        return role
    if not _is_capital(words, name):
        return None
    if any(entry.people for entry in name.entries):
        return None if w.GONE & {word.text for word in words} else Cue.HINT
    if before & w.AT:
        return _presence(words, name, before)
    return Cue.HINT if (area and marked) or _stands_alone(words, name) else None


def _presence(words: Sequence[Word], name: Name, before: frozenset[str]) -> Cue | None:
    if not before & (w.AT - w.ENGLISH_AT) and not _is_well_known(name):
        return None
    for word in reversed(words[max(0, name.first - 5) : name.first]):
        if word.text in w.ELSEWHERE:
            return None
        if word.text in w.RESIDE:
            return Cue.RESIDENCE
    if name.last - name.first == 1 and words[name.first].text in w.STRONG_TRAPS:
        return None
    if "en" in before and all(entry.level in (Level.COMMUNE, Level.LOCALITY) for entry in name.entries):
        return None
    return Cue.PRESENCE


def _stands_alone(words: Sequence[Word], name: Name) -> bool:
    """« Toulouse | vélo | rock »: a clause that is nothing but the name of a region, a department or a large town."""
    if name.last - name.first < len(words) or words[name.first].text in w.TRAPS | w.STRONG_TRAPS:
        return False
    return _is_well_known(name)


def _is_well_known(name: Name) -> bool:
    return any(is_area(entry) or entry.population >= LARGE_TOWN for entry in name.entries)


def _is_capital(words: Sequence[Word], name: Name) -> bool:
    own = [word for word in words[name.first : name.last] if word.text not in w.ARTICLES | w.OF | w.AT] or [
        words[name.first]
    ]
    return own[0].written[0].isupper()


def _is_something_else(words: Sequence[Word], name: Name) -> bool:
    after = words[name.last].text if name.last < len(words) else ""
    before = {word.text for word in words[max(0, name.first - 3) : name.first]}
    word = words[name.last - 1].text
    return after in w.NOT_FOLLOWED_BY.get(word, ()) or (word == "nord" and bool(before & w.FOREIGN_NORTH))


def _before(clause: str, words: Sequence[Word], at: int) -> frozenset[str]:
    """Prepositions right before the word, articles skipped, and those that the name itself begins with (« au Havre »)."""
    found: set[str] = set()
    if words[at].text in w.AT | w.OF:
        found.add(words[at].text)
    index = at - 1
    while index >= 0 and MARKED.fullmatch(clause, words[index].end, words[index + 1].start):
        word = words[index]
        if word.text in w.AT | w.OF:
            if word.written.lower() != "a":  # the English article
                found.add(word.text)
        elif word.text not in w.ARTICLES | w.TERRITORIES:
            break
        index -= 1
    return frozenset(found)


def _is_bound(words: Sequence[Word], name: Name, before: frozenset[str], *, marked: bool, area: bool) -> bool:
    """Whether the mandate said before the name is held there: « Sénateur du Nord », « Maire #Alfortville ».

    In small letters only names that cannot be words: « maire de luxeuil les bains », « députée de la corrèze ».
    """
    near = any(word.text in w.ROLES for word in words[max(0, name.first - 4) : name.first])
    long = name.last - name.first > 1
    if not _is_capital(words, name):
        return bool(before) and near and (area or long)
    return bool(before) or (near and (marked or area)) or (area and long)


def _role(words: Sequence[Word], at: int) -> Cue | None:
    """A mandate said before the word, and whether it is of today."""
    start = max(0, at - NEARBY)
    for index in range(at - 1, start - 1, -1):
        word = words[index].text
        between = {each.text for each in words[index + 1 : at]}
        if word in w.ROLES or (word in w.PRESIDENCIES and between & w.TERRITORIES):
            around = {each.text for each in words[max(0, index - 2) : index + 2]}
            return Cue.FORMER if around & w.FORMER else Cue.MANDATE
    return None
