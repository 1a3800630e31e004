"""Sources, who follows them, their readings, their posts."""

from datetime import datetime, timedelta
from typing import ClassVar, Self, TypedDict

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from entregent.accounts.models import User, Workspace
from entregent.connectors.contract import Cursor, Trouble
from entregent.connectors.reading import Errand
from entregent.jobs.leases import Leased, due, free
from entregent.listening.folded import Folded
from entregent.listening.list_models import Import, ImportLine, LiveList
from entregent.listening.unheard_models import Unheard

__all__ = [
    "LEASE", "TROUBLES", "EnclosureRow", "Fingerprint", "Following", "FullText", "Import", "ImportLine", "LiveList", "Post",
    "PostVersion", "Push", "Reading", "Source", "SourceQuerySet", "Subscription", "Terms", "Unheard",
]  # fmt: skip

LEASE = timedelta(
    minutes=10
)  # longer than the slowest reading (30 s a request, 6 redirects), whose reader renews the others


class EnclosureRow(TypedDict):
    """A file that comes with a post; `length` in bytes, None when not said."""

    address: str
    kind: str
    length: int | None


TROUBLES = [(trouble.value, trouble.value) for trouble in Trouble]


class FullText(models.TextChoices):
    """Whether the page of a post is read too, for the text that the feed does not carry."""

    OFF = "off"
    ON = "on"
    AUTO = "auto"  # where the feed's text breaks off


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
    full_text = models.CharField(
        max_length=4,
        choices=FullText,
        default=FullText.AUTO,
        help_text="The most that a workspace following it wishes.",
    )
    hub = models.CharField(max_length=2000, blank=True, help_text="WebSub hub that the source announces.")
    topic = models.CharField(max_length=2000, blank=True, help_text="Address under which the hub knows the source.")
    pushed_until = models.DateTimeField(
        null=True, help_text="Its hub pushes what it publishes, and is leased until then."
    )
    about = models.CharField(max_length=1000, blank=True, default="", help_text="What it says of itself.")
    region = models.CharField(max_length=10, blank=True, help_text="Code of the region it speaks from, where known.")
    region_how = models.CharField(max_length=10, blank=True, default="", help_text="As core.text.places.How.")
    region_evidence = models.CharField(max_length=500, blank=True, default="", help_text="The words that say so.")
    latest_dates: "models.JSONField[list[int]]" = models.JSONField(
        default=list, help_text="When its last posts came out, in seconds since 1970, oldest first: its rhythm."
    )

    folded = models.GeneratedField(
        expression=Folded("title", "address", "site"), output_field=models.CharField(max_length=600), db_persist=True
    )

    objects: ClassVar[models.Manager["Source"]] = SourceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("folded", "id", name="source_by_name"),
            models.Index(models.F("failures").desc(), "folded", "id", name="source_in_trouble"),
            models.Index(models.F("last_success_at").desc(), "id", name="source_last_read"),
            models.Index(fields=["region", "language", "kind"], name="source_traits"),
        ]

    def __str__(self) -> str:
        return self.title or self.address

    def is_pushed(self) -> bool:
        """Whether its hub sends us what it publishes, so that it is seldom asked."""
        return self.pushed_until is not None and self.pushed_until > timezone.now()

    def errand(self) -> Errand:
        """What to ask the connector."""
        full_text = self.full_text if self.kind == "feed" else FullText.OFF  # a site’s pages are what it gives
        return Errand(self.pk, self.kind, {"address": self.address}, Cursor(self.cursor), str(full_text))


class Following(models.Model):
    """A workspace listens to a source."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="followings")
    source = models.ForeignKey(Source, models.CASCADE, related_name="followings")
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, help_text="No longer listened to; what was heard until then is kept.")
    begun_by = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="followings")
    region = models.CharField(
        max_length=10,
        blank=True,
        default="",
        help_text="As the team declares it: a code, - for none, empty: as inferred.",
    )
    region_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    region_at = models.DateTimeField(null=True)
    full_text = models.CharField(
        max_length=4, choices=FullText, default=FullText.AUTO, help_text="As the team wishes it."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source"], name="following_once")]
        indexes = [
            models.Index(fields=["workspace", "source"], condition=Q(ended_at=None), name="following_now"),
            models.Index(fields=["workspace", "region", "source"], condition=~Q(region=""), name="following_region"),
        ]

    def __str__(self) -> str:
        return f"{self.workspace} · {self.source}"


class Subscription(models.Model):
    """What a WebSub hub was asked to push, and what it answered. docs/decisions/0023-websub.md

    `key` is the end of the address that the hub calls, which nobody can guess.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        ACTIVE = "active"
        DENIED = "denied"
        FAILED = "failed"  # the hub cannot be asked; `trouble` says why
        UNVERIFIED = "unverified"  # the hub was asked, and never called back
        LEAVING = "leaving"

    source = models.ForeignKey(Source, models.CASCADE, related_name="subscriptions")
    hub = models.CharField(max_length=2000)
    topic = models.CharField(max_length=2000)
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    is_pending = models.BooleanField(default=False, help_text="The hub was asked, and has not yet asked back.")
    next_at = models.DateTimeField(default=timezone.now, db_index=True, help_text="When to ask the hub again.")
    ends_at = models.DateTimeField(null=True, help_text="End of the lease that the hub gave.")
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=30, blank=True, choices=TROUBLES)
    reason = models.CharField(max_length=300, blank=True, help_text="Why the hub denied it, in its words.")
    last_push_at = models.DateTimeField(null=True)
    unsigned = models.PositiveIntegerField(default=0, help_text="Pushes without the right signature, not kept.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=~Q(state="leaving"), name="subscription_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic} ({self.state})"


class Push(models.Model):
    """What a hub sent, checked and not yet read: kept as soon as a worker comes by."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="pushed")
    received_at = models.DateTimeField(default=timezone.now)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.subscription} {self.received_at:%Y-%m-%d %H:%M}"


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
    edited_posts = models.PositiveIntegerField(default=0)
    removed_posts = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d %H:%M} {self.outcome}"


class Post(models.Model):
    """Something a source published. `html` is sanitised; `text` is the same without markup, what matching and excerpts read.

    Whoever writes `html`, `text`, `title`, `language` or `published_at` prepares the post anew: `listening.actions`.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="posts")
    stable_id = models.CharField(max_length=2000)
    address = models.CharField(max_length=2000, blank=True)
    page_key = models.CharField(
        max_length=2000,
        blank=True,
        default="",
        help_text="The address as core.text.page_key has it: equal for one page.",
    )
    title = models.CharField(max_length=500, blank=True)
    folded_title = models.CharField(
        max_length=1000, blank=True, help_text="The title without case or accents, for finding."
    )
    author = models.CharField(max_length=200, blank=True)
    author_address = models.CharField(max_length=300, blank=True, default="", help_text="Mail, as the source gives it.")
    author_profile = models.CharField(max_length=2000, blank=True, default="", help_text="Page of the author.")
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    tags: "models.JSONField[list[str]]" = models.JSONField(default=list)
    links: "models.JSONField[list[str]]" = models.JSONField(default=list, help_text="Addresses it links to, in order.")
    enclosures: "models.JSONField[list[EnclosureRow]]" = models.JSONField(default=list)
    language = models.CharField(
        max_length=8, blank=True, default="", help_text="ISO 639-1; empty when it cannot be told."
    )
    published_at = models.DateTimeField(db_index=True, help_text="First seen, where the source gives no date.")
    week = models.PositiveIntegerField(
        help_text="Weeks from the first day of year 1 to its date: counted without a calendar."
    )
    is_dated = models.BooleanField(help_text="The source gave a date that can be read.")
    updated_at = models.DateTimeField(null=True, help_text="As the source gives it.")
    first_seen_at = models.DateTimeField(db_index=True)
    removed_at = models.DateTimeField(
        null=True, help_text="Since when it is missing from a feed that still holds older posts."
    )
    repeats = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        related_name="repeated_by",
        help_text="The first post known with this text, elsewhere; never one that repeats another itself.",
    )
    received_digest = models.BigIntegerField(null=True, help_text="Of the post as the source gave it.")
    content_digest = models.BigIntegerField(null=True, help_text="Of its words and links: what makes an edit.")
    is_full_text = models.BooleanField(default=False, help_text="The text was read on the page of the post.")
    terms_version = models.PositiveSmallIntegerField(
        default=0, help_text="TERMS_VERSION of its terms and language; 0: not prepared yet."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "stable_id"], name="post_once")]
        indexes = [
            models.Index(fields=["source", "author"]),
            models.Index(fields=["source", "-published_at"], name="post_of_source"),
            models.Index(fields=["page_key"], name="post_page"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80] or self.address

    def heading(self) -> str:
        """Its title, or its first words where it has none."""
        return self.title or (self.text[:80].rsplit(" ", 1)[0] + "…" if len(self.text) > 80 else self.text)


class PostVersion(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=500, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title or self.text[:80]} ({self.replaced_at:%Y-%m-%d %H:%M})"


class Terms(models.Model):
    """The terms of a post, as `core.text.terms` gives them, separated by spaces: what full-text search looks in.

    `key` sorts posts as the stream does, newest last: minutes since 1970, then the post (`listening.search.keys`). The index itself
    follows the rows of this table by triggers, whoever writes them; a migration that alters the table on SQLite makes it anew, and
    has to make the triggers anew as well. docs/decisions/0021-search.md
    """

    key = models.BigIntegerField(primary_key=True)
    post = models.OneToOneField(Post, models.CASCADE, related_name="terms")
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.post_id}: {self.title[:80]}"


class Fingerprint(models.Model):
    """One of the few runs of terms by which a text that repeats a post is found, to be compared with it as a whole."""

    mark = models.BigIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="fingerprints")

    class Meta:
        indexes = [models.Index(fields=["mark", "post"], name="fingerprint_mark")]

    def __str__(self) -> str:
        return f"{self.mark:x} ({self.post_id})"
