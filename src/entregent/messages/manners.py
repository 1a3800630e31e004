"""What a workspace makes of the rules: its sector, other weights; and what nobody may change, since it is somebody else's will."""

from collections.abc import Mapping

from entregent.accounts.models import Workspace
from entregent.core.etiquette import Profile, Sector
from entregent.messages.models import Manners, RuleChoice

# What somebody asked for, and what the law says of data and of paid posts: the same for every workspace.
FIRM = frozenset({"P101", "B103", "M102", "M106", "P102", "P103", "W104"})
# No reason lifts these for a message: peace is lifted on the file, by an owner; a third return is never decent (decision 0030).
NEVER_LIFTED = frozenset({"P101", "M102"})


def sector_of(workspace: Workspace) -> Sector | None:
    """Who the workspace speaks as, None where it did not say."""
    chosen = Manners.objects.filter(workspace=workspace).values_list("sector", flat=True).first()
    return Sector(chosen) if chosen else None


def profile_of(workspace: Workspace, waivers: Mapping[str, str] | None = None) -> Profile:
    """The weights of a workspace, and what the law lifts for one message."""
    choices = RuleChoice.objects.filter(workspace=workspace).exclude(code__in=FIRM)
    return Profile({one.code: one.severity() for one in choices}, waivers or {})
