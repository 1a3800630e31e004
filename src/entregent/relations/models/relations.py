"""A relation as a whole, and how often a word is due by tag."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact, Tag
from entregent.core.lifecycle import Cadence


class Relation(models.Model):
    """What holds for a whole relation. Kept from its first exchange on; the days of its own cadence are both set, or neither."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="relation")
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="relations")
    began_at = models.DateTimeField(default=timezone.now)
    ideal_days = models.PositiveSmallIntegerField(null=True)
    longest_days = models.PositiveSmallIntegerField(null=True)
    due_at = models.DateTimeField(null=True, help_text="When a word will be due, as things stand; None when never.")
    alarm_at = models.DateTimeField(null=True, help_text="When the silence will be too long.")

    class Meta:
        indexes = [models.Index(fields=["workspace", "due_at"], name="relation_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ideal_days=None, longest_days=None)
                | Q(ideal_days__gte=1, ideal_days__lte=F("longest_days")),
                name="relation_cadence",
            )
        ]

    def __str__(self) -> str:
        return str(self.contact)

    def own_cadence(self) -> Cadence | None:
        if self.ideal_days is None or self.longest_days is None:
            return None
        return Cadence(timedelta(days=self.ideal_days), timedelta(days=self.longest_days))


class TagCadence(models.Model):
    """How often a word is due to those who have a tag."""

    tag = models.OneToOneField(Tag, models.CASCADE, related_name="cadence")
    ideal_days = models.PositiveSmallIntegerField()
    longest_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ideal_days__gte=1, ideal_days__lte=F("longest_days")), name="tag_cadence_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.ideal_days}/{self.longest_days}"

    def cadence(self) -> Cadence:
        return Cadence(timedelta(days=self.ideal_days), timedelta(days=self.longest_days))
