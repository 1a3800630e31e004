"""Sources, who follows them, their readings, their posts."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.connectors.contract import Cursor, Trouble
from entregent.connectors.reading import Errand
from entregent.jobs.leases import Leased, due, free

LEASE = timedelta(
    minutes=10
)  # longer than the slowest reading (30 s a request, 6 redirects), whose reader renews the others
TROUBLES = [(trouble.value, trouble.value) for trouble in Trouble]


class SourceQuerySet(models.QuerySet["Source"]):
    def due(self, now: datetime) -> Self:
        """Sources somebody follows, whose time has come and that nobody is reading, longest waiting first."""
        is_followed = Exists(Following.objects.filter(source=OuterRef("pk"), ended_at=None))
        is_due = due(now, "next_read_at", touched="last_success_at")
        return self.filter(is_due, free(now, lease=LEASE), is_followed, ended_at=None).order_by("next_read_at", "pk")


class Source(Leased):
    """Where posts come from. Shared by all workspaces: a public feed is read once."""

    kind = models.CharField(max_length=20, default="feed")
    address = models.CharField(max_length=2000, unique=True)
    title = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=8, blank=True)
    cursor: "models.JSONField[dict[str, str]]" = models.JSONField(default=dict)
    next_read_at = models.DateTimeField(default=timezone.now, db_index=True)
    last_success_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=30, blank=True, choices=TROUBLES)
    trouble_detail = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="The site said that it is gone for good.")

    objects: ClassVar[models.Manager["Source"]] = SourceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or self.address

    def errand(self) -> Errand:
        """What to ask the connector."""
        return Errand(self.pk, self.kind, {"address": self.address}, Cursor(self.cursor))


class Following(models.Model):
    """A workspace listens to a source."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="followings")
    source = models.ForeignKey(Source, models.CASCADE, related_name="followings")
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, help_text="No longer listened to; what was heard until then is kept.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source"], name="following_once")]

    def __str__(self) -> str:
        return f"{self.workspace} · {self.source}"


class Reading(models.Model):
    """One reading of a source, and what came of it."""

    class Outcome(models.TextChoices):
        READ = "read"
        UNCHANGED = "unchanged"
        FAILED = "failed"

    source = models.ForeignKey(Source, models.CASCADE, related_name="readings")
    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    trouble = models.CharField(max_length=30, blank=True, choices=TROUBLES)
    new_posts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d %H:%M} {self.outcome}"


class Post(models.Model):
    """Something a source published. `html` is sanitised; `text` is the same without markup, what matching and excerpts read."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="posts")
    stable_id = models.CharField(max_length=2000)
    address = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    folded_title = models.CharField(
        max_length=1000, blank=True, help_text="The title without case or accents, for finding."
    )
    author = models.CharField(max_length=200, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    tags: "models.JSONField[list[str]]" = models.JSONField(default=list)
    published_at = models.DateTimeField(db_index=True, help_text="First seen, where the source gives no date.")
    week = models.PositiveIntegerField(
        help_text="Weeks from the first day of year 1 to its date: counted without a calendar."
    )
    is_dated = models.BooleanField(help_text="The source gave a date that can be read.")
    first_seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "stable_id"], name="post_once")]
        indexes = [models.Index(fields=["source", "author"])]

    def __str__(self) -> str:
        return self.title or self.text[:80] or self.address

    def heading(self) -> str:
        """Its title, or its first words where it has none."""
        return self.title or (self.text[:80].rsplit(" ", 1)[0] + "…" if len(self.text) > 80 else self.text)
