"""The names a team wants to know, and the accounts where it speaks itself."""

from collections.abc import Iterable

from django.db import transaction

from entregent.accounts.models import KnownName, OfficialAccount, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record

MOST_NAMES = 100


@transaction.atomic
def set_known_names(workspace: Workspace, *, kind: str, names: Iterable[str], by: Actor) -> list[str]:
    """Keep these names of a kind (KnownName.Kind), in this order, and no other; return them.

    Names are trimmed, said once whatever their case, 120 characters at most, a hundred at most. Raises NotAllowedError.
    """
    require(by, workspace, Permission.SETTINGS)
    wanted = list({name.casefold(): name for name in (" ".join(one.split())[:120] for one in names) if name}.values())
    wanted = wanted[:MOST_NAMES]
    kept = workspace.known_names.filter(kind=kind)
    if [name.text for name in kept] != wanted:
        kept.delete()
        KnownName.objects.bulk_create([KnownName(workspace=workspace, kind=kind, text=text) for text in wanted])
        record("accounts.names_changed", by=by, workspace=workspace, kind=kind, changed=", ".join(wanted) or "–")
    return wanted


@transaction.atomic
def add_official_account(workspace: Workspace, *, network: str, address: str, by: Actor) -> OfficialAccount:
    """Add a place where the organisation speaks; one that is there already is left as it is. Raises NotAllowedError."""
    require(by, workspace, Permission.SETTINGS)
    account, created = OfficialAccount.objects.get_or_create(
        workspace=workspace, network=network, address=address.strip()[:300]
    )
    if created:
        record("accounts.official_account_added", by=by, workspace=workspace, about=account, network=network)
    return account


@transaction.atomic
def remove_official_account(account: OfficialAccount, *, by: Actor) -> None:
    """Take a place out of the list. Raises NotAllowedError."""
    require(by, account.workspace, Permission.SETTINGS)
    record(
        "accounts.official_account_removed", by=by, workspace=account.workspace, about=account, network=account.network
    )
    account.delete()
