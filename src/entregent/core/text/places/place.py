"""A place of somebody: which region, how we know, and the words that say so."""

from dataclasses import dataclass
from typing import Literal

How = Literal["declared", "observed", "inferred"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is, as far as it is known: always a region, at times a department or a commune.

    Codes are INSEE's; an overseas collectivity is its own region and department. name, population: of the narrowest of the three,
    inhabitants of today's communes.
    how: "declared" in the location field, "observed" in posts, "inferred" from a sentence about themselves. evidence: that field or
    sentence, as written.
    """

    region_code: str
    region: str
    department_code: str | None
    department: str | None
    commune_code: str | None
    name: str
    population: int
    how: How
    evidence: str
