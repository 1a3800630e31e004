"""Writes: accounts, workspaces and what they say of themselves, members, invitations, log-in links."""

from entregent.accounts.actions.invitations import accept, find_invitation, invite, withdraw
from entregent.accounts.actions.links import make_login_link, use_login_link
from entregent.accounts.actions.members import change_role, end_absence, join_workspace, leave, note_absence, remove
from entregent.accounts.actions.names import (
    add_official_account,
    remove_official_account,
    set_known_names,
)
from entregent.accounts.actions.opening import open_first_account, open_workspace
from entregent.accounts.actions.settings import add_closure, change_hours, change_workspace, remove_closure

__all__ = [
    "accept",
    "add_closure",
    "add_official_account",
    "change_hours",
    "change_role",
    "change_workspace",
    "end_absence",
    "find_invitation",
    "invite",
    "join_workspace",
    "leave",
    "make_login_link",
    "note_absence",
    "open_first_account",
    "open_workspace",
    "remove",
    "remove_closure",
    "remove_official_account",
    "set_known_names",
    "use_login_link",
    "withdraw",
]
