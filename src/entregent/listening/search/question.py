"""What was typed, read: words that must all be there, « phrases », and beginnings of words*."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from entregent.core.text import fold, tokenise
from entregent.core.text.stems import LONGEST_TERM
from entregent.listening.search.cutting import cut

LANGUAGES: tuple[str | None, ...] = ("fr", "en", None)  # None: posts whose language cannot be told
MOST_PARTS = 20  # beyond, a question was pasted
PART = re.compile(r"[\"“«]\s*([^\"”»“«]+?)\s*[\"”»]|(\S+)")
QUOTES = '"“”«»'


@dataclass(frozen=True, slots=True)
class Option:
    """Terms that must follow one another; of the last, `is_beginning` says that it need only begin so."""

    terms: tuple[str, ...]
    is_beginning: bool = False


Part = tuple[Option, ...]  # one of them must be there


@dataclass(frozen=True, slots=True)
class Question:
    """For each language, the parts that must all be there in a post of that language; a language that leaves no part is absent.

    The index does not know which language a term is of: a post answers when it answers in any.
    """

    by_language: dict[str | None, tuple[Part, ...]]

    @property
    def is_empty(self) -> bool:
        return not self.by_language

    def parts_for(self, language: str | None) -> tuple[Part, ...]:
        """What to look for in a text of this language, for whoever shows why it answers."""
        asked = self.by_language.get(language)
        return asked if asked is not None else tuple(part for parts in self.by_language.values() for part in parts)


def read_question(typed: str, *, languages: Iterable[str | None] = LANGUAGES) -> Question:
    """Read what was typed; never fails. Words that say nothing alone (« le », “the”) ask for nothing."""
    written = [(found[1] or found[2].strip(QUOTES), bool(found[1])) for found in PART.finditer(typed)][:MOST_PARTS]
    asked = {}
    for language in languages:
        parts = [part for text, is_phrase in written if (part := _part(text, language, is_phrase=is_phrase))]
        if parts:
            asked[language] = tuple(dict.fromkeys(parts))
    return Question(asked)


def _part(text: str, language: str | None, *, is_phrase: bool) -> Part:
    found = tuple(cut(text.rstrip("*"), language))
    exact: Part = (Option(found),) if found else ()
    if is_phrase or not found:
        return exact
    named = tuple(
        token.word[:LONGEST_TERM] for token in tokenise(text)
    )  # as names of people are indexed: never stemmed, digits included
    if named != found:
        exact += (Option(named),)
    if not text.endswith("*"):
        return exact
    begun = cut(fold(text.rstrip("*")), None)
    return (Option((*begun[:-1], begun[-1]), is_beginning=True), *exact) if begun else exact
