"""Rows of other rooms that are about a contact, found by what the models say: no room is forgotten, and none is imported."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Field, Model

from entregent.contacts.models import Contact


def attached() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Models of other rooms, with their key to a contact, in the order of their names."""
    found = (
        (one.related_model, one.field)
        for one in Contact._meta.related_objects
        if one.related_model._meta.app_label != Contact._meta.app_label and one.field.concrete
    )
    yield from sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1].name))


def with_rows_elsewhere(contacts: Collection[int]) -> set[int]:
    """Numbers of those of whom another room keeps something."""
    found: set[int] = set()
    for model, field in attached():
        rows = model._default_manager.filter(**{f"{field.name}__in": contacts})
        found |= set(rows.values_list(field.attname, flat=True))
    return found
