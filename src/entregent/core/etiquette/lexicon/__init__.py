"""The words that the rules look for: one file a language, for people who know the language rather than the code."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from entregent.core.etiquette.lexicon.cues import Cue
from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

__all__ = ["LANGUAGES", "Cue", "Lexicon", "lexicon"]

LANGUAGES = ("fr", "en")
Words = frozenset[str]
Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. Words are sets; patterns read text without accents and capitals; what each is for, the rules say.

    disclosing: the phrases of Cue.DISCLOSES alone, which are looked for between quotes as well.
    """

    phrases: Phrases[Cue]
    disclosing: Phrases[Cue]
    denies: Words
    reasons: Words
    yours: Words
    present: Words
    gives: Words
    expenses: Words
    credit: Words
    freely: Words
    of_letters: Words
    orders: Words
    praising: Words
    reader: Words
    money: Pattern
    date: Pattern
    thanks_for_what_comes: Pattern
    generic: Pattern
    placeholder: Pattern
    bare_greeting: Pattern
    sensitive: Pattern
    rates: Pattern
    rates_in_a_note: Pattern


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language of LANGUAGES."""
    written, clauses = _table(language), _table(f"{language}_clauses")
    said = {name: _filled(text, written["groups"]) for name, text in written["phrases"].items()}
    for name, text in clauses["phrases"].items():
        said[name] = "\n".join((said.get(name, ""), _filled(text, clauses["groups"])))
    phrases = {Cue(name): text for name, text in said.items()}
    words: dict[str, Any] = {name: word_list(text) for name, text in (written["words"] | clauses["words"]).items()}
    patterns: dict[str, Any] = {
        name: re.compile(text, re.VERBOSE | re.MULTILINE) for name, text in written["patterns"].items()
    }
    disclosing = Phrases({Cue.DISCLOSES: phrases.pop(Cue.DISCLOSES)})
    return Lexicon(Phrases(phrases), disclosing, **words, **patterns)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def _filled(text: str, groups: dict[str, str]) -> str:
    """The phrases with their groups put in."""
    for name, words in groups.items():
        text = text.replace("{" + name + "}", "".join(words.split()))
    return text
