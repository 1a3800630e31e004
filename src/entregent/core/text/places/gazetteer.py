"""The gazetteer: which places a name may mean, with their inhabitants.

Tables in core/text/data, made by tools/build-places from the official registers; names.tsv and abroad.txt are written by hand.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from entregent.core.text.fold import fold

ABROAD = "abroad"  # stands for the region of every place outside France
INHABITANTS_ABROAD = (
    1_000_000  # foreign names in the table are countries and large cities; a French homonym is a village
)
# A name of both a town and a department means the town first: « Vienne » is where people live, « la Vienne » the department.
DEPARTMENT_SHARE = 5
MARGIN = 10  # times as many inhabitants as all its homonyms elsewhere, for a name to mean one place
WORDS = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|&")
SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "&": "et"}
CONTRACTED = {"le": ("au", "du"), "les": ("aux", "des")}


class Level(StrEnum):
    """How narrow a place is."""

    ABROAD = "abroad"
    REGION = "region"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    LOCALITY = "locality"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. region, department: codes; ABROAD and "" outside France. people: the name is of its inhabitants (« Rennais »)."""

    level: Level
    code: str
    name: str
    region: str
    department: str
    population: int
    people: bool = False

    @property
    def weight(self) -> float:
        """How likely a bare name means this place rather than a homonym, in inhabitants."""
        return max(self.population, 1) / (DEPARTMENT_SHARE if self.level is Level.DEPARTMENT else 1)


def name_key(text: str) -> tuple[str, ...]:
    """Return the folded words of a name: « St-Malo » and « saint malo » are one."""
    return tuple(SHORTENED.get(word, word) for found in WORDS.findall(text) if (word := fold(found)))


class Gazetteer:
    """Names of places, and the places they may mean."""

    def __init__(self) -> None:
        self.regions: dict[str, Entry] = {}
        self.departments: dict[str, Entry] = {}
        self._entries: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        self._communes: dict[str, Entry] = {}
        self._load_areas()
        self._load_communes()
        self._load_other_names()
        self._whole = {"".join(key): key for key in sorted(self._entries, key=len, reverse=True)}

    def named(self, key: Sequence[str]) -> tuple[Entry, ...]:
        """Places that these folded words name, none when they name nothing."""
        return tuple(self._entries.get(tuple(key), ()))

    def named_in_one_word(self, word: str) -> tuple[Entry, ...]:
        """Places whose name, written without spaces, is this folded word: « seinesaintdenis »."""
        key = self._whole.get(word)
        return self.named(key) if key else ()

    def longest_from(self, word: str) -> int:
        """How many words the longest name has that begins with this folded word; 0 when there is none."""
        return self._longest.get(word, 0)

    def _add(self, name: str, entry: Entry) -> None:
        key = name_key(name)
        keys = [key, *((short, *key[1:]) for short in CONTRACTED.get(key[0], ()))] if len(key) > 1 else [key]
        for each in keys:
            if entry not in self._entries[each]:
                self._entries[each].append(entry)
            self._longest[each[0]] = max(self._longest.get(each[0], 0), len(each))

    def _load_areas(self) -> None:
        inhabitants: dict[str, int] = defaultdict(int)
        for department, _, _, population in _rows("communes.tsv"):
            inhabitants[department] += int(population)
        region_of = {code: region for code, region, _ in _rows("departments.tsv")}
        for code, name in _rows("regions.tsv"):
            total = sum(count for department, count in inhabitants.items() if region_of[department] == code)
            self.regions[code] = Entry(Level.REGION, code, name, code, "", total)
        for code, region, name in _rows("departments.tsv"):
            self.departments[code] = Entry(Level.DEPARTMENT, code, name, region, code, inhabitants[code])
        for entry in self.regions.values():
            self._add(entry.name, entry)
        for entry in self.departments.values():
            self._add(entry.name, entry)

    def _load_communes(self) -> None:
        former = ((*row, "0") for row in _rows("former_communes.tsv"))
        for department, rest, name, population in [*_rows("communes.tsv"), *former]:
            region = self.departments[department].region
            entry = Entry(Level.COMMUNE, department + rest, name, region, department, int(population))
            self._communes[entry.code] = entry
            self._add(name, entry)

    def _load_other_names(self) -> None:
        for region, name, population in _rows("localities.tsv"):
            self._add(name, Entry(Level.LOCALITY, "", name, region, "", int(population)))
        areas: dict[str, dict[str, Entry]] = {
            "region": self.regions,
            "department": self.departments,
            "commune": self._communes,
        }
        for level, code, use, name in _rows("names.tsv"):
            entry = areas[level][code]
            if use == "people":
                entry = Entry(
                    entry.level, code, entry.name, entry.region, entry.department, entry.population, people=True
                )
            self._add(name, entry)
        for (name,) in [*_rows("countries.tsv"), *_rows("abroad.txt")]:
            self._add(name, Entry(Level.ABROAD, "", name, ABROAD, "", INHABITANTS_ABROAD))


def settled(entries: Collection[Entry], *, among: Collection[str] | None = None) -> Entry | None:
    """Return the place that these homonyms mean, or one that stands for their region; None when inhabitants do not decide.

    among: the only regions to consider.
    """
    kept = [entry for entry in entries if among is None or entry.region in among]
    weights: dict[str, float] = defaultdict(float)
    for entry in kept:
        weights[entry.region] = max(weights[entry.region], entry.weight)
    if not weights:
        return None
    region, weight = max(weights.items(), key=lambda pair: pair[1])
    others = sum(weights.values()) - weight
    if weight < MARGIN * others:
        return None
    return _narrowest([entry for entry in kept if entry.region == region])


def _narrowest(entries: list[Entry]) -> Entry:
    """Of homonyms in one region, the one with a margin; else their department, else their region."""
    best, *rest = sorted(entries, key=lambda entry: -entry.weight)
    if not rest or best.weight >= MARGIN * sum(entry.weight for entry in rest) or best.region == ABROAD:
        return best
    inside = {entry.department for entry in entries}
    if len(inside) == 1 and "" not in inside:
        communes = [entry for entry in entries if entry.level is Level.COMMUNE]
        return communes[0] if len(communes) == 1 else gazetteer().departments[best.department]
    return gazetteer().regions[best.region]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer; the first call reads the tables."""
    return Gazetteer()


def _rows(table: str) -> Iterator[list[str]]:
    text = resources.files("entregent.core.text").joinpath("data", table).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line)
