"""Holidays of known dates. Sources: Code du travail L3133-1, and the decrees that fix the school year, named at each table."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from entregent.accounts.actions import add_closure, change_hours, change_workspace
from entregent.accounts.holidays import (
    ACADEMIES,
    FRENCH_REGIONS,
    SCHOOL_KNOWN_UNTIL,
    SCHOOL_NAMES,
    HolidaysNotKnownError,
    known_countries,
    public_holidays,
    public_known_until,
    region_of,
    regions_of,
    school_holidays,
    school_known_until,
    working_time_of,
)
from entregent.accounts.models import Workspace
from entregent.accounts.permissions import SYSTEM

# Decrees of 7 December 2022 and of 22 October 2025; the last day is the one before classes begin again
SCHOOL_2026 = {
    "A": [("2026-02-07", "2026-02-22"), ("2026-04-04", "2026-04-19")],
    "B": [("2026-02-14", "2026-03-01"), ("2026-04-11", "2026-04-26")],
    "C": [("2026-02-21", "2026-03-08"), ("2026-04-18", "2026-05-03")],
}
SCHOOL_2027 = {
    "A": [("2027-02-13", "2027-02-28"), ("2027-04-10", "2027-04-25")],
    "B": [("2027-02-20", "2027-03-07"), ("2027-04-17", "2027-05-02")],
    "C": [("2027-02-06", "2027-02-21"), ("2027-04-03", "2027-04-18")],
}
SCHOOL_EVERYWHERE = [("2026-10-17", "2026-11-01"), ("2026-12-19", "2027-01-03")]


def of(country: str = "FR", region: str = "") -> Workspace:
    return Workspace(country=country, region=region)


def days(year: int, **where: str) -> dict[date, str]:
    return public_holidays(of(**where), [year])


@override("fr")
def test_france_has_eleven_public_holidays_in_its_own_words():
    assert list(days(2026).items()) == [
        (date(2026, 1, 1), "Jour de l’An"),
        (date(2026, 4, 6), "Lundi de Pâques"),
        (date(2026, 5, 1), "Fête du Travail"),
        (date(2026, 5, 8), "Victoire de 1945"),
        (date(2026, 5, 14), "Ascension"),
        (date(2026, 5, 25), "Lundi de Pentecôte"),
        (date(2026, 7, 14), "Fête nationale"),
        (date(2026, 8, 15), "Assomption"),
        (date(2026, 11, 1), "Toussaint"),
        (date(2026, 11, 11), "Armistice de 1918"),
        (date(2026, 12, 25), "Noël"),
    ]


@override("fr")
@pytest.mark.parametrize("region", ["", "57", "6AE", "974", "NC"])
def test_good_friday_is_a_day_off_in_alsace_and_moselle_alone(region):
    known = days(2026, region=region)
    assert (known.get(date(2026, 4, 3)) == "Vendredi saint") is (region in {"57", "6AE"})
    assert (known.get(date(2026, 12, 26)) == "Saint-Étienne") is (region in {"57", "6AE"})
    assert known[date(2026, 12, 25)] == "Noël"


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("971", "2026-05-27"),
        ("972", "2026-05-22"),
        ("973", "2026-06-10"),
        ("974", "2026-12-20"),
        ("976", "2026-04-27"),
        ("BL", "2026-10-09"),
        ("MF", "2026-05-28"),
    ],
)
def test_overseas_slavery_was_abolished_on_different_days(region, day):
    with override("fr"):
        assert days(2026, region=region)[date.fromisoformat(day)] == "Abolition de l’esclavage"
    with override("en"):
        assert days(2026, region=region)[date.fromisoformat(day)] == "Abolition of Slavery"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_name_has_a_straight_apostrophe_or_a_semicolon(language):
    with override(language):
        for region in ["", *FRENCH_REGIONS]:
            names = public_holidays(of(region=region), range(2024, 2032)).values()
            assert not [name for name in names if set(name) & set("';_")]


@override("fr")
def test_a_day_that_is_a_holiday_twice_has_both_names():
    assert days(2008)[date(2008, 5, 1)] == "Ascension, Fête du Travail"


@pytest.mark.parametrize(
    ("country", "language", "day", "name"),
    [
        ("BE", "fr", "2026-07-21", "Fête nationale"),
        ("DE", "fr", "2026-10-03", "Tag der Deutschen Einheit"),  # no French names: the country's own
        ("GB", "en", "2026-12-25", "Christmas Day"),
    ],
)
def test_names_are_in_the_readers_language_where_they_exist(country, language, day, name):
    with override(language):
        assert days(2026, country=country)[date.fromisoformat(day)] == name


@override("fr")
def test_regions_have_the_names_that_people_use():
    assert ("6AE", "Alsace") in regions_of("FR")
    assert ("974", "La Réunion") in regions_of("FR")
    assert ("BY", "Bayern") in regions_of("DE")
    assert regions_of("SN") == []
    assert regions_of("ZZ") == []


def test_every_region_of_france_is_one_that_the_library_knows():
    from holidays import country_holidays

    known = country_holidays("FR").subdivisions
    assert {*FRENCH_REGIONS, *(f"Zone {zone}" for zone in ACADEMIES)} == set(known)


def test_a_region_of_another_country_does_not_count_any_more():
    assert region_of(of("FR", "6AE")) == "6AE"
    assert region_of(of("DE", "6AE")) == ""
    assert date(2026, 10, 3) in days(2026, country="DE", region="6AE")


@override("fr")
@pytest.mark.parametrize("zone", ["A", "B", "C"])
@pytest.mark.parametrize(("year", "decreed"), [(2026, SCHOOL_2026), (2027, SCHOOL_2027)])
def test_winter_and_spring_holidays_are_those_of_the_decree(year, decreed, zone):
    found = [
        (one.first.isoformat(), one.last.isoformat())
        for one in school_holidays(zone, [year])
        if one.name in {"Vacances d’hiver", "Vacances de printemps"}
    ]
    assert found == decreed[zone]


@override("fr")
@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_autumn_and_christmas_are_the_same_in_the_three_zones(zone):
    found = [(one.first.isoformat(), one.last.isoformat(), one.name) for one in school_holidays(zone, [2026])]
    assert found[-2:] == [
        (*SCHOOL_EVERYWHERE[0], "Vacances de la Toussaint"),
        (*SCHOOL_EVERYWHERE[1], "Vacances de Noël"),
    ]


def test_holidays_over_two_years_are_said_once_and_whole():
    christmas = [one for one in school_holidays("B", [2026, 2027]) if one.first == date(2026, 12, 19)]
    assert [one.last for one in christmas] == [date(2027, 1, 3)]
    assert christmas == [one for one in school_holidays("B", [2027]) if one.first == date(2026, 12, 19)]


def test_every_school_holiday_has_words_of_ours():
    from holidays import country_holidays

    found = country_holidays("FR", subdiv="Zone A", years=range(2019, 2029), language="fr", categories=("school",))
    assert set(found.values()) == set(SCHOOL_NAMES)


def test_school_holidays_stop_where_nothing_is_published():
    assert school_holidays("A", [2028])[-1].last == SCHOOL_KNOWN_UNTIL == school_known_until("FR")
    with pytest.raises(HolidaysNotKnownError) as said:
        school_holidays("A", [2028, 2029])
    assert said.value.year == 2029
    assert school_known_until("BE") is None


def test_the_published_school_years_are_those_that_the_library_cites():
    """Fails when a new version of the library cites a newer decree: move SCHOOL_KNOWN_UNTIL to the end of its school year."""
    from holidays import country_holidays

    cited = re.findall(r"\[Arrêté du [^\]]*?(\d{4})\)\]", type(country_holidays("FR")).__base__.__doc__)
    assert max(map(int, cited)) == SCHOOL_KNOWN_UNTIL.year


def test_a_zone_that_does_not_exist_is_not_taken_for_one_without_holidays():
    with pytest.raises(HolidaysNotKnownError):
        school_holidays("D", [2027])


@pytest.mark.parametrize(("country", "year"), [("ZZ", 2026), ("FR", 2101), ("FR", 1700)])
def test_what_is_not_known_is_never_taken_for_none(country, year):
    with pytest.raises(HolidaysNotKnownError):
        days(year, country=country)


def test_one_can_ask_how_far_public_holidays_are_known():
    assert public_known_until("FR") >= date(2100, 12, 31)
    assert public_known_until("ZZ") is None
    assert "FR" in known_countries()
    assert "ZZ" not in known_countries()


@pytest.mark.django_db
def test_the_working_time_of_a_workspace_knows_holidays_and_closures(people):
    workspace = people.workspace
    add_closure(workspace, name="Été", first_day=date(2027, 8, 2), last_day=date(2027, 8, 20), by=people.alice)
    change_hours(workspace, by=people.alice, region="6AE", work_days=[0, 1, 2, 3])
    working = working_time_of(workspace)
    off = ["2027-08-02", "2027-08-20", "2027-12-25", "2027-03-26", "2027-07-14"]
    assert [day for day in off if date.fromisoformat(day) not in working.days_off] == []
    assert working.is_working_day(date(2027, 8, 23))
    assert not working.is_working_day(date(2027, 8, 27))  # a Friday
    assert working.add_working_hours(datetime(2027, 7, 29, 15, tzinfo=UTC), 2) == datetime(2027, 8, 23, 8, tzinfo=UTC)


@pytest.mark.django_db
def test_where_holidays_are_not_known_the_week_alone_counts(people):
    change_workspace(people.workspace, by=SYSTEM, country="ZZ")
    working = working_time_of(people.workspace)
    assert working.is_working_day(date(2026, 12, 25))
    assert "not a day" not in working.days_off


def test_a_start_of_the_server_does_not_pay_for_the_library():
    code = "import django; django.setup(); import entregent.accounts.holidays, sys; sys.exit('holidays' in sys.modules)"
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    assert subprocess.run([sys.executable, "-c", code], env=settings, check=False).returncode == 0
