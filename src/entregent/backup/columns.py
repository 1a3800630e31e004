"""Values of columns in the one form that an archive holds, from and to each database.

Text, whole numbers and floating numbers are themselves; a moment is "2026-05-01T08:30:00.000000Z", a duration its
microseconds, a decimal its digits as text, JSON its text with sorted keys, bytes are base64, a UUID its 32 digits.
"""

import base64
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

Convert = Callable[[Any], object]
SQLITE, POSTGRESQL = "sqlite", "postgresql"
FLOAT_DIGITS = Context(prec=15)  # what SQLite's REAL keeps for sure; Django reads its decimals the same way
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
MICROSECOND = timedelta(microseconds=1)


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    DECIMAL = "decimal"
    JSON = "json"
    BYTES = "bytes"
    UUID = "uuid"
    ADDRESS = "address"


# Names are those of Django's Field.get_internal_type.
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField"), Kind.TEXT),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"), Kind.NUMBER),
    **dict.fromkeys(("SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"), Kind.NUMBER),
    **dict.fromkeys(("PositiveSmallIntegerField", "FloatField"), Kind.NUMBER),
    "BooleanField": Kind.BOOLEAN,
    "DateTimeField": Kind.MOMENT,
    "DateField": Kind.DATE,
    "TimeField": Kind.TIME,
    "DurationField": Kind.DURATION,
    "DecimalField": Kind.DECIMAL,
    "JSONField": Kind.JSON,
    "BinaryField": Kind.BYTES,
    "UUIDField": Kind.UUID,
    "GenericIPAddressField": Kind.ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `places` counts the decimals of a decimal number."""

    name: str
    kind: Kind
    places: int = 0


def reader(column: Column, vendor: str) -> Convert | None:
    """Return what turns a value of this database into its form in an archive; None where it is the same already."""
    if column.kind is Kind.DECIMAL:
        return lambda value: decimal_text(value, column.places)
    return READERS[vendor].get(column.kind)


def writer(column: Column, vendor: str) -> Convert | None:
    """Return what turns a value of an archive into what this database takes; None where it takes it as it is."""
    return WRITERS[vendor].get(column.kind)


def decimal_text(value: float | str | Decimal, places: int) -> str:
    exact = FLOAT_DIGITS.create_decimal_from_float(value) if isinstance(value, float) else Decimal(value)
    return format(exact.quantize(Decimal(1).scaleb(-places)), "f")


def canonical_json(text: str) -> str:
    """Return JSON so that both databases give the same text for the same value.

    PostgreSQL writes the number 1e22 with all its digits: an exponent is written out, with ".0" to stay a float.
    """
    return _canonical_again(text) if len(text) < 200 else _canonical(text)


def _canonical(text: str) -> str:
    value = json.loads(text)
    written = CANONICAL.encode(value)
    return _written(value) if "e+" in written else written


_canonical_again = lru_cache(maxsize=4096)(_canonical)  # tags and empty lists come again and again


def _written(value: object) -> str:
    match value:
        case float() if "e+" in repr(value):
            return f"{Decimal(repr(value)):f}.0"
        case list():
            return f"[{','.join(map(_written, value))}]"
        case dict():
            return "{" + ",".join(f"{json.dumps(name)}:{_written(value[name])}" for name in sorted(value)) + "}"
        case _:
            return json.dumps(value)


def _moment_from_text(text: str) -> str:
    """From SQLite's "2026-05-01 08:30:00", perhaps with a fraction, in UTC; anything else is read the long way."""
    if len(text) == 19:
        return f"{text[:10]}T{text[11:]}.000000Z"
    if len(text) == 26 and text[19] == ".":
        return f"{text[:10]}T{text[11:]}Z"
    moment = datetime.fromisoformat(text)
    return _moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def _moment_to_text(moment: str) -> str:
    """As Django writes it in SQLite: no fraction where there is none."""
    fraction = moment[19:26]
    return f"{moment[:10]} {moment[11:19]}{'' if fraction == '.000000' else fraction}"


def _isoformat(value: date | time) -> str:
    return value.isoformat()


def _base64(value: bytes | memoryview) -> str:
    return base64.b64encode(value).decode()


READERS: Mapping[str, Mapping[Kind, Convert]] = {
    SQLITE: {
        Kind.BOOLEAN: bool,
        Kind.MOMENT: _moment_from_text,
        Kind.JSON: canonical_json,
        Kind.BYTES: _base64,
    },
    POSTGRESQL: {
        Kind.MOMENT: _moment,
        Kind.DATE: _isoformat,
        Kind.TIME: _isoformat,
        Kind.DURATION: lambda value: value // MICROSECOND,
        Kind.JSON: canonical_json,
        Kind.BYTES: _base64,
        Kind.UUID: lambda value: uuid.UUID(str(value)).hex,
        Kind.ADDRESS: lambda value: str(value).split("/")[0],
    },
}
WRITERS: Mapping[str, Mapping[Kind, Convert]] = {
    SQLITE: {
        Kind.BOOLEAN: int,
        Kind.MOMENT: _moment_to_text,
        Kind.JSON: lambda text: json.dumps(json.loads(text)),  # as Django writes it: lookups compare the text
        Kind.BYTES: base64.b64decode,
    },
    POSTGRESQL: {
        Kind.DURATION: lambda count: f"{count} microseconds",
        Kind.BYTES: base64.b64decode,
    },
}
