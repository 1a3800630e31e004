"""Lines of a table as persons, by what each column holds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from entregent.contacts.lists.columns import EMAIL, Layout
from entregent.contacts.lists.days import read_day
from entregent.contacts.lists.person import Person
from entregent.core.cells import without_apostrophe
from entregent.core.text import fold

SEVERAL = re.compile(r"\s*(?:[;|\n]|,(?=\s)|,(?!\d))\s*")
PHONES = re.compile(r"\s*(?:[;,|\n/]| ou | et | or | and )\s*")
WORDS = re.compile(r"\s+(?=https?://|www\.|@)|\s*[;,|\n]\s*")
NO = frozenset({"", "0", "non", "no", "n", "false", "faux", "-"})
LANGUAGES = dict.fromkeys(("fr", "fra", "francais", "french"), "fr")
LANGUAGES |= dict.fromkeys(("en", "eng", "anglais", "english"), "en")


def read_lines(rows: Sequence[Sequence[str]], layout: Layout) -> Iterator[Person]:
    """Yield a person for each line below the head that is not blank; a title amid the lines is one too, and says so."""
    again = {fold(head) for head in layout.heads if head}
    filled_columns = sum(bool(name) for name in layout.fields)
    for number, row in enumerate(rows, 1):
        cells = [without_apostrophe(cell.strip()) for cell in row]
        filled = [cell for cell in cells if cell]
        if number <= layout.head or not filled:
            continue
        person = Person(number)
        if _is_heading(cells, filled, again, filled_columns):
            yield Person(number, name=" ".join(dict.fromkeys(filled))[:200], is_heading=True)
            continue
        for at, (cell, field) in enumerate(zip(cells, layout.fields, strict=False)):
            if cell and field:
                _say(person, field, cell, layout.heads[at] if at < len(layout.heads) else "")
        yield person


def _is_heading(cells: Sequence[str], filled: Sequence[str], again: Set[str], columns: int) -> bool:
    """The names of the columns once more, or a title over those that follow: one cell, or one cell merged, and no address."""
    folded = [fold(cell) for cell in filled]
    if again and sum(cell in again for cell in folded) > len(folded) / 2 and len(folded) > 1:
        return True
    is_title = len(set(folded)) == 1 and columns > 2 and (len(filled) > 1 or bool(cells[0]))
    return is_title and not any("@" in cell or re.search(r"\d{4}", cell) for cell in filled)


def _say(person: Person, field: str, cell: str, head: str) -> None:
    if writer := WRITERS.get(field):
        writer(person, cell)
        return
    note = (
        f"{head}: {cell}"
        if field == "note" and head and not re.match(r"(notes?|comment|remarqu)", fold(head))
        else cell
    )
    person.facts += [(_kind(field), value) for value in _values(field, note)]


def _kind(field: str) -> str:
    return "topic" if field == "topics" else field


def _values(field: str, cell: str) -> list[str]:
    match field:
        case "email":
            found = EMAIL.findall(cell)
            left = EMAIL.sub("", cell).strip(" ;,/|<>\n")
            return found if found and not re.search(r"\w@|\d{4}", left) else [*found, left] if left else found
        case "phone":
            return [part for part in PHONES.split(cell) if part]
        case "site" | "profile":
            return [part for part in WORDS.split(cell) if part]
        case "topics" | "refused":
            return [part for part in SEVERAL.split(cell) if part]
    return [cell]


def _write_name(name: str) -> Callable[[Person, str], None]:
    return lambda person, cell: setattr(person, name, " ".join(cell.split())[:200])


def _write_outlets(person: Person, cell: str) -> None:
    person.outlets += [part for part in re.split(r"\s*[;|\n]\s*", cell) if part]


def _write_tags(person: Person, cell: str) -> None:
    person.tags += [part.strip("* ") for part in re.split(r"\s*(?:[;,|\n]|:::)\s*", cell) if part.strip("* ")]


def _write_peace(person: Person, cell: str) -> None:
    person.in_peace = fold(cell) not in NO


def _write_day(person: Person, cell: str) -> None:
    day = read_day(cell)
    person.learned_on = day.isoformat() if day else person.learned_on
    if day is None:
        person.facts.append(("note", cell))


def _write_language(person: Person, cell: str) -> None:
    person.language = LANGUAGES.get(fold(cell), "")


def _write_form(person: Person, cell: str) -> None:
    said = fold(cell)
    person.form = (
        "tu" if said in {"tu", "oui", "x", "tutoiement"} else "vous" if said in {"vous", "non", "vouvoiement"} else ""
    )


WRITERS: Mapping[str, Callable[[Person, str], None]] = {
    "name": _write_name("name"),
    "given_name": _write_name("given_name"),
    "family_name": _write_name("family_name"),
    "role": _write_name("role"),
    "outlet": _write_outlets,
    "tags": _write_tags,
    "peace": _write_peace,
    "date": _write_day,
    "language": _write_language,
    "form": _write_form,
}
