"""Roles, permissions and deeds, in words."""

from django.utils.translation import gettext_lazy as _

from entregent.accounts.models import OfficialAccount, Role
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
    Role.CONDUCTOR: _("Hands out tasks and keeps the rhythm: sources, watches, history, work in the background."),
    Role.MODERATOR: _("Watches and answers: sources, watches, history."),
    Role.WRITER: _("Writes: reads everything heard, keeps sources and watches."),
    Role.SPONSOR: _("A director who gives time: reads, and sees what was done."),
    Role.AGENCY: _("Somebody from the agency: reads, keeps sources and watches."),
    Role.READER: _("Reads, and changes nothing."),
}
NETWORK_NAMES = {
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
_ROLES = {"role": ROLE_NAMES, "before": ROLE_NAMES}
EVENTS = {
    "accounts.workspace_opened": Event(_("%(who)s opened the workspace “%(name)s”."), "plus"),
    "accounts.workspace_changed": Event(_("%(who)s changed the organisation’s settings: %(changed)s."), "settings"),
    "accounts.names_changed": Event(_("%(who)s changed the names to know: %(changed)s."), "settings"),
    "accounts.official_account_added": Event(_("%(who)s added the official account %(name)s."), "plus"),
    "accounts.official_account_removed": Event(_("%(who)s removed the official account %(name)s."), "trash"),
    "accounts.hours_changed": Event(_("%(who)s changed hours and deadlines: %(changed)s."), "settings"),
    "accounts.closure_added": Event(
        _("%(who)s noted that the team is closed from %(first)s to %(last)s: %(name)s."), "plus"
    ),
    "accounts.closure_removed": Event(_("%(who)s removed the closure “%(name)s”."), "trash"),
    "accounts.invited": Event(_("%(who)s invited %(name)s (%(role)s)."), "mail", _ROLES),
    "accounts.invitation_withdrawn": Event(_("%(who)s withdrew the invitation of %(name)s."), "trash"),
    "accounts.joined": Event(_("%(name)s joined the workspace (%(role)s)."), "plus", _ROLES),
    "accounts.role_changed": Event(
        _("%(who)s changed the role of %(name)s: %(before)s, now %(role)s."), "settings", _ROLES
    ),
    "accounts.removed": Event(_("%(who)s removed %(name)s from the workspace."), "trash"),
    "accounts.left": Event(_("%(name)s left the workspace."), "logout"),
    "accounts.cover_named": Event(
        _("%(who)s named %(cover)s to stand in for %(name)s from %(first)s to %(last)s."), "settings"
    ),
    "accounts.cover_ended": Event(_("%(who)s noted that %(name)s is not away any more."), "settings"),
}
