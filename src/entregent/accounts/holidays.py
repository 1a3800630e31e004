"""Public and school holidays: the library `holidays` behind our words.

What it does not know is never taken for "none": ask public_known_until and school_known_until before saying so.
The library is imported when first asked: 0.1 s and 20 MB that a start of the server need not pay.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent.accounts.models import Workspace
from entregent.core.errors import EntregentError
from entregent.core.working_time import WorkingTime

if TYPE_CHECKING:
    from holidays import HolidayBase

SCHOOL_COUNTRY = "FR"
SCHOOL_FIRST_YEAR = 2018
# The library goes on by rule for ever; the ministry publishes two or three years ahead. This is the end of the last school year
# whose decree the library cites (21 July 2026, for 2027-2028). tests/accounts/test_holidays.py says when it cites another.
SCHOOL_KNOWN_UNTIL = date(2028, 8, 31)
# https://www.education.gouv.fr/calendrier-scolaire-100148: the académies of each zone, since 2016; Normandie since 2020
ACADEMIES = {
    "A": ("Besançon", "Bordeaux", "Clermont-Ferrand", "Dijon", "Grenoble", "Limoges", "Lyon", "Poitiers"),
    "B": (
        "Aix-Marseille", "Amiens", "Lille", "Nancy-Metz", "Nantes", "Nice", "Normandie", "Orléans-Tours", "Reims",
        "Rennes", "Strasbourg",
    ),
    "C": ("Créteil", "Montpellier", "Paris", "Toulouse", "Versailles"),
}  # fmt: skip
SCHOOL_NAMES: Mapping[str, Promise] = {
    "Vacances de la Toussaint": _("All Saints’ holidays"),
    "Vacances de Noël": _("Christmas holidays"),
    "Vacances d'hiver": _("Winter holidays"),
    "Vacances de printemps": _("Spring holidays"),
    "Pont de l'Ascension": _("Ascension week-end"),
    "Vacances d'été": _("Summer holidays"),
}
FRENCH_REGIONS: Mapping[str, Promise | str] = {
    "6AE": "Alsace",
    "57": "Moselle",
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": _("French Guiana"),
    "974": _("Réunion"),
    "976": "Mayotte",
    "BL": "Saint-Barthélemy",
    "MF": "Saint-Martin",
    "PM": _("Saint Pierre and Miquelon"),
    "NC": _("New Caledonia"),
    "PF": _("French Polynesia"),
    "WF": _("Wallis and Futuna"),
    "TF": _("French Southern Territories"),
}
# (country, language of the library, its name) → as one says it
SAID = {
    ("FR", "fr", "Jour de l'an"): "Jour de l’An",
    ("FR", "fr", "Fête de la Victoire"): "Victoire de 1945",
    ("FR", "fr", "Armistice"): "Armistice de 1918",
    ("FR", "fr", "Fête de la Citoyenneté"): "Fête de la citoyenneté",
    ("FR", "fr", "Fête du Territoire"): "Fête du territoire",
    ("FR", "fr", "Saint Pierre Chanel"): "Saint-Pierre-Chanel",
    ("FR", "fr", "Saints Pierre et Paul"): "Saints-Pierre-et-Paul",
    ("FR", "en_US", "Labor Day"): "Labour Day",
    ("FR", "en_US", "Pentecost Monday"): "Whit Monday",
    ("FR", "en_US", "Mi-Careme"): "Mid-Lent",
}
ENGLISH = ("en_GB", "en_US")


class HolidaysNotKnownError(EntregentError):
    """Nobody knows yet: a country that the library does not have, or a year too far."""

    def __init__(self, country: str, year: int | None = None) -> None:
        super().__init__(country if year is None else f"{country} {year}")
        self.country = country
        self.year = year


@dataclass(frozen=True, slots=True)
class SchoolHolidays:
    """Days without school, both ends included."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days on which a workspace does not work, week-ends apart; holidays that nobody knows yet are not in it."""

    country: str
    region: str
    closures: tuple[tuple[date, date], ...]

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return any(first <= day <= last for first, last in self.closures) or self._is_public(day)

    def _is_public(self, day: date) -> bool:
        try:
            return day in _public(self.country, self.region, day.year, "")
        except HolidaysNotKnownError:
            return False


@cache
def known_countries() -> frozenset[str]:
    """Codes (ISO 3166-1) of the countries whose public holidays are known."""
    from holidays.registry import COUNTRIES

    return frozenset(codes[1] for codes in COUNTRIES.values())


def regions_of(country: str) -> list[tuple[str, str]]:
    """Where public holidays differ inside a country: (code, name), in the order to show; empty where they do not."""
    if country == "FR":
        return [(code, str(name)) for code, name in FRENCH_REGIONS.items()]
    try:
        calendar = _calendar(country)
    except HolidaysNotKnownError:
        return []
    names = {code: max(_names(calendar, code), key=len) for code in calendar.subdivisions}
    return sorted(names.items(), key=lambda region: region[1])


def region_of(workspace: Workspace) -> str:
    """The workspace's region; none when it is no region of its country, which may have changed since."""
    return workspace.region if workspace.region in dict(regions_of(workspace.country)) else ""


def public_holidays(workspace: Workspace, years: Iterable[int]) -> dict[date, str]:
    """Public holidays with their names in the reader's language, in order. Raises HolidaysNotKnownError."""
    region, language = region_of(workspace), (get_language() or "en")[:2]
    named = (_public(workspace.country, region, year, language).items() for year in sorted(years))
    return dict(chain.from_iterable(named))


def school_holidays(zone: str, years: Iterable[int]) -> list[SchoolHolidays]:
    """School holidays of a zone (A, B, C) that touch these years, in order, up to SCHOOL_KNOWN_UNTIL.

    Raises HolidaysNotKnownError for a zone that does not exist, and for a year of which nothing is published.
    """
    found = dict.fromkeys(chain.from_iterable(_school(zone, year) for year in sorted(years)))
    return [SchoolHolidays(first, last, _said_of_school(name)) for first, last, name in found]


def public_known_until(country: str) -> date | None:
    """The last day for which public holidays are known; None when nothing is known of the country."""
    try:
        return date(_calendar(country).end_year, 12, 31)
    except HolidaysNotKnownError:
        return None


def school_known_until(country: str) -> date | None:
    """The last day for which school holidays are known; None when nothing is known of the country."""
    return SCHOOL_KNOWN_UNTIL if country == SCHOOL_COUNTRY else None


def working_time_of(workspace: Workspace) -> WorkingTime:
    """When a workspace works: its week, without public holidays and closures."""
    closures = tuple(workspace.closures.values_list("first_day", "last_day"))
    return WorkingTime(
        weekdays=frozenset(workspace.work_days),
        starts=workspace.work_starts,
        ends=workspace.work_ends,
        zone=ZoneInfo(workspace.time_zone),
        days_off=DaysOff(workspace.country, region_of(workspace), closures),
    )


@cache
def _calendar(country: str) -> "HolidayBase":
    from holidays import country_holidays

    try:
        return country_holidays(country)
    except NotImplementedError as error:
        raise HolidaysNotKnownError(country) from error


@lru_cache(maxsize=512)
def _public(country: str, region: str, year: int, language: str) -> Mapping[date, str]:
    """Public holidays of a year. language: two letters, or "" when the names do not matter."""
    from holidays import country_holidays

    calendar = _calendar(country)
    if not calendar.start_year <= year <= calendar.end_year:
        raise HolidaysNotKnownError(country, year)
    spoken = _spoken(calendar, language)
    found = country_holidays(country, subdiv=region or None, years=year, language=spoken)
    return MappingProxyType({day: _said(country, spoken, name) for day, name in sorted(found.items())})


def _spoken(calendar: "HolidayBase", language: str) -> str | None:
    """The library's name of a language, or of the country's own when it has no such names."""
    usual = ENGLISH if language == "en" else (language,)
    fitting = [one for one in calendar.supported_languages if one.partition("_")[0] == language]
    return next(iter([one for one in usual if one in fitting] or fitting), calendar.default_language)


def _said(country: str, language: str | None, names: str) -> str:
    """As one says it; a day may be a holiday twice."""
    said = [SAID.get((country, language or "", name), name) for name in names.split("; ")]
    return ", ".join(said).replace("'", "’")


@lru_cache(maxsize=64)
def _school(zone: str, year: int) -> tuple[tuple[date, date, str], ...]:
    """(first, last, the library's name), in order; whole, though they may begin or end in another year."""
    from holidays import country_holidays

    if zone not in ACADEMIES or not SCHOOL_FIRST_YEAR <= year <= SCHOOL_KNOWN_UNTIL.year:
        raise HolidaysNotKnownError(SCHOOL_COUNTRY, year)
    around = [year - 1, year, year + 1]
    days = country_holidays(
        SCHOOL_COUNTRY, subdiv=f"Zone {zone}", years=around, language="fr", categories=("school",), expand=False
    )
    runs: list[tuple[date, date, str]] = []
    for day, name in sorted(days.items()):
        if day > SCHOOL_KNOWN_UNTIL:
            break
        if runs and runs[-1][1] == day - timedelta(days=1) and runs[-1][2] == name:
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    return tuple(run for run in runs if run[0].year <= year <= run[1].year)


def _said_of_school(name: str) -> str:
    return str(SCHOOL_NAMES.get(name, name)).replace("'", "’")


def _names(calendar: "HolidayBase", code: str) -> list[str]:
    """What the library calls a region; its code when it has no name."""
    return [name for name, known in calendar.subdivisions_aliases.items() if known == code] or [code]
