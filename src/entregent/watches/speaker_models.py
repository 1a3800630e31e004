"""Who speaks in what was heard, where the team knows them."""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact
from entregent.listening.models import Source


class Speaker(models.Model):
    """That who signs so in a source (author "": whoever speaks there) is a person the team knows: true of all their mentions.

    Of whoever may see contacts alone. When files of one person are joined, it follows them (contacts.attached).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    author = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="speaks_as")
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "source", "author"], name="speaker_once")]

    def __str__(self) -> str:
        return f"{self.author or self.source}"
