"""Writes: accounts, workspaces and what they say of themselves, members, invitations, log-in links."""

from entregent.accounts.actions.invitations import accept, find_invitation, invite, withdraw
from entregent.accounts.actions.links import (
    find_login_link,
    forget_dead_links,
    knows_browser,
    make_login_link,
    use_login_link,
)
from entregent.accounts.actions.members import (
    bring_back,
    change_role,
    end_absence,
    join_workspace,
    leave,
    note_absence,
    remove,
)
from entregent.accounts.actions.names import (
    add_official_account,
    remove_official_account,
    set_known_names,
)
from entregent.accounts.actions.opening import open_first_account, open_workspace
from entregent.accounts.actions.own_account import (
    change_own_account,
    change_password,
    end_other_sessions,
    open_invited_account,
)
from entregent.accounts.actions.settings import add_closure, change_hours, change_workspace, remove_closure
from entregent.accounts.actions.users import add_user, close_account, drop_second_step, reopen_account

__all__ = [
    "accept",
    "add_closure",
    "add_official_account",
    "add_user",
    "bring_back",
    "change_hours",
    "change_own_account",
    "change_password",
    "change_role",
    "change_workspace",
    "close_account",
    "drop_second_step",
    "end_absence",
    "end_other_sessions",
    "find_invitation",
    "find_login_link",
    "forget_dead_links",
    "invite",
    "join_workspace",
    "knows_browser",
    "leave",
    "make_login_link",
    "note_absence",
    "open_first_account",
    "open_invited_account",
    "open_workspace",
    "remove",
    "remove_closure",
    "remove_official_account",
    "reopen_account",
    "set_known_names",
    "use_login_link",
    "withdraw",
]
