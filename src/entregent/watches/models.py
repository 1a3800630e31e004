"""Watches and what they caught."""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.core.matching import Query, Span, parse
from entregent.listening.models import Post


class Watch(models.Model):
    """A question a workspace keeps asking. `asked_at` and `followings_up_to` say how far it has been answered."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="watches")
    name = models.CharField(max_length=120)
    query = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    followings_up_to = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def tree(self) -> Query:
        """The query, read. Raises WatchSyntaxError: a saved watch was read before it was saved."""
        return parse(self.query)


class Mention(models.Model):
    """A post that a watch caught. Spans are pairs of character offsets in the post's title and text."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="mentions")
    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    title_spans: "models.JSONField[list[list[int]]]" = models.JSONField(default=list)
    body_spans: "models.JSONField[list[list[int]]]" = models.JSONField(default=list)
    heard_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "post"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.watch}: {self.post}"

    @property
    def title_marks(self) -> list[Span]:
        return [Span("title", start, end) for start, end in self.title_spans]

    @property
    def body_marks(self) -> list[Span]:
        return [Span("body", start, end) for start, end in self.body_spans]
