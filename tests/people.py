"""Alice owns, Bob helps, Charlie is a stranger from another workspace."""

from dataclasses import dataclass

from entregent.accounts.actions import join_workspace, open_workspace
from entregent.accounts.models import Role, User, Workspace

PASSWORD = "une phrase assez longue"


@dataclass(frozen=True, slots=True)
class People:
    alice: User
    bob: User
    charlie: User
    workspace: Workspace  # Alice's, where Bob helps as its conductor
    elsewhere: Workspace  # Charlie's


def make_people() -> People:
    alice, bob, charlie = (
        User.objects.create_user(f"{name.lower()}@example.org", name=name, password=PASSWORD)
        for name in ("Alice", "Bob", "Charlie")
    )
    workspace = open_workspace("Les Amis du tri", owner=alice)
    join_workspace(workspace, user=bob, role=Role.CONDUCTOR)
    return People(alice, bob, charlie, workspace, open_workspace("Ailleurs", owner=charlie))


def make_team(workspace: Workspace) -> dict[Role, User]:
    """One more member of the workspace for each role."""
    team = {role: User.objects.create_user(f"{role}@example.org", name=role.label, password=PASSWORD) for role in Role}
    for role, user in team.items():
        join_workspace(workspace, user=user, role=role)
    return team
