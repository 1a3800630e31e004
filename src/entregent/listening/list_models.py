"""Lists of sources that were brought in, and the one that is shown to other readers. docs/decisions/0022-lists-of-sources.md"""

from typing import ClassVar, Self, TypedDict

from django.db import models
from django.utils import timezone

from entregent.accounts.models import User, Workspace


class ColumnsRow(TypedDict):
    """How a table is read: `heads` of its columns, "" where they have none; columns count from 0."""

    separator: str
    heads: list[str]
    has_head: bool
    address: int
    title: int | None


class Import(models.Model):
    """A list that was brought in. What it began to follow says so itself (`Following.begun_by`), so that it can be undone."""

    class Form(models.TextChoices):
        OPML = "opml"
        CSV = "csv"
        ADDRESSES = "addresses"

    class State(models.TextChoices):
        SHOWN = "shown"  # read, and nothing done yet
        RUNNING = "running"
        DONE = "done"
        UNDONE = "undone"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="imports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200, blank=True, help_text="Of the file; empty for a list that was pasted.")
    form = models.CharField(max_length=10, choices=Form)
    encoding = models.CharField(max_length=20, blank=True)
    columns: "models.JSONField[ColumnsRow | None]" = models.JSONField(null=True, help_text="Of a table.")
    content = models.BinaryField(
        null=True, help_text="A table, compressed, until it is confirmed: to be read by other columns."
    )
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    confirmed_at = models.DateTimeField(null=True)
    chosen = models.PositiveIntegerField(default=0, help_text="Lines to take, once it is confirmed.")
    taken = models.PositiveIntegerField(default=0, help_text="Lines taken, of those chosen.")
    begun = models.PositiveIntegerField(default=0, help_text="Sources that are listened to because of it.")
    reached = models.PositiveIntegerField(default=0, help_text="Number of the last line taken.")
    ended_at = models.DateTimeField(null=True, help_text="When all was taken, or undone.")

    class Meta:
        indexes = [models.Index(fields=["workspace", "-at"], name="import_of_workspace")]

    def __str__(self) -> str:
        return self.name


class LineQuerySet(models.QuerySet["ImportLine"]):
    def takeable(self) -> Self:
        """Those that would begin a listening."""
        return self.filter(verdict__in=(ImportLine.Verdict.NEW, ImportLine.Verdict.LEFT))

    def chosen(self) -> Self:
        return self.takeable().filter(is_chosen=True)


class ImportLine(models.Model):
    """A line of a list, and what would become of it."""

    class Verdict(models.TextChoices):
        NEW = "new"
        LEFT = "left"  # listened to once, and left by somebody: not taken again unless it is chosen
        FOLLOWED = "followed"
        TWICE = "twice"
        BAD_ADDRESS = "bad_address"
        PRIVATE_ADDRESS = "private_address"
        TOO_LONG = "too_long"

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="Of the line in the file, from 1; of the outline in an OPML.")
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=2000, blank=True, help_text="As it is kept; as written where it is refused.")
    kind = models.CharField(max_length=20, default="feed")
    verdict = models.CharField(max_length=20, choices=Verdict)
    is_chosen = models.BooleanField(default=False)

    objects: ClassVar[LineQuerySet] = LineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of_import", "number"], name="import_line_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.address}"

    def is_takeable(self) -> bool:
        return self.verdict in (self.Verdict.NEW, self.Verdict.LEFT)


class LiveList(models.Model):
    """The sources of a workspace as a list at a secret address, made from `nonce` and the installation's own secret."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="live_list")
    nonce = models.CharField(max_length=64)
    opened_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, help_text="When it was last asked for, to the hour.")

    def __str__(self) -> str:
        return f"{self.workspace}"
