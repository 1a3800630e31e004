"""Contacts, outlets, the facts known of them, who of ours knows them, and who is left in peace."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User, Workspace
from entregent.contacts.book_models import AddressBook
from entregent.contacts.departure_models import Departure
from entregent.contacts.list_models import ContactImport, ContactImportLine
from entregent.contacts.merge_models import Merge, NotTheSame
from entregent.contacts.view_models import PeopleView
from entregent.contacts.word_models import Word, WordKey

__all__ = [
    "Acquaintance",
    "AddressBook",
    "Contact",
    "ContactImport",
    "ContactImportLine",
    "Departure",
    "Fact",
    "LeftInPeace",
    "Merge",
    "NotTheSame",
    "Outlet",
    "Part",
    "PeaceKey",
    "PeopleView",
    "Tag",
    "Tagging",
    "Word",
    "WordKey",
]


class ContactQuerySet(models.QuerySet["Contact"]):
    def kept(self) -> Self:
        """Without those put away, or merged into another."""
        return self.filter(removed_at=None)


class Contact(models.Model):
    """A person. `revision` grows with each change, so that the second of two who edit is told.

    `folded` is all that finds them: names, outlets, addresses, tags, without case or accents; `contacts.finding` writes it.
    """

    class Form(models.TextChoices):
        """How one speaks to them in French."""

        UNKNOWN = "", _("not known")
        TU = "tu", pgettext_lazy("form of address", "tu")
        VOUS = "vous", pgettext_lazy("form of address", "vous")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200, help_text="As they sign; a pen name is a name.")
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    sort_name = models.CharField(max_length=200, help_text="Family name first where it is known, folded.")
    form = models.CharField(max_length=4, blank=True, choices=Form, default=Form.UNKNOWN)
    language = models.CharField(max_length=8, blank=True, help_text="In which one writes to them; ISO 639-1.")
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="owned_contacts", help_text="Who keeps the relation."
    )
    region = models.CharField(max_length=10, blank=True, help_text="Code, of the current fact on their place.")
    folded = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    outlets: "models.ManyToManyField[Outlet, Part]" = models.ManyToManyField(
        "Outlet", through="Part", related_name="contacts"
    )
    tags: "models.ManyToManyField[Tag, Tagging]" = models.ManyToManyField(
        "Tag", through="Tagging", related_name="contacts"
    )

    objects: ClassVar[models.Manager["Contact"]] = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "sort_name", "id"], condition=Q(removed_at=None), name="contact_by_name"),
            models.Index(fields=["workspace", "owner"], name="contact_of_owner"),
            models.Index(fields=["workspace"], condition=Q(removed_at__isnull=False), name="contact_put_away"),
        ]

    def __str__(self) -> str:
        return self.name


class Outlet(models.Model):
    """What somebody writes or speaks in, of any size: a blog, a bulletin, a shop window."""

    class Kind(models.TextChoices):
        UNKNOWN = "", _("not known")
        BLOG = "blog", _("blog")
        PRESS = "press", _("newspaper or magazine")
        RADIO = "radio", _("radio")
        TELEVISION = "television", _("television")
        PODCAST = "podcast", _("podcast")
        CHANNEL = "channel", _("video channel")
        ACCOUNT = "account", _("account on a network")
        NEWSLETTER = "newsletter", pgettext_lazy("outlet", "newsletter")
        ASSOCIATION = "association", _("association")
        INSTITUTION = "institution", _("institution")
        SHOP = "shop", _("shop or café")
        FORUM = "forum", _("forum or group")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="outlets")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True, choices=Kind, default=Kind.UNKNOWN)
    site = models.CharField(max_length=2000, blank=True)
    page_key = models.CharField(max_length=2000, blank=True, help_text="The site as core.text.page_key has it.")
    folded = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "folded"], name="outlet_by_name")]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """What a contact does in an outlet."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="parts")
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="parts")
    role = models.CharField(max_length=120, blank=True, help_text="In their words: editor, presenter, volunteer.")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "outlet"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.contact} · {self.outlet}"


class Fact(models.Model):
    """One thing known of a contact, with how we know it. An end keeps it from being current; nothing is written over.

    Stale when older than its kind keeps (`contacts.facts.KEEPS`). No kind rates a person or notes an opinion, a health, a belief.
    """

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail address")
        PHONE = "phone", _("telephone")
        POSTAL = "postal", _("postal address")
        SITE = "site", _("site")
        PROFILE = "profile", _("profile on a network")
        PLACE = "place", pgettext_lazy("fact", "place")
        STORY = "story", _("their story, in their words")
        TOPIC = "topic", _("topic they accept")
        REFUSED = "refused", _("topic they refuse")
        AUDIENCE = "audience", _("audience they claim")
        NOTE = "note", pgettext_lazy("fact", "note")

    class How(models.TextChoices):
        SAID = "said", _("said by them")
        SEEN = "seen", _("seen at an address")
        INFERRED = "inferred", _("inferred from a sentence")
        LISTED = "listed", _("came with a list")
        NOTED = "noted", _("noted by one of us")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.TextField()
    key = models.CharField(max_length=400, blank=True, help_text="The value, normalised: equal for the same address.")
    detail: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    how = models.CharField(max_length=10, choices=How)
    evidence = models.CharField(max_length=1000, blank=True, help_text="The sentence, or the name of the list.")
    evidence_address = models.CharField(max_length=2000, blank=True)
    learned_on = models.DateField(help_text="When it was said, seen or noted: its age.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    came_with = models.ForeignKey(ContactImport, models.SET_NULL, null=True, related_name="facts")
    ended_at = models.DateTimeField(null=True, help_text="Since when it is not true any more, or was found wrong.")

    class Meta:
        indexes = [
            models.Index(fields=["contact", "kind"], name="fact_of_contact"),
            models.Index(fields=["kind", "key"], condition=~Q(key=""), name="fact_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind", "key"], condition=Q(ended_at=None) & ~Q(key=""), name="fact_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value[:80]}"


class Tag(models.Model):
    """A word by which a team groups people; never an opinion of them."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "folded"], name="tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    contact = models.ForeignKey(Contact, models.CASCADE)
    tag = models.ForeignKey(Tag, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "tag"], name="tagging_once")]

    def __str__(self) -> str:
        return f"{self.contact} · {self.tag}"


class Acquaintance(models.Model):
    """Who of ours knows a contact: introductions go through them."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="acquaintances")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    how = models.CharField(max_length=200, blank=True)
    since = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Year.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "user"], name="acquaintance_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.contact}"


class LeftInPeace(models.Model):
    """Somebody who must not be contacted: for anything, or for one topic.

    `keys` of all their addresses, each a keyed hash (`contacts.peace`): it outlives their file, and knows them when a list brings
    them back. `contact` is only to show it.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="left_in_peace")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="left_in_peace")
    topic = models.CharField(max_length=120, blank=True, help_text="Empty: for anything.")
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.contact or '–'} {self.topic}"


class PeaceKey(models.Model):
    """One address of somebody left in peace, hashed."""

    peace = models.ForeignKey(LeftInPeace, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
