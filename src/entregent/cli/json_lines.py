"""JSON lines as people have them: read one by one, a broken one said with its number and passed over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from entregent.cli.words import gettext as _

LONGEST_LINE = 64 * 1024 * 1024  # bytes: a line is held in memory


class Number(str):
    """A number as it is written, whatever its size: what comes in as 1e400 goes out as 1e400."""

    __slots__ = ()


class BrokenLineError(Exception):
    """A line cannot be used. Its argument is the reason, a sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """An object, or why there is none. size: bytes, with the end of the line."""

    number: int
    size: int
    values: dict[str, Any]
    broken: str = ""


def json_lines(file: IO[bytes]) -> Iterator[Line]:
    """Yield the lines that are not blank, numbered from 1. Memory is that of one line."""
    number = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        size = len(raw)
        if size == LONGEST_LINE and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                size += len(rest)
            yield Line(number, size + len(rest), {}, _("it is longer than 64 MB"))
            continue
        try:
            values = _values(raw)
        except BrokenLineError as error:
            yield Line(number, size, {}, str(error))
        else:
            if values is not None:
                yield Line(number, size, values)


def _values(raw: bytes) -> dict[str, Any] | None:
    try:
        text = raw.decode("utf-8-sig").strip()
        values = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=_no_constant) if text else None
    except UnicodeDecodeError as error:
        raise BrokenLineError(_("it is not UTF-8 (byte %(byte)d)") % {"byte": error.start + 1}) from None
    except json.JSONDecodeError as error:
        raise BrokenLineError(_("it is not JSON (character %(character)d)") % {"character": error.pos + 1}) from None
    except (ValueError, RecursionError):
        raise BrokenLineError(_("it is not JSON")) from None
    if values is not None and not isinstance(values, dict):
        raise BrokenLineError(_("it is not a JSON object"))
    return values


def _no_constant(_constant: str) -> NoReturn:
    raise ValueError


def id_of(values: dict[str, Any]) -> str:
    """Return the id, a string or a number, as JSON. Raises BrokenLineError."""
    given = values.get("id")
    if isinstance(given, Number):
        return str(given)
    if not isinstance(given, str):
        raise BrokenLineError(_("its “id” is neither a string nor a number"))
    return json.dumps(given, ensure_ascii=not _is_writable(given))


def text_at(values: dict[str, Any], name: str, *, required: bool = False) -> str:
    """Return a text, "" when it is absent or null. Raises BrokenLineError when it is no text, or is required."""
    given = values.get(name)
    if given is None and not required:
        return ""
    if not isinstance(given, str) or isinstance(given, Number):
        raise BrokenLineError(_("its “%(name)s” is not a text") % {"name": name})
    return given


def texts_at(values: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return a list of texts, empty when it is absent or null. Raises BrokenLineError."""
    given = values.get(name) or []
    if not isinstance(given, list) or not all(isinstance(one, str) and not isinstance(one, Number) for one in given):
        raise BrokenLineError(_("its “%(name)s” is not a list of texts") % {"name": name})
    return tuple(given)


def _is_writable(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which JSON may hold and UTF-8 may not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
