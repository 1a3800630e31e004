"""Opening: the installation's first account, a workspace."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import slugify

from entregent.accounts.actions.members import join_workspace
from entregent.accounts.errors import AlreadyOpenError
from entregent.accounts.models import Role, User, Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.accounts.selectors import needs_first_account
from entregent.history.actions import record


@transaction.atomic
def open_workspace(name: str, *, owner: User | None, slug: str = "") -> Workspace:
    """Create a workspace with its first owner; the address is made from the name when none is given.

    owner: None for what the command line gathers before anybody has an account; the first account joins it.
    """
    wanted = slugify(slug or name)[:50] or "workspace"
    free, number = wanted, 1
    while Workspace.objects.filter(slug=free).exists():
        number += 1
        free = f"{wanted}-{number}"
    workspace = Workspace.objects.create(slug=free, name=name)
    record("accounts.workspace_opened", by=owner or SYSTEM, workspace=workspace, about=workspace)
    if owner is not None:
        join_workspace(workspace, user=owner, role=Role.OWNER)
    return workspace


@transaction.atomic
def open_first_account(*, name: str, email: str, password: str, workspace: str) -> User:
    """Make the first account of an installation and its workspace; what the command line gathered before joins it.

    Raises AlreadyOpenError when somebody was quicker.
    """
    # Two who come at once: one waits, then finds an account. No account is there to be locked; its content type always is.
    list(ContentType.objects.select_for_update().filter(app_label="accounts", model="user"))
    if not needs_first_account():
        raise AlreadyOpenError
    owner = User.objects.create_user(email, name=name, password=password)
    for gathered in Workspace.objects.filter(memberships=None):
        join_workspace(gathered, user=owner, role=Role.OWNER)
    open_workspace(workspace, owner=owner)
    return owner
