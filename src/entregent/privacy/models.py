"""Who answers for the file, notices, links to a person's page, requests, what is kept on, and that somebody was erased."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User, Workspace
from entregent.contacts.models import Contact
from entregent.core.rights import KEEP_FOR
from entregent.messages.models import Message
from entregent.privacy.telling import is_stuck


class Controller(models.Model):
    """Who answers for the file of a workspace, as its notices say it. is_automatic: notices leave by themselves in time."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="controller")
    name = models.CharField(max_length=200, blank=True, help_text="As the law knows it.")
    address = models.CharField(max_length=300, blank=True, help_text="Postal.")
    email = models.EmailField(blank=True, help_text="Where one writes about one's data.")
    officer = models.CharField(max_length=200, blank=True, help_text="Data protection officer, where there is one.")
    purpose = models.CharField(max_length=500, blank=True, help_text="What the file is for, after “in order to”.")
    months_kept = models.PositiveSmallIntegerField(default=KEEP_FOR)
    is_automatic = models.BooleanField(default=False)
    client = models.CharField(max_length=200, blank=True, help_text="For whom an agency keeps it; empty: for itself.")

    def __str__(self) -> str:
        return self.name

    @property
    def is_complete(self) -> bool:
        return bool(self.name and self.address and self.email and self.purpose)


class Notice(models.Model):
    """That somebody was told they are in the file, or why they need not be. One row a person: nobody is told twice.

    By a letter that did not leave, nobody was told (`is_stuck`): another is written in its place.
    """

    class How(models.TextChoices):
        LETTER = "letter", _("by e-mail from here")
        BY_HAND = "by hand", _("in another way")
        EXEMPT = "exempt", _("need not be told")

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="notice")
    how = models.CharField(max_length=7, choices=How)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, help_text="In which way, or why not.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.contact}: {self.how}"

    @property
    def is_stuck(self) -> bool:
        return is_stuck(self.message)


class PersonLink(models.Model):
    """What opens a person's page. Its address is signed and nowhere kept (`privacy.links`): no copy of the database holds it."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="person_links")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True, help_text="Last; within the hour.")

    def __str__(self) -> str:
        return f"{self.contact} {self.made_at:%Y-%m-%d}"

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now and self.contact.removed_at is None


class Request(models.Model):
    """What somebody asked about their data. contact: None once they were erased; then nothing in it says who it was.

    message: the last letter about it; while one did not leave (`is_stuck`), they wait for an answer still.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("to read what is kept")
        CORRECT = "correct", _("to have something corrected")
        OBJECT = "object", _("not to be written to any more")
        ERASE = "erase", _("to be erased")

    class Via(models.TextChoices):
        PAGE = "page", _("on their page")
        LETTER = "letter", _("by letter or e-mail")
        VOICE = "voice", _("by word of mouth")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("request", "open")
        LEAVING = "leaving", pgettext_lazy("request", "accepted: erased once they were told")
        DONE = "done", pgettext_lazy("request", "done")
        REFUSED = "refused", pgettext_lazy("request", "refused")

    WAITING = (State.OPEN, State.LEAVING)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="requests")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="requests")
    kind = models.CharField(max_length=8, choices=Kind)
    via = models.CharField(max_length=8, choices=Via, default=Via.PAGE)
    key = models.CharField(max_length=60, blank=True, help_text="What is to be corrected, as personal_data names it.")
    words = models.TextField(blank=True, help_text="Theirs.")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    received_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    extension = models.CharField(max_length=300, blank=True, help_text="Why it takes two months more.")
    answer = models.TextField(blank=True, help_text="What they were told.")
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "due_on"], condition=Q(state__in=("open", "leaving")), name="request_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(kind="erase", state__in=("open", "leaving")), name="request_erase_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d}"

    @property
    def is_stuck(self) -> bool:
        return is_stuck(self.message)

    def is_late(self, today: date) -> bool:
        return (self.state in self.WAITING or self.is_stuck) and self.due_on < today


class KeptOn(models.Model):
    """Somebody past their time whom a person decided to keep a while longer, and why."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="kept_on")
    until = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.contact}: {self.until}"


class Erasure(models.Model):
    """That somebody was erased: proof of it, which does not say who. rows: how many, by table.

    is_untold: they asked for it, and no letter told them that it was done.
    """

    class Why(models.TextChoices):
        ASKED = "asked", _("they asked for it")
        PAST = "past", _("no sign of theirs for too long")
        OURS = "ours", _("the team decided so")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="erasures")
    why = models.CharField(max_length=5, choices=Why)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rows: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    is_untold = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.why} {self.at:%Y-%m-%d}"
