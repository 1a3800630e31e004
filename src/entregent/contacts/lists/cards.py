"""vCards of versions 2.1, 3.0 and 4.0 as telephones, mail programs and directories write them. RFC 2426, RFC 6350."""

import quopri
import re
from collections.abc import Iterator

from entregent.contacts.lists.days import read_day
from entregent.contacts.lists.person import Person

LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:\"[^\"]*\"|[^:;\"])*)*):(.*)", re.DOTALL)
TEXTS = {"FN": "name", "TITLE": "role", "ROLE": "role", "LANG": "language"}
FACTS = {
    "NOTE": "note",
    "EMAIL": "email",
    "TEL": "phone",
    "URL": "site",
    "IMPP": "profile",
    "X-SOCIALPROFILE": "profile",
    "SOCIALPROFILE": "profile",
}


def read_cards(text: str) -> Iterator[Person]:
    """Yield who is on each card. What a card says in no field of ours (a picture, a key) is passed over."""
    number, person = 0, None
    for name, parameters, value in _lines(text):
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            number += 1
            person = Person(number)
        elif name == "END" and person is not None:
            yield person
            person = None
        elif person is not None:
            _say(person, name, _text(value, parameters))


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    pending = ""
    for line in [*text.splitlines(), "END:"]:
        if line[:1] in (" ", "\t"):
            pending += line[1:]
            continue
        if pending.endswith("=") and "QUOTED-PRINTABLE" in pending.upper():
            pending = pending[:-1] + line
            continue
        if found := LINE.fullmatch(pending):
            yield found[1].upper(), found[2], found[3]
        pending = line


def _text(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters.upper():
        return value
    charset = re.search(r"CHARSET=([\w-]+)", parameters, re.IGNORECASE)
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return raw.decode(charset[1] if charset else "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("windows-1252", "replace")


def _say(person: Person, name: str, value: str) -> None:
    parts = [_plain(part) for part in _split(value, ";")]
    whole = _plain(value)
    if not whole.strip("; \n"):
        return
    if name in FACTS:
        person.facts.append((FACTS[name], whole))
    elif name == "N":
        person.family_name, person.given_name = (*parts, "", "")[:2]
    elif name == "ADR":
        _address(person, parts)
    elif name == "ORG":
        person.outlets.append(parts[0])
    elif name == "CATEGORIES":
        person.tags += [_plain(part) for part in _split(value, ",")]
    elif name == "REV":
        day = read_day(re.sub(r"^(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", whole))
        person.learned_on = day.isoformat() if day else ""
    elif name in TEXTS:
        setattr(person, TEXTS[name], whole[:2].lower() if name == "LANG" else whole)


def _address(person: Person, parts: list[str]) -> None:
    street = " ".join(filter(None, parts[:3]))
    _box, _more, _street, town, _region, code, country = (*parts, "", "", "", "", "", "", "")[:7]
    if street:
        person.facts.append(("postal", "\n".join(filter(None, (street, f"{code} {town}".strip(), country)))))
    if town:
        person.facts.append(("place", f"{code} {town}".strip()))


def _split(value: str, separator: str) -> list[str]:
    return re.split(rf"(?<!\\){separator}", value)


def _plain(value: str) -> str:
    return re.sub(r"\\([nN,;:\\])", lambda one: "\n" if one[1] in "nN" else one[1], value).strip()
