"""What ties us: values we share, with both pieces of evidence; introductions through a colleague who knows them."""

from django.db import models
from django.utils import timezone

from entregent.accounts.models import User
from entregent.contacts.models import Contact


class SharedValue(models.Model):
    """A value that they hold and we hold, each with words of its own: without both, it is a wish."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="shared_values")
    value = models.CharField(max_length=120)
    theirs = models.CharField(max_length=500, help_text="In their words.")
    their_address = models.CharField(max_length=2000, blank=True)
    ours = models.CharField(max_length=500, help_text="In ours, or what we did.")
    our_address = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.value


class Introduction(models.Model):
    """A colleague who knows a contact is asked to introduce another. made_at: when they did; declined_at: they would rather not."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="introductions")
    through = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "through", "asked_by"],
                condition=models.Q(made_at=None, declined_at=None),
                name="introduction_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} ← {self.through}: {self.contact}"
