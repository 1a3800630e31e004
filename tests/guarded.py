"""Every column of free text about a person has a guarded action, or a reason (docs/decisions/0048-no-file-on-people.md)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from entregent.contacts.errors import DossierError

HOSTILE = "Plutôt hostile, influence 4/5"


def columns_of(room: str) -> set[str]:
    """Columns of a room that hold free text, or JSON where it might hide, as "Model.column"."""
    config = next(one for one in apps.get_app_configs() if one.name == f"entregent.{room}")
    return {f"{model.__name__}.{field.name}" for model in config.get_models() for field in _texts(model)}


def rooms_about_people() -> set[str]:
    """Rooms that keep free text about somebody: a table of theirs hangs on a contact."""
    ours = (config for config in apps.get_app_configs() if config.name.startswith("entregent."))
    found = ((config.name.rpartition(".")[2], model) for config in ours for model in config.get_models())
    return {label for label, model in found if _hangs_on_a_contact(model) and any(_texts(model))}


def complaints(room: str, guarded: Mapping[str, Any], reasons: Mapping[str, str]) -> list[str]:
    """What the tables of a room leave out, or name though it is not there."""
    found, told = columns_of(room), {*guarded, *reasons}
    missing = [f"{one}: free text that no guarded action and no reason stands for" for one in sorted(found - told)]
    twice = [f"{one}: both guarded and excused" for one in sorted({*guarded} & {*reasons})]
    return [*missing, *twice, *(f"{one}: there is no such column" for one in sorted(told - found))]


def refuses(write: Callable[[str], object]) -> None:
    """An action raises for a text that judges."""
    with pytest.raises(DossierError):
        write(HOSTILE)


def _texts(model: type[models.Model]) -> Iterator["models.Field[Any, Any]"]:
    for field in model._meta.fields:
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices:
            yield field


def _hangs_on_a_contact(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    if model._meta.label == "contacts.Contact":
        return True
    if model in seen:
        return False
    further = (
        one.related_model for one in model._meta.fields if one.is_relation and isinstance(one.related_model, type)
    )
    return any(_hangs_on_a_contact(one, seen | {model}) for one in further)
