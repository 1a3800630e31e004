"""What each kind of fact accepts, how two spellings of one value are known to be the same, and how long it stays fresh."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from entregent.contacts.errors import InvalidFactError
from entregent.contacts.models import Fact
from entregent.core.text import fold, page_key
from entregent.core.text.places import infer_region

YEAR = timedelta(days=365)
LONGEST = 5000  # characters of a story or a note
KEEPS: Mapping[str, timedelta] = {
    Fact.Kind.EMAIL: 2 * YEAR,
    Fact.Kind.PHONE: 2 * YEAR,
    Fact.Kind.POSTAL: 2 * YEAR,
    Fact.Kind.SITE: 2 * YEAR,
    Fact.Kind.PROFILE: YEAR,
    Fact.Kind.PLACE: 2 * YEAR,
    Fact.Kind.STORY: 2 * YEAR,
    Fact.Kind.TOPIC: YEAR,
    Fact.Kind.AUDIENCE: YEAR / 2,
}  # a refusal and a note do not grow old: the first is kept until they lift it, the second says its date


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it is kept. key: equal for equal values, "" where there is nothing to compare."""

    value: str
    key: str
    detail: dict[str, Any] = field(default_factory=dict)


def read(kind: str, value: str, *, country: str = "FR") -> Reading:
    """Return a value of a kind as it is kept. country: ISO 3166, for telephone numbers. Raises InvalidFactError."""
    written = "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    if not written or len(written) > LONGEST or "\x00" in written:
        raise InvalidFactError(kind)
    reader = READERS.get(kind, _text)
    return _phone(written, country) if kind == Fact.Kind.PHONE else reader(written)


def is_stale(kind: str, learned_on: date, today: date) -> bool:
    keeps = KEEPS.get(kind)
    return keeps is not None and today - learned_on > keeps


def _email(written: str) -> Reading:
    address = written.removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidFactError(Fact.Kind.EMAIL) from error
    return Reading(address, fold(address)[:400])


FRENCH = re.compile(r"0[1-79](?:[ .-]?[0-9]{2}){4}")  # most of what French lists hold; 08 is written by other rules


def _phone(written: str, country: str) -> Reading:
    if country == "FR" and FRENCH.fullmatch(written):  # as the library has it, thirty times faster
        digits = re.sub(r"\D", "", written)
        return Reading(" ".join(digits[at : at + 2] for at in range(0, 10, 2)), f"+33{digits[1:]}")
    try:
        number = phonenumbers.parse(written.removeprefix("tel:"), country)
    except phonenumbers.NumberParseException as error:
        raise InvalidFactError(Fact.Kind.PHONE) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidFactError(Fact.Kind.PHONE)
    national = number.country_code == phonenumbers.country_code_for_region(country)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return Reading(
        phonenumbers.format_number(number, form),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
    )


WEB = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


def _address(written: str) -> Reading:
    if not WEB.fullmatch(written):
        raise InvalidFactError(Fact.Kind.SITE)
    address = written if "://" in written else f"https://{written}"
    return Reading(address, (page_key(address) or address)[:400])


def _profile(written: str) -> Reading:
    """An address, or a handle: @name, @name@server."""
    if re.fullmatch(r"@[\w.-]+(?:@(?:[\w-]+\.)+[\w-]+)?", written):
        return Reading(written, fold(written)[:400])
    return _address(written)


def _place(written: str) -> Reading:
    place = infer_region("", written)
    if place is None:
        return Reading(written, fold(written)[:400])
    told = {"region": place.region_code, "region_name": place.region, "department": place.department_code}
    return Reading(written, fold(written)[:400], told | {"commune": place.commune_code, "name": place.name})


def _audience(written: str) -> Reading:
    """« 12 500 abonnés », "12.5k followers": their claim, as a whole number beside their words."""
    found = re.search(r"(\d[\d\s\u00a0\u202f.,]*)\s*(k|m)?\b", written, re.IGNORECASE)
    if not found:
        raise InvalidFactError(Fact.Kind.AUDIENCE)
    times = {"k": 1_000, "m": 1_000_000}.get((found.group(2) or "").lower(), 1)
    digits = re.sub(r"\s", "", found.group(1)).rstrip(".,").replace(",", ".")
    count = float(digits.replace(".", "", max(digits.count(".") - (times > 1), 0)))
    return Reading(written, "", {"count": int(count * times)})


def _text(written: str) -> Reading:
    return Reading(written, "")


def _topic(written: str) -> Reading:
    return Reading(written, fold(written)[:400])


READERS: Mapping[str, Callable[[str], Reading]] = {
    Fact.Kind.EMAIL: _email,
    Fact.Kind.SITE: _address,
    Fact.Kind.PROFILE: _profile,
    Fact.Kind.PLACE: _place,
    Fact.Kind.AUDIENCE: _audience,
    Fact.Kind.TOPIC: _topic,
    Fact.Kind.REFUSED: _topic,
}
