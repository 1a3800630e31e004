"""What surrounds every page: navigation by verbs, workspaces, language, theme."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entregent.accounts.models import Role, User, Workspace
from entregent.accounts.permissions import Permission
from entregent.accounts.selectors import workspaces_of

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place one can go to. `active`: the page is there or below."""

    label: str | Promise
    url: str
    icon: str
    active: bool
    children: tuple["Entry", ...] = ()


# label, address, icon, places inside it with what they need, what it needs itself; verbs whose rooms are not built yet are absent
PLACES = (
    (_("Today"), "web:today", "sun", ()),
    (
        _("Listen"),
        "watches:mentions",
        "ear",
        (
            (_("Inbox"), "watches:mentions", "inbox"),
            (_("Posts"), "listening:posts", "article"),
            (_("Watches"), "watches:watches", "eye"),
            (_("Sources"), "listening:sources", "rss"),
        ),
    ),
    (_("Voices"), "discovery:voices", "speakerphone", ()),
    (
        pgettext_lazy("navigation", "People"),
        "contacts:people",
        "address-book",
        (
            (_("Everybody"), "contacts:people", "address-book"),
            (_("Messages"), "messages:messages", "send"),
            (_("Ideas"), "relations:ideas", "bulb"),
            (_("Stages"), "relations:stages", "trending-up"),
            (_("Hand over"), "relations:hand_overs", "heart-handshake"),
            (_("Their data"), "privacy:overview", "shield-check"),
            (_("Rhythms"), "relations:rhythms", "clock", Permission.SETTINGS),
        ),
        Permission.CONTACTS,
    ),
    (
        _("Settings"),
        "accounts:people",
        "settings",
        (
            (_("Team"), "accounts:people", "users"),
            (_("Organisation"), "accounts:organisation", "building-community", Permission.SETTINGS),
            (_("Names and accounts"), "accounts:names", "tag", Permission.SETTINGS),
            (_("Hours and days off"), "accounts:hours", "clock", Permission.SETTINGS),
            (_("Manners"), "messages:rules", "heart-handshake", Permission.SETTINGS),
            (_("History"), "web:history", "history", Permission.HISTORY),
            (_("Background work"), "web:work", "progress", Permission.WORK),
        ),
    ),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page; complete for strangers too, whose navigation is empty."""
    user = getattr(request, "user", None)
    workspace = getattr(request, "workspace", None)
    theme = request.COOKIES.get("theme", "")
    known = list(workspaces_of(user)) if isinstance(user, User) else []
    return {
        "workspace": workspace,
        "may": {permission.value: True for permission in getattr(request, "may", ())},
        "workspaces": [
            {"name": one.name, "url": reverse("web:today", args=[one.slug]), "here": one == workspace} for one in known
        ],
        "new_workspace_url": _new_workspace(request),
        "navigation": _navigation(request, workspace) if workspace else [],
        "palette_url": reverse("web:find", args=[workspace.slug]) if workspace else "",
        "language_url": reverse("set_language"),
        "languages": [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
        "theme_url": reverse("web:theme"),
        "theme": theme if theme in THEMES else "",
        "account_url": reverse("accounts:own_account"),
        "logout_url": reverse("accounts:log_out"),
    }


def _new_workspace(request: HttpRequest) -> str:
    membership = getattr(request, "membership", None)
    return reverse("accounts:new_workspace") if membership and membership.role == Role.OWNER else ""


def _navigation(request: HttpRequest, workspace: Workspace) -> list[Entry]:
    may: frozenset[Permission] = getattr(request, "may", frozenset())
    return [
        _entry(request, workspace, label, name, icon, children)
        for label, name, icon, children, *needs in PLACES
        if may.issuperset(needs)
    ]


def _entry(
    request: HttpRequest, workspace: Workspace, label: Promise, name: str, icon: str, places: tuple[Any, ...]
) -> Entry:
    url = reverse(name, args=[workspace.slug])
    may: frozenset[Permission] = getattr(request, "may", frozenset())
    inside = [
        (reverse(place, args=[workspace.slug]), said, drawn)
        for said, place, drawn, *needs in places
        if may.issuperset(needs)
    ]
    nearest = max((address for address, *_ in inside if request.path.startswith(address)), key=len, default="")
    children = tuple(Entry(said, address, drawn, address == nearest) for address, said, drawn in inside)
    active = request.path.startswith(url) or any(child.active for child in children)
    return Entry(label, url, icon, active, children)
