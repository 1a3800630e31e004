"""Words of tone: one file a language, for people who know the language rather than the code."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from entregent.core.text.phrases import Phrases
from entregent.core.text.word_list import word_list

LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Rather:
    """What to write instead of some words, "" where none stand for them; then why they should go. Sectors by their names.

    at_home: where everybody says so. only: the one to whose readers it is jargon, "" for all.
    """

    instead: str = ""
    why: str = ""
    at_home: tuple[str, ...] = ()
    only: str = ""

    def holds_for(self, sector: str | None) -> bool:
        return sector not in self.at_home and self.only in ("", sector)


@dataclass(frozen=True, slots=True)
class Words:
    """One language. parts: whether « tu » and « vous » part its readers; elided: of `familiar`, what counts before an apostrophe
    alone; noun_after: by word, those after which it speaks to nobody; plural: phrases that speak to several at once."""

    i: frozenset[str]
    we: frozenset[str]
    denies: frozenset[str]
    parts: bool
    familiar: frozenset[str]
    formal: frozenset[str]
    elided: frozenset[str]
    noun_after: Mapping[str, frozenset[str]]
    plural: Phrases[str]
    jargon: Phrases[Rather]
    superlatives: Phrases[Rather]
    passive: Rather


@cache
def words_of(language: str) -> Words:
    """Return the words of a language of LANGUAGES."""
    written = tomllib.loads((files(__name__.rpartition(".")[0]) / f"{language}.toml").read_text(encoding="utf-8"))
    person, address = written["person"], written["address"]
    return Words(
        i=word_list(person["i"]),
        we=word_list(person["we"]),
        denies=word_list(written["not"]),
        parts=address["parts"],
        familiar=word_list(address["familiar"]),
        formal=word_list(address["formal"]),
        elided=word_list(address.get("elided", "")),
        noun_after={word: word_list(before) for word, before in address.get("noun_after", {}).items()},
        plural=Phrases({"": address.get("plural", "")}),
        jargon=_phrases(written["jargon"]),
        superlatives=_phrases(written["superlatives"]),
        passive=Rather(why=written["passive"]),
    )


def _phrases(tables: Iterable[Mapping[str, Any]]) -> Phrases[Rather]:
    return Phrases({_rather(one): one["phrases"] for one in tables})


def _rather(table: Mapping[str, Any]) -> Rather:
    at_home = tuple(table.get("at_home", ()))
    return Rather(table.get("instead", ""), table.get("why", ""), at_home, table.get("only", ""))
