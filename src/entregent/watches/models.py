"""Watches, the posts they caught, and what becomes of them."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from entregent.accounts.models import Membership, User, Workspace
from entregent.core.matching import Query, Span, parse
from entregent.listening.models import Post, Source
from entregent.watches.hook_models import Hook
from entregent.watches.letter_models import Digest, Letter, LetterChoice
from entregent.watches.speaker_models import Speaker
from entregent.watches.view_models import SavedView

__all__ = [
    "Catch", "Digest", "Hook", "Letter", "LetterChoice", "Mention", "SavedView", "Sort", "Speaker", "State", "Step", "Watch",
]  # fmt: skip

NEWS = timedelta(days=14)  # older when it is heard, a post is the past: nobody waits for an answer


class Watch(models.Model):
    """A question a workspace keeps asking.

    asked_at, followings_up_to: how far it was answered of what came since it was written. past_below: posts of a lower number are
    still to be asked, downwards from past_from; 0: none is.
    """

    class Kind(models.TextChoices):
        """What is watched for."""

        BRAND = "brand"
        PRODUCT = "product"
        PERSON = "person"
        TOPIC = "topic"
        COMPETITOR = "competitor"
        CAMPAIGN = "campaign"
        EVENT = "event"
        EMBARGO = "embargo"  # what nobody should know yet

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="watches")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TOPIC)
    query = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    followings_up_to = models.BigIntegerField(default=0)
    past_from = models.BigIntegerField(default=0)
    past_below = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def past_share(self) -> float:
        """How much of the past was asked, from 0 to 1."""
        return 1 - self.past_below / self.past_from if self.past_from else 1.0

    def tree(self) -> Query:
        """The query, read. Raises WatchSyntaxError: a saved watch was read before it was saved."""
        return parse(self.query)


class State(models.TextChoices):
    """Where a mention stands. Somebody took it when it has an assignee."""

    OPEN = "open"
    SNOOZED = "snoozed"
    ANSWERED = "answered"
    CLOSED = "closed"  # nothing to say
    NOISE = "noise"  # not what the watch meant
    PAST = "past"  # already old when it was heard


class Sort(models.TextChoices):
    """What somebody said, by what it asks of us."""

    QUESTION = "question"
    CRITICISM = "criticism"  # that can be discussed
    DISCONTENT = "discontent"  # criticism that gives no hold
    ATTACK = "attack"
    PRAISE = "praise"
    IDEA = "idea"
    INFORMATION = "information"
    SPAM = "spam"


class Mention(models.Model):
    """A post that the watches of a workspace caught, once however many did.

    published_at, source, language: the post's, copied for the order and the filters of the inbox. sort: what it is taken for,
    confirmed by somebody when `sorted_at` is set. suggested_start, suggested_end: the sentence of the post's text that suggests it.
    touched_at: since when somebody has worked on it; it then outlives its watches. docs/decisions/0026-inbox.md
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="mentions", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions", db_index=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=8, blank=True, default="")
    published_at = models.DateTimeField()
    heard_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    sort = models.CharField(max_length=12, choices=Sort, blank=True, default="")
    sorted_at = models.DateTimeField(null=True)
    sorted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    suggested_sort = models.CharField(max_length=12, choices=Sort, blank=True, default="")
    suggested_start = models.PositiveIntegerField(null=True)
    suggested_end = models.PositiveIntegerField(null=True)
    suggestion_version = models.PositiveSmallIntegerField(default=0, help_text="Of the rules; 0: not looked at yet.")
    assignee = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="mentions", db_index=False)
    taken_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="When an answer is late, where its sort asks for one.")
    snoozed_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    answer_address = models.CharField(max_length=2000, blank=True, default="")
    closed_at = models.DateTimeField(null=True, help_text="Nothing to say, or noise.")
    handed_on_at = models.DateTimeField(null=True, help_text="Nobody had taken it, and it went to the moderator.")
    note_count = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "workspace"], name="mention_once")]
        indexes = [
            models.Index(fields=["workspace", "-published_at", "-id"], name="mention_of_workspace"),
            models.Index(fields=["workspace", "state", "-published_at", "-id"], name="mention_by_state"),
            models.Index(fields=["workspace", "state", "sort", "-published_at", "-id"], name="mention_by_sort"),
            models.Index(fields=["workspace", "state", "language", "-published_at", "-id"], name="mention_by_language"),
            models.Index(fields=["workspace", "state", "source", "-published_at", "-id"], name="mention_by_source"),
            models.Index(
                fields=["assignee", "state", "-published_at", "-id"],
                condition=Q(assignee__isnull=False),
                name="mention_by_assignee",
            ),
            models.Index(
                fields=["workspace", "state", "due_at", "id"], condition=Q(due_at__isnull=False), name="mention_by_due"
            ),
            models.Index(fields=["-id"], condition=Q(state="open", suggestion_version=0), name="mention_unread"),
            models.Index(fields=["snoozed_until"], condition=Q(snoozed_until__isnull=False), name="mention_snoozed"),
        ]

    def __str__(self) -> str:
        return str(self.post)

    @property
    def title_marks(self) -> list[Span]:
        """What its watches caught in the title, together; `catches` is read with the list."""
        return [mark for catch in self.catches.all() for mark in catch.title_marks]

    @property
    def body_marks(self) -> list[Span]:
        """The same, in the text."""
        return [mark for catch in self.catches.all() for mark in catch.body_marks]

    @property
    def watches(self) -> list[Watch]:
        """The watches that caught it and are still kept."""
        return [catch.watch for catch in self.catches.all() if catch.watch.removed_at is None]

    @property
    def is_sort_confirmed(self) -> bool:
        return self.sorted_at is not None

    @property
    def answered_in(self) -> timedelta | None:
        """How long whoever spoke waited since we heard it; None without an answer."""
        return self.answered_at - self.heard_at if self.answered_at else None

    @property
    def has_web_answer(self) -> bool:
        """Whether the place of the answer can be followed."""
        return self.answer_address.startswith(("https://", "http://"))

    def is_late(self, now: datetime) -> bool:
        return self.state == State.OPEN and self.due_at is not None and self.due_at < now


class Catch(models.Model):
    """That one watch caught a mention. Spans are pairs of character offsets in the post's title and text.

    post, published_at, state: the mention's, copied, so that what one watch caught is found, in order, by one index.
    """

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="catches", db_index=False)
    mention = models.ForeignKey(Mention, models.CASCADE, related_name="catches", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="catches")
    title_spans: "models.JSONField[list[list[int]]]" = models.JSONField(default=list)
    body_spans: "models.JSONField[list[list[int]]]" = models.JSONField(default=list)
    heard_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "post"], name="catch_once")]
        indexes = [
            models.Index(fields=["watch", "state", "-published_at", "-mention"], name="catch_of_watch"),
            models.Index(fields=["mention", "watch"], name="catch_of_mention"),  # each mention is asked for its watches
        ]

    def __str__(self) -> str:
        return f"{self.watch}: {self.post}"

    @property
    def title_marks(self) -> list[Span]:
        return [Span("title", start, end) for start, end in self.title_spans]

    @property
    def body_marks(self) -> list[Span]:
        return [Span("body", start, end) for start, end in self.body_spans]


class Step(models.Model):
    """What somebody did with a mention; the last one can be undone. `before` is what the mention said, by column.

    token: the same for all mentions that one act touched, so that it is undone as one.
    """

    class Act(models.TextChoices):
        TAKEN = "taken"
        GIVEN = "given"
        LET_GO = "let go"
        SORTED = "sorted"
        SNOOZED = "snoozed"
        ANSWERED = "answered"
        CLOSED = "closed"
        NOISE = "noise"
        REOPENED = "reopened"
        NOTED = "noted"

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10, choices=Act)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", help_text="None: Entregent itself.")
    at = models.DateTimeField()
    text = models.TextField(blank=True, help_text="The note; whom it was given to; the sort; where it was answered.")
    before: "models.JSONField[dict[str, str | int | None]]" = models.JSONField(default=dict)
    token = models.CharField(max_length=32, db_index=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.mention}: {self.act}"
