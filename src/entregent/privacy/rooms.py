"""The rooms that keep something of people, found by name: entregent.<room>.personal_data."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol, cast

from django.apps import apps
from django.db.models import Model

from entregent.contacts.models import Contact
from entregent.core.rights import Held


class PersonalData(Protocol):
    """What a room's module personal_data holds.

    COVERS: its tables that keep something of people. files: those of one person, the one that is kept first. held: what is
    kept of them, the sentences in the language now on; most: rows of a table that may have thousands, the latest, None for all.
    erase: let go of all of it, in the caller's transaction; return how many rows, by table ("room.model").
    """

    COVERS: tuple[type[Model], ...]

    def held(self, files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]: ...

    def erase(self, files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]: ...


@cache
def rooms() -> Mapping[str, PersonalData]:
    """Every room that has a module personal_data, by name; the highest of the ladder first, so that rows go before what they
    hang on.
    """
    found: dict[str, PersonalData] = {}
    for config in reversed(list(apps.get_app_configs())):
        if config.name.startswith("entregent.") and find_spec(f"{config.name}.personal_data"):
            found[config.name.rpartition(".")[2]] = _opened(import_module(f"{config.name}.personal_data"))
    return found


def _opened(module: ModuleType) -> PersonalData:
    return cast("PersonalData", module)
