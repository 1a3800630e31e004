"""The query tree, written in the watch language."""

import re

from entregent.core.matching.keywords import FIELD_NAMES, KEYWORDS, WRITTEN, Language
from entregent.core.matching.query import And, Exact, Inflected, Is, Near, Not, Or, Phrase, Prefix, Query, Titled

PLAIN_VALUE = re.compile(r"[^\s()\"“«*~=][^\s()\"“«*~]*")
QUOTES = (('"', '"'), ("“", "”"), ("«", "»"))


def to_text(query: Query, language: Language = "en") -> str:
    """Write the query; reading what this returns gives the same tree, once in normal form.

    Not for words with vowel signs of Asian scripts, which `tokenise` cuts: « ำ » folds into two signs that are no word.
    language: of the operators and the names of fields.
    """
    return _Writer(language).text(query)


class _Writer:
    def __init__(self, language: Language) -> None:
        self._words = WRITTEN[language]
        self._fields = FIELD_NAMES[language]

    def text(self, query: Query) -> str:
        match query:
            case Phrase() | Prefix() | Inflected() | Exact():
                return _leaf(query)
            case Near(left, right, distance):
                return f"{self._operand(left)} {self._words['NEAR']}/{distance} {self._operand(right)}"
            case Titled(part):
                return f"{self._fields['title']}:{self._operand(part)}"
            case Is(field, value):
                return f"{self._fields[field]}:{_value(value)}"
            case _:
                return self._combination(query)

    def _combination(self, query: And | Or | Not) -> str:
        if isinstance(query, Not):
            return f"{self._words['NOT']} {self._operand(query.part)}"
        word = self._words["AND" if isinstance(query, And) else "OR"]
        return f" {word} ".join(self._operand(part) for part in query.parts)

    def _operand(self, query: Query) -> str:
        text = self.text(query)
        return f"({text})" if isinstance(query, And | Or | Near) else text


def _leaf(query: Phrase | Prefix | Inflected | Exact) -> str:
    match query:
        case Phrase((word,)) if word.upper() not in KEYWORDS:
            return word
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Prefix(letters):
            return f"{letters}*"
        case Inflected(word):
            return f"{word}~"
        case Exact(text):
            return f"={_quoted(text)}"


def _value(value: str) -> str:
    return value if PLAIN_VALUE.fullmatch(value) else _quoted(value)


def _quoted(text: str) -> str:
    """The text in quotation marks that it does not hold."""
    opening, closing = next((pair for pair in QUOTES if not set(pair) & set(text)), QUOTES[-1])
    return f"{opening}{text}{closing}"
