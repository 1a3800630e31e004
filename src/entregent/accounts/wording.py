"""Roles, permissions, deeds and refusals, in words."""

import math
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent.accounts.errors import AlreadyMemberError, LastOwnerError, OwnersOnlyError
from entregent.accounts.models import KnownName, OfficialAccount, Role
from entregent.core.errors import EntregentError
from entregent.history.wording import Event

ROLE_NAMES = {
    Role.OWNER: _("Owner"),
    Role.LEAD: _("Lead"),
    Role.CONDUCTOR: _("Conductor"),
    Role.MODERATOR: _("Moderator"),
    Role.WRITER: _("Writer"),
    Role.SPONSOR: _("Sponsor"),
    Role.AGENCY: _("Agency partner"),
    Role.READER: _("Reader"),
}
ROLE_DUTIES = {
    Role.OWNER: _("Answers for the workspace: may do everything, and alone names other owners."),
    Role.LEAD: _("Leads relations: invites people, sets names, hours and deadlines."),
    Role.CONDUCTOR: _(
        "Hands out tasks and keeps the rhythm: sources, watches, people, history, work in the background."
    ),
    Role.MODERATOR: _("Watches and answers: sources, watches, people, history."),
    Role.WRITER: _("Writes: reads everything heard, keeps sources, watches and people."),
    Role.SPONSOR: _("A director who gives time: reads, and sees what was done."),
    Role.AGENCY: _("Somebody from the agency: reads, keeps sources, watches and people."),
    Role.READER: _("Reads, and changes nothing."),
}
PERMISSION_EFFECTS = {
    "read": _("Reads what is heard, the voices, who works here"),
    "listen": _("Keeps sources and watches"),
    "contacts": _("Sees and keeps the people whom the team knows"),
    "export": _("Takes the people known away as a file"),
    "lift": _("Lets somebody be contacted again who had to be left in peace"),
    "privacy": _("Answers what people ask about their data, and erases them"),
    "history": _("Sees who did what"),
    "work": _("Sees the work in the background, has it tried again"),
    "settings": _("Sets names, hours, deadlines"),
    "people": _("Invites people, changes roles"),
}
REFUSALS = {
    LastOwnerError: _("A workspace keeps at least one owner: name another one first."),
    OwnersOnlyError: _("Only an owner can do this to an owner."),
    AlreadyMemberError: _("This person works here already."),
}
NETWORK_NAMES: dict[str, Promise | str] = {
    OfficialAccount.Network.SITE: _("Web site"),
    OfficialAccount.Network.NEWSLETTER: _("Newsletter"),
    OfficialAccount.Network.MASTODON: "Mastodon",
    OfficialAccount.Network.BLUESKY: "Bluesky",
    OfficialAccount.Network.FACEBOOK: "Facebook",
    OfficialAccount.Network.INSTAGRAM: "Instagram",
    OfficialAccount.Network.LINKEDIN: "LinkedIn",
    OfficialAccount.Network.X: "X",
    OfficialAccount.Network.YOUTUBE: "YouTube",
    OfficialAccount.Network.TIKTOK: "TikTok",
    OfficialAccount.Network.OTHER: _("Elsewhere"),
}
SETTING_NAMES = {
    "name": _("the name"),
    "language": _("the language of letters"),
    "time_zone": _("the time zone"),
    "country": _("the country"),
    "region": _("the region"),
    "school_zone": _("the zone of school holidays"),
    "work_days": _("the working days"),
    "work_starts": _("the start of the day"),
    "work_ends": _("the end of the day"),
    "question_hours": _("the time to answer a question"),
    "criticism_hours": _("the time to answer criticism"),
    "attack_hours": _("the time to answer an attack"),
}
KNOWN_NAME_KINDS = {KnownName.Kind.BRAND: _("our own"), KnownName.Kind.COMPETITOR: _("competitors")}
_ROLES = {"role": ROLE_NAMES, "before": ROLE_NAMES}
_SETTINGS = {"changed": SETTING_NAMES}
_NETWORKS = {"network": NETWORK_NAMES}
_DAYS = ("first", "last")
EVENTS = {
    "accounts.workspace_opened": Event(_("%(who)s opened the workspace “%(name)s”."), "plus"),
    "accounts.workspace_changed": Event(
        _("%(who)s changed the organisation’s settings: %(changed)s."), "settings", _SETTINGS
    ),
    "accounts.names_changed": Event(
        _("%(who)s changed the names to know (%(kind)s): %(changed)s."), "tag", {"kind": KNOWN_NAME_KINDS}
    ),
    "accounts.official_account_added": Event(
        _("%(who)s added the official account %(name)s (%(network)s)."), "plus", _NETWORKS
    ),
    "accounts.official_account_removed": Event(
        _("%(who)s removed the official account %(name)s (%(network)s)."), "trash", _NETWORKS
    ),
    "accounts.hours_changed": Event(_("%(who)s changed hours and deadlines: %(changed)s."), "clock", _SETTINGS),
    "accounts.closure_added": Event(
        _("%(who)s noted that the team is closed from %(first)s to %(last)s: %(name)s."), "calendar", dates=_DAYS
    ),
    "accounts.closure_removed": Event(_("%(who)s removed the closure “%(name)s”."), "trash"),
    "accounts.invited": Event(_("%(who)s invited %(name)s (%(role)s)."), "mail", _ROLES),
    "accounts.invitation_withdrawn": Event(_("%(who)s withdrew the invitation of %(name)s."), "trash"),
    "accounts.joined": Event(_("%(name)s joined the workspace (%(role)s)."), "login", _ROLES),
    "accounts.role_changed": Event(
        _("%(who)s changed the role of %(name)s: %(before)s, now %(role)s."), "users", _ROLES
    ),
    "accounts.removed": Event(_("%(who)s removed %(name)s from the workspace."), "trash"),
    "accounts.left": Event(_("%(name)s left the workspace."), "logout"),
    "accounts.cover_named": Event(
        _("%(who)s named %(cover)s to stand in for %(name)s from %(first)s to %(last)s."), "calendar", dates=_DAYS
    ),
    "accounts.cover_ended": Event(_("%(who)s noted that %(name)s is not away any more."), "calendar"),
    "accounts.user_added": Event(_("%(who)s made an account for %(name)s."), "plus"),
    "accounts.second_step_dropped": Event(_("%(who)s turned off the second step of %(name)s."), "shield"),
    "accounts.user_closed": Event(_("%(who)s closed the account of %(name)s."), "lock"),
    "accounts.user_reopened": Event(_("%(who)s opened the account of %(name)s again."), "login"),
}

# What allauth did, by the template that it would have shown or sent; it keeps silent of the rest.
ACCOUNT_MESSAGES = {
    "mfa/messages/totp_activated.txt": _("The second step is on."),
    "mfa/messages/totp_deactivated.txt": _("The second step is off."),
    "socialaccount/messages/account_connected.txt": _("From now on you can come in by %(name)s."),
    "socialaccount/messages/account_connected_updated.txt": _("You could already come in by %(name)s."),
    "socialaccount/messages/account_connected_other.txt": _(
        "This identity of %(name)s opens another account here already: nothing was changed."
    ),
    "socialaccount/messages/account_disconnected.txt": _("%(name)s does not open your account any more."),
}
ACCOUNT_NOTICES = {
    "password": _("The password of your Entregent account was changed."),
    "mfa/email/totp_activated": _("The second step of your Entregent account was turned on."),
    "mfa/email/totp_deactivated": _("The second step of your Entregent account was turned off."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your Entregent account."),
    "socialaccount/email/account_connected": _("Your Entregent account can now be opened by {name}."),
    "socialaccount/email/account_disconnected": _("Your Entregent account cannot be opened by {name} any more."),
}


def wait_sentence(wait: timedelta) -> str:
    """Say that something was tried too often, and when it may be tried again; nothing about what was right or wrong."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    return ngettext(
        "Too many tries. Wait a minute, then try again; nothing is lost.",
        "Too many tries. Wait %(minutes)d minutes, then try again; nothing is lost.",
        minutes,
    ) % {"minutes": minutes}


def refusal(error: EntregentError) -> str:
    """Say why an action was refused, in the reader's language."""
    return str(REFUSALS[type(error)])
