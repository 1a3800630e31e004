"""Who answers for the file, as the team says it."""

from dataclasses import asdict, dataclass

from django.db import transaction

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record
from entregent.privacy.models import Controller


@dataclass(frozen=True, slots=True)
class Said:
    """What a controller says of itself; `models.Controller` has what each is."""

    name: str
    address: str
    email: str
    officer: str
    purpose: str
    months_kept: int
    is_automatic: bool
    client: str


@transaction.atomic
def set_controller(workspace: Workspace, said: Said, *, by: Actor) -> Controller:
    """Raises NotAllowedError."""
    require(by, workspace, Permission.PRIVACY)
    kept, _ = Controller.objects.get_or_create(workspace=workspace)
    before = {name: getattr(kept, name) for name in asdict(said)}
    if before != asdict(said):
        for name, value in asdict(said).items():
            setattr(kept, name, value)
        kept.save()
        changed = sorted(name for name, value in asdict(said).items() if value != before[name])
        record("privacy.controller", by=by, workspace=workspace, changed=changed)
    return kept
