"""Finding what somebody names on the command line, or a sentence that says what there is."""

from entregent.accounts.models import Membership, Role, User, Workspace
from entregent.accounts.wording import ROLE_NAMES
from entregent.cli.errors import INPUT, stop
from entregent.cli.words import gettext as _


def known_workspace(slug: str) -> Workspace:
    """The workspace with this short name; the command ends when there is none."""
    found = Workspace.objects.filter(slug=slug.strip().lower()).first()
    if found is None:
        names = ", ".join(Workspace.objects.order_by("slug").values_list("slug", flat=True)) or "–"
        stop(_("There is no workspace “%(slug)s”. There are: %(names)s.") % {"slug": slug, "names": names}, INPUT)
    return found


def known_user(email: str) -> User:
    """The user with this address, whether the account is open or closed; the command ends when there is none."""
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        sentence = _("Nobody has the address %(email)s here. `entregent user add %(email)s` makes an account.")
        stop(sentence % {"email": email}, INPUT)
    return found


def known_role(name: str) -> Role:
    """The role with this code; the command ends when there is none."""
    code = name.strip().lower()
    if code not in Role.values:
        names = ", ".join(f"{role.value} ({ROLE_NAMES[role]})" for role in Role)
        stop(_("There is no role “%(role)s”. There are: %(names)s.") % {"role": name, "names": names}, INPUT)
    return Role(code)


def place_of(user: User, workspace: Workspace) -> Membership | None:
    """The user's place in a workspace, None where there is none."""
    return Membership.objects.filter(user=user, workspace=workspace).select_related("user", "workspace").first()
