"""Users, workspaces and what a team says of itself, memberships, invitations, login links."""

from datetime import date, datetime, time
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

WEEKDAYS = (0, 1, 2, 3, 4)  # Monday is 0, as datetime.weekday counts


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, name: str = "", password: str | None = None) -> "User":
        """Create a user; without a password they come in by login links only."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who logs in, known by an e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="Blank: as the browser asks.")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """First name, or the address of those who gave none."""
        return self.name.split(" ")[0] or self.email


class Role(models.TextChoices):
    """What somebody is in a workspace; permissions.py says what each may do, wording.py how it is said."""

    OWNER = "owner"
    LEAD = "lead"
    CONDUCTOR = "conductor"
    MODERATOR = "moderator"
    WRITER = "writer"
    SPONSOR = "sponsor"
    AGENCY = "agency"
    READER = "reader"


def weekdays() -> list[int]:
    return list(WEEKDAYS)


class Workspace(models.Model):
    """Where a team works: an organisation, or one client of an agency."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=8, default="fr", help_text="Of the letters it sends.")
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    country = models.CharField(max_length=2, default="FR", help_text="ISO 3166-1; its public holidays are days off.")
    region = models.CharField(
        max_length=20, blank=True, help_text="Where public holidays differ, as `holidays` names it."
    )
    school_zone = models.CharField(max_length=1, blank=True, help_text="A, B or C, in France.")
    work_days: "models.JSONField[list[int]]" = models.JSONField(default=weekdays, help_text="Monday is 0.")
    work_starts = models.TimeField(default=time(9))
    work_ends = models.TimeField(default=time(18))
    question_hours = models.PositiveSmallIntegerField(
        default=9, help_text="Working hours within which a question is answered."
    )
    criticism_hours = models.PositiveSmallIntegerField(
        default=4, help_text="The same, for criticism that can be discussed."
    )
    attack_hours = models.PositiveSmallIntegerField(default=2, help_text="The same, for an attack.")
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="workspaces"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(work_starts__lt=models.F("work_ends")), name="workspace_works_by_day")
        ]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """Days when the team does not work, besides public holidays; both ends included."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="closures")
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=models.F("last_day")), name="closure_ends_after")
        ]
        ordering = ("first_day",)

    def __str__(self) -> str:
        return self.name


class KnownName(models.Model):
    """A name that matters to a workspace: one of its own, or a competitor's."""

    class Kind(models.TextChoices):
        BRAND = "brand"
        COMPETITOR = "competitor"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="known_names")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind", "text"], name="known_name_once")]
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text


class OfficialAccount(models.Model):
    """Where the organisation itself speaks: what does not stand in this list is not its voice."""

    class Network(models.TextChoices):
        SITE = "site"
        NEWSLETTER = "newsletter"
        MASTODON = "mastodon"
        BLUESKY = "bluesky"
        FACEBOOK = "facebook"
        INSTAGRAM = "instagram"
        LINKEDIN = "linkedin"
        X = "x"
        YOUTUBE = "youtube"
        TIKTOK = "tiktok"
        OTHER = "other"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="official_accounts")
    network = models.CharField(max_length=12, choices=Network)
    address = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "network", "address"], name="official_account_once")
        ]
        ordering = ("network", "address")

    def __str__(self) -> str:
        return self.address


class Membership(models.Model):
    """A user's place in a workspace: a role, and who stands in when they are away."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    cover = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="covers_for")
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True, help_text="The last day away.")
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "workspace"], name="membership_once"),
            models.CheckConstraint(condition=~Q(cover=models.F("pk")), name="membership_covered_by_another"),
            models.CheckConstraint(
                condition=Q(away_from=None, away_until=None) | Q(away_from__lte=models.F("away_until")),
                name="membership_away_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def is_away(self, day: date) -> bool:
        """Whether they are away on that day of the workspace's calendar."""
        return self.away_from is not None and self.away_until is not None and self.away_from <= day <= self.away_until


class Invitation(models.Model):
    """A place kept for an e-mail address. Only the hash of its secret is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"], condition=Q(accepted_at=None), name="invitation_open_once"
            )
        ]
        ordering = ("email",)

    def __str__(self) -> str:
        return self.email

    def is_open(self, now: datetime) -> bool:
        return self.accepted_at is None and now < self.expires_at


class LoginLink(models.Model):
    """A link that logs one user in, once. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="login_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_in_hash = models.CharField(
        max_length=64, blank=True, default="", help_text="Hash of the browser's mark; blank: made in a terminal."
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user}, until {self.expires_at:%Y-%m-%d %H:%M}"

    def is_usable(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at
