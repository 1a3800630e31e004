"""What is owed, and was put off: it comes back on its day."""

from django.db import models

from entregent.accounts.models import User
from entregent.contacts.models import Contact


class PutOff(models.Model):
    """kind: as selectors.DutyKind. about: number of the promise, ask, idea or relation. until: the day it comes back."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.BigIntegerField()
    until = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["until"], name="put_off_until")]
        constraints = [models.UniqueConstraint(fields=["contact", "kind", "about"], name="put_off_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}, {self.until}"
