"""All the files of one person: the one that is kept, and those joined into it; and the rows of a table that are about them."""

from collections.abc import Iterable, Sequence
from typing import Self, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from entregent.contacts.models import Contact

M = TypeVar("M", bound=Model)


def files_of(contact: Contact) -> list[Contact]:
    """The file that is kept first, then those that went into it, into those, and so on. One question a level."""
    while contact.merged_into is not None:
        contact = contact.merged_into
    found, level = {contact.pk: contact}, [contact]
    while level:
        joined = Contact.objects.filter(merged_into__in=level).exclude(pk__in=found).select_related("workspace")
        level = list(joined.order_by("pk"))
        found |= {one.pk: one for one in level}
    return list(found.values())


class RowsAbout:
    """Rows of tables with a `contact`. Which of them have any for somebody is asked at once: most have none, and a question to
    each costs more in Django than in the database."""

    def __init__(self, files: Sequence[Contact], filled: frozenset[type[Model]]) -> None:
        self._files = files
        self._filled = filled

    @classmethod
    def among(cls, files: Sequence[Contact], tables: Iterable[type[Model]]) -> Self:
        """files: all of one person. tables: those whose rows will be asked for. One question."""
        models, numbers = list(tables), [one.pk for one in files]
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(numbers))
            asked = " UNION ALL ".join(
                f"SELECT {at} WHERE EXISTS (SELECT 1 FROM {_table(model)} WHERE contact_id IN ({marks}))"  # noqa: S608 (the model's own)
                for at, model in enumerate(models)
            )
            cursor.execute(asked, numbers * len(models))
            return cls(files, frozenset(models[at] for (at,) in cursor.fetchall()))

    def __call__(self, model: type[M]) -> QuerySet[M]:
        """Those of one table; nothing is asked of one that has none."""
        rows = model._default_manager
        return rows.filter(contact__in=self._files) if model in self._filled else rows.none()


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
