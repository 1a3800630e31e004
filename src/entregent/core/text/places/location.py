"""What a location field says: a few names side by side, in any case, often with a joke."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from entregent.core.text.places import words as w
from entregent.core.text.places.gazetteer import ABROAD, Entry, Level, gazetteer
from entregent.core.text.places.reading import POSTAL, Claim, Name, Word, is_area, names_in, words_of
from entregent.core.text.places.words import Cue
from entregent.core.text.word_list import word_list

SEGMENT = re.compile(r"\s*[,/|•·▪;:()\[\]{}+→➡↔⇄><\n]\s*|\s+[-–—]\s*|\s*[-–—]\s+|[\u2600-\u27BF\U0001F300-\U0001FAFF]+")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
FRENCH_FLAGS = word_list("FR GP MQ GF RE YT PM BL MF WF PF NC TF EU UN")
# Two capitals after a comma: states and provinces of North America (« Paris, TX »).
STATE = re.compile(
    r"AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|"
    r"WA|WV|WI|WY|DC|QC|ON|BC|AB|MB|NB|NS|SK|UK|US|GB|BE|CH"
)
NUMBER = re.compile(r"97\d|98[678]|2[AB]|\d\d", re.IGNORECASE)
ORDINAL = re.compile(
    r"\d+(?:er|e|eme|ieme|nd|nde|th|st)?|[ivx]+e(?:me)?|arrondissement|arr|cedex|centre|ville|sud|nord|est|ouest"
)
ELSEWHERE = Entry(Level.ABROAD, "", "", ABROAD, "", 1_000_000)


@dataclass(frozen=True, slots=True)
class Location:
    """A location field, read. `claims`: one for each place named. in_france: whether it says so."""

    claims: tuple[Claim, ...]
    in_france: bool


def read_location(location: str) -> Location:
    """Read a location field; what names no place is left out."""
    claims: list[Claim] = []
    flags = ["".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag) for flag in FLAG.findall(location)]
    if any(flag not in FRENCH_FLAGS for flag in flags):
        claims.append(Claim(Cue.RESIDENCE, (ELSEWHERE,), location))
    segments = [segment for segment in SEGMENT.split(FLAG.sub(",", location)) if segment and segment.strip()]
    in_france = any("france" in (word.text for word in words_of(segment)) for segment in segments)
    for index, segment in enumerate(segments):
        claims += [Claim(Cue.RESIDENCE, entries, location) for entries in _entries(segment.strip(), index)]
    if in_france:  # « Grenade, France »
        kept = (tuple(entry for entry in claim.entries if entry.region != ABROAD) or claim.entries for claim in claims)
        claims = [Claim(Cue.RESIDENCE, entries, location) for entries in kept]
    return Location(tuple(claims), in_france)


def _entries(segment: str, index: int) -> Iterator[tuple[Entry, ...]]:
    if index and STATE.fullmatch(segment):
        yield (ELSEWHERE,)
        return
    departments = gazetteer().departments
    if found := POSTAL.search(segment):
        yield from ((departments[code],) for code in _department_codes(found[1]))
    elif index and NUMBER.fullmatch(segment):
        yield from ((departments[code],) for code in _department_codes(segment.upper()))
    words = words_of(segment)
    names = list(names_in(segment, words))
    if names and _covers(words, names):
        yield from (_in_field(name) for name in names)
        return
    yield from (_in_field(name) for name in names if _is_tied(words, name))


def _department_codes(written: str) -> tuple[str, ...]:
    """Departments of a number, or of the beginning of a postal code; 20 is Corsica, whose two departments are one region."""
    code = {"20": "2A"}.get(written, written)
    return (code,) if code in gazetteer().departments else ()


def _in_field(name: Name) -> tuple[Entry, ...]:
    """In a field, inhabitants' names are no places; tiny homonyms of words have been left out before."""
    return tuple(entry for entry in name.entries if not entry.people) or name.entries


def _covers(words: Sequence[Word], names: Sequence[Name]) -> bool:
    """Whether the segment is made of names, with nothing beside them but articles, ordinals and words such as « région »."""
    named = {index for name in names for index in range(name.first, name.last)}
    others = [word.text for index, word in enumerate(words) if index not in named]
    if any(
        word not in w.ARTICLES | w.AT | w.OF | w.BETWEEN | w.TERRITORIES | w.NOWHERE | w.RESIDE
        and not ORDINAL.fullmatch(word)
        for word in others
    ):
        return False
    only = words[names[0].first].text
    return not (len(names) == 1 and names[0].last - names[0].first == 1 and only in w.STRONG_TRAPS)


def _is_tied(words: Sequence[Word], name: Name) -> bool:
    """Inside a sentence, a name counts after a preposition, or when it is a department or a region of several words."""
    before = words[name.first - 1].text if name.first else ""
    long, area = name.last - name.first > 1, any(map(is_area, name.entries))
    if words[name.first].text in w.AT | w.OF or before in w.AT | w.OF | w.ARTICLES:
        return words[name.first].written[0].isupper() or long or area
    return long and area
