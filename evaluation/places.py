"""Places: the region of members of parliament by the description and location of their accounts.

Truth: the constituency they were elected in. Precision: of those answered, how many rightly. Recall: of those elected in France,
how many answered rightly. Half of them, by a hash of their name, was looked at while the rules were written ("tuned on"); the other
half ("held back") only counted.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rows import Row
from entregent.core.text.places import infer_region
from evaluation.floors import measured

CASE = "places"
FILES = ("deputes.json", "deputes_2017-2022.json", "deputes_2012-2017.json", "senateurs.json")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of parliament. region: its code, None for those elected by the French abroad."""

    file: str
    name: str
    region: str | None
    bio: str
    location: str

    @property
    def is_held_back(self) -> bool:
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1


def rows(shared: Path) -> Iterator[Row]:
    started = time.process_time()
    infer_region("", "Rennes")
    yield measured(CASE, "first call, CPU", time.process_time() - started, "s")
    everybody = list(members(shared))
    yield from _figures("all", everybody)
    yield from _figures("held back", [member for member in everybody if member.is_held_back])
    yield from _figures("tuned on", [member for member in everybody if not member.is_held_back])
    for file in dict.fromkeys(member.file for member in everybody):
        yield from _figures(file, [member for member in everybody if member.file == file])
    started = time.process_time()
    for member in everybody:
        infer_region(member.bio, member.location)
    yield measured(CASE, "a profile, CPU", 1000 * (time.process_time() - started) / len(everybody), "ms")


def members(shared: Path) -> Iterator[Member]:
    """Everybody in the files that are there; without an account's data, with empty texts."""
    departments = json.loads((shared / "decoupage-administratif/data/departements.json").read_text(encoding="utf-8"))
    region_of = {department["code"]: department["region"] for department in departments}
    for file in FILES:
        path = shared / "twitter-parlementaires/data" / file
        for row in json.loads(path.read_text(encoding="utf-8")) if path.is_file() else ():
            account = row.get("twitter_data") or {}
            bio, location = account.get("description") or "", account.get("location") or ""
            yield Member(file.removesuffix(".json"), row["slug"], region_of.get(row["num_deptmt"]), bio, location)


def _figures(group: str, people: Sequence[Member]) -> Iterator[Row]:
    answers = [(member.region, infer_region(member.bio, member.location)) for member in people]
    at_home = [(truth, place) for truth, place in answers if truth is not None]
    told = [(truth, place) for truth, place in at_home if place is not None]
    right = sum(place.region_code == truth for truth, place in told)
    yield measured(CASE, f"{group}: precision", right / len(told))
    yield measured(CASE, f"{group}: recall", right / len(at_home))
    if group == "all":
        abroad = [place for truth, place in answers if truth is None]
        yield measured(CASE, "elected by the French abroad: unknown", abroad.count(None) / len(abroad))
        for how in ("declared", "inferred"):
            yield measured(CASE, f"{how}, of those told", sum(place.how == how for _, place in told) / len(told))
