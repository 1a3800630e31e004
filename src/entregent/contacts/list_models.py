"""Lists of people that were brought in, line by line. docs/decisions/0036-lists-of-people.md"""

from typing import Any, ClassVar, Self, TypedDict

from django.db import models
from django.utils import timezone

from entregent.accounts.models import User, Workspace


class LayoutRow(TypedDict):
    """How a table is read: `head` is the number of the line that names the columns, 0 for none; `fields` says what each holds."""

    head: int
    heads: list[str]
    fields: list[str]
    samples: list[list[str]]
    separator: str
    sheet: str
    sheets: list[str]


class ContactImport(models.Model):
    """A list of people. What came of it says so itself (`Fact.came_with`, `ContactImportLine.added`), so that it can be undone."""

    class Form(models.TextChoices):
        TABLE = "table"
        WORKBOOK = "workbook"
        CARDS = "cards"

    class State(models.TextChoices):
        READING = "reading"  # its lines are being judged
        SHOWN = "shown"  # judged, and nothing done yet
        RUNNING = "running"
        DONE = "done"
        UNDONE = "undone"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contact_imports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200, blank=True, help_text="Of the file: the evidence of what came with it.")
    form = models.CharField(max_length=10, choices=Form)
    encoding = models.CharField(max_length=20, blank=True)
    tag = models.CharField(max_length=60, blank=True, help_text="For everybody on the list.")
    layout: "models.JSONField[LayoutRow | None]" = models.JSONField(null=True, help_text="Of a table.")
    content = models.BinaryField(null=True, help_text="Compressed, until it is confirmed: to be read otherwise.")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    judged = models.PositiveIntegerField(default=0, help_text="Lines judged so far.")
    to_judge = models.PositiveIntegerField(default=0, help_text="About how many there are.")
    confirmed_at = models.DateTimeField(null=True)
    chosen = models.PositiveIntegerField(default=0, help_text="Lines to take, once it is confirmed.")
    taken = models.PositiveIntegerField(default=0, help_text="Lines taken, of those chosen.")
    reached = models.PositiveIntegerField(default=0, help_text="Number of the last line taken.")
    created = models.PositiveIntegerField(default=0, help_text="People who are known because of it.")
    left_alone = models.PositiveIntegerField(
        default=0, help_text="People changed since, whom undoing left as they are."
    )
    ended_at = models.DateTimeField(null=True, help_text="When all was taken, or undone.")

    class Meta:
        indexes = [models.Index(fields=["workspace", "-at"], name="contact_import_of")]

    def __str__(self) -> str:
        return self.name


class PeopleLineQuerySet(models.QuerySet["ContactImportLine"]):
    def takeable(self) -> Self:
        """Those that somebody may have taken."""
        return self.exclude(verdict__in=(ContactImportLine.Verdict.KNOWN, ContactImportLine.Verdict.EMPTY))

    def chosen(self) -> Self:
        return self.takeable().filter(is_chosen=True)


class ContactImportLine(models.Model):
    """A line of a list, what would become of it, then what became of it."""

    class Verdict(models.TextChoices):
        NEW = "new"
        MERGE = "merge"  # somebody known, of whom it says more
        JOIN = "join"  # somebody who stands higher up in the list
        KNOWN = "known"  # nothing that is not known
        SHARED = "shared"  # an address of somebody else: a new person all the same
        PEACE = "peace"  # somebody who is left in peace, of whom no file is kept: taken only by a person's own choice
        HEADING = "heading"  # a title amid the lines
        EMPTY = "empty"  # nobody: neither a name nor an address

    of_import = models.ForeignKey(ContactImport, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="Of the line in the file, from 1; of the card.")
    name = models.CharField(max_length=200, blank=True)
    says = models.CharField(max_length=400, blank=True, help_text="What else it says, to be looked at.")
    person: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict, help_text="As lists.judging reads it.")
    verdict = models.CharField(max_length=10, choices=Verdict)
    because = models.CharField(max_length=20, blank=True, help_text="What knows them again: email, phone, name…")
    match = models.ForeignKey("Contact", models.SET_NULL, null=True, related_name="+")
    match_line = models.PositiveIntegerField(default=0, help_text="The line of the list where they stand first.")
    is_chosen = models.BooleanField(default=False)
    contact = models.ForeignKey("Contact", models.SET_NULL, null=True, related_name="came_on")
    was_created = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0, help_text="Of the contact, once the line was taken.")
    added: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict, help_text="What to take away again.")

    objects: ClassVar[PeopleLineQuerySet] = PeopleLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of_import", "number"], name="contact_import_line_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    def is_takeable(self) -> bool:
        return self.verdict not in (self.Verdict.KNOWN, self.Verdict.EMPTY)
