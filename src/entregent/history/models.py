"""Entries: written once."""

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone

from entregent.history.errors import AppendOnlyError


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and additions only."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError

    def forget(self, *, about_name: str, folded: str) -> int:
        """Empty the names of who did these; the database refuses any other name in their place."""
        return super().update(by_name="", about_name=about_name, folded=folded)

    def let_go(self, *, about_name: str, folded: str) -> int:
        """Empty what was said of a deed, but for who did it; the name of what it was about may stay."""
        return super().update(about_name=about_name, facts={}, folded=folded)

    def bulk_update(self, objs: Iterable["Entry"], fields: Iterable[str], batch_size: int | None = None) -> NoReturn:
        raise AppendOnlyError


class Entry(models.Model):
    """One deed. Names are as they were that day; no foreign key, so that nothing removed takes its history with it.

    The database refuses changes as well (migration 0002), but for emptying names and facts of somebody who asked to be forgotten.
    """

    workspace_id = models.BigIntegerField(null=True, help_text="None: it concerns the whole installation.")
    at = models.DateTimeField(default=timezone.now)
    by_id = models.BigIntegerField(null=True, help_text="None: Entregent itself.")
    by_name = models.CharField(max_length=120, blank=True)
    event = models.CharField(max_length=60)
    about_id = models.BigIntegerField(null=True)
    about_name = models.CharField(max_length=200, blank=True)
    facts: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    folded = models.TextField(blank=True, help_text="Names and facts without case or accents, for finding.")

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "-id"], name="history_of_a_workspace"),
            models.Index(fields=["workspace_id", "about_id"], name="history_about"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.about_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError
