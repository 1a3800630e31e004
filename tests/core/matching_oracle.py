"""What a watch must answer, by brute force over units whose words are known: no tokeniser, no index, no shared code."""

import unicodedata
from functools import cache
from itertools import combinations, product

import Stemmer

from entregent.core.matching.document import Document
from entregent.core.matching.query import And, Exact, Inflected, Is, Near, Not, Or, Phrase, Prefix, Query, Titled
from tests.core.matching_cases import LOOK_ALIKE, Case, Unit

Characters = set[tuple[str, int]]  # field, offset
INVISIBLE = "\u00ad\u200b"


class Field:
    """One field: each position's characters, and each stretch of positions with the words it reads as."""

    def __init__(self, name: str, units: tuple[tuple[str, Unit], ...]) -> None:
        self.name = name
        self.text = ""
        self.ends: list[tuple[int, int]] = []
        self.stretches: list[tuple[int, int, str, str]] = []  # first, last, word, written
        for gap, unit in units:
            start = len(self.text) + len(gap)
            self.text += gap + unit.text
            self._add(unit, start)

    def _add(self, unit: Unit, start: int) -> None:
        base = len(self.ends)
        at = start
        for written, _ in unit.parts:
            at = self.text.index(written, at)
            self.ends.append((at, at + len(written)))
            at += len(written)
        count = len(unit.parts)
        for first, last in combinations(range(count + 1), 2):
            size = last - first
            whole = unit.joined == "#" and size == count
            if size == 1 or whole or (unit.joined == "-" and size <= 3):
                written = "".join(text for text, _ in unit.parts[first:last])
                folds = [LOOK_ALIKE.get(text, word) for text, word in unit.parts[first:last]]
                self.stretches.append((base + first, base + last, "".join(folds), written))
                if size == 1:
                    self.stretches.append((base + first, base + last, unit.parts[first][1], written))

    def reads(self, first: int, last: int, words: tuple[str, ...]) -> bool:
        if not words:
            return first == last
        return any(
            f == first and word == words[0] and self.reads(end, last, words[1:]) for f, end, word, _ in self.stretches
        )


def oracle(query: Query, case: Case) -> Characters | None:
    """The characters that the watch marks; None when it does not catch the document."""
    fields = [Field("title", case.title), Field("body", case.body)]
    return _found(query, fields, case.document)


def _found(query: Query, fields: list[Field], document: Document) -> Characters | None:
    match query:
        case And(parts):
            found = [_found(part, fields, document) for part in parts]
            return None if None in found else set().union(*(one or set() for one in found))
        case Or(parts):
            found = [one for part in parts if (one := _found(part, fields, document)) is not None]
            return set().union(*found) if found else None
        case Not(part):
            return set() if _found(part, fields, document) is None else None
        case Titled(part):
            return _found(part, fields[:1], document)
        case Is():
            return set() if _is(query, document) else None
        case _:
            marked = {
                (field.name, at)
                for field in fields
                for stretch in _stretches(query, field)
                for at in range(*stretch[2:])
            }
            return marked or None


def _stretches(query: Query, field: Field) -> set[tuple[int, int, int, int]]:
    """Positions and characters of a leaf, of an Or of leaves, or of what NEAR marks."""
    match query:
        case Or(parts):
            return set().union(*(_stretches(part, field) for part in parts))
        case Near(left, right, distance):
            found: set[tuple[int, int, int, int]] = set()
            for one, other in product(_stretches(left, field), _stretches(right, field)):
                if 1 <= other[0] - (one[1] - 1) <= distance or 1 <= one[0] - (other[1] - 1) <= distance:
                    found |= {one, other}
            return found
        case Exact(text):
            return _exact(text, field)
        case _:
            size = len(field.ends)
            pairs = ((first, last) for first in range(size) for last in range(first + 1, size + 1))
            return {
                (first, last, field.ends[first][0], field.ends[last - 1][1])
                for first, last in pairs
                if _says(query, first, last, field)
            }


def _says(query: Query, first: int, last: int, field: Field) -> bool:
    here = [(word, written) for f, end, word, written in field.stretches if (f, end) == (first, last)]
    match query:
        case Phrase(words):
            joined = 2 <= len(words) <= 3 and min(map(len, words)) >= 3 and "".join(words) in [word for word, _ in here]
            return joined or field.reads(first, last, words)
        case Prefix(letters):
            return any(word.startswith(letters) for word, _ in here)
        case Inflected(word):
            return any(
                _stem(written, language) == _stem(word, language) for _, written in here for language in LANGUAGES
            )
        case _:
            raise AssertionError(query)


LANGUAGES = ["fr", "en"]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in INVISIBLE)


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer({"fr": "french", "en": "english"}[language])


def _stem(written: str, language: str) -> str:
    visible = "".join(c for c in written if c not in INVISIBLE)
    return _plain(_stemmer(language).stemWord(unicodedata.normalize("NFC", visible).lower()))


def _exact(text: str, field: Field) -> set[tuple[int, int, int, int]]:
    def seen(written: str) -> str:
        visible = "".join(c for c in written if c not in INVISIBLE)
        return " ".join(unicodedata.normalize("NFC", visible).replace("’", "'").split())

    def is_word(at: int, step: int) -> bool:
        while 0 <= at < len(field.text) and (field.text[at] in INVISIBLE or unicodedata.combining(field.text[at])):
            at += step
        return 0 <= at < len(field.text) and field.text[at].isalnum()

    found = set()
    for start in range(len(field.text)):
        for end in range(start + 1, min(len(field.text), start + len(text) + 4) + 1):
            written = field.text[start:end]
            ends_well = not (
                set(written[0] + written[-1]) & set(INVISIBLE) or written[0].isspace() or written[-1].isspace()
            )
            accent_follows = end < len(field.text) and unicodedata.combining(field.text[end])
            bordered = not accent_follows and not is_word(start - 1, -1) and not is_word(end, 1)
            if ends_well and bordered and seen(written) == seen(text):
                touched = [at for at, (one, other) in enumerate(field.ends) if one < end and other > start]
                found.add((touched[0], touched[-1] + 1, start, end))
    return found


def _is(leaf: Is, document: Document) -> bool:
    value = leaf.value
    hosts = {link.split("//")[1].split("/")[0].removeprefix("www.") for link in document.links}
    pages = {link.split("//")[1].removeprefix("www.").replace("/?", "?").rstrip("/") for link in document.links}
    match leaf.field:
        case "lang" | "kind" | "region":
            return value in (document.language, document.kind, document.region)
        case "site":
            return document.site in (value, f"www.{value}") or document.site.endswith(f".{value}")
        case "author":
            return f" {value} " in f" {_plain(document.author)} "
        case "tag":
            return value.replace(" ", "") in {_plain(tag).replace(" ", "").replace("-", "") for tag in document.tags}
        case "link" if not set("/?") & set(value):
            return any(host == value or host.endswith(f".{value}") for host in hosts)
        case "link":
            return any(page == value or (page.startswith(value) and page[len(value) :][:1] in "/?=&") for page in pages)
