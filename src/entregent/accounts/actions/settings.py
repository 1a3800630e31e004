"""What a team says of itself: name, language, place, hours, deadlines, days closed."""

from datetime import date
from typing import Any

from django.db import transaction

from entregent.accounts.models import Closure, Workspace
from entregent.accounts.permissions import Actor, Permission, require
from entregent.history.actions import record

ABOUT = ("name", "language", "time_zone", "country")
HOURS = (
    "region", "school_zone", "work_days", "work_starts", "work_ends",
    "question_hours", "criticism_hours", "attack_hours",
)  # fmt: skip


@transaction.atomic
def change_workspace(workspace: Workspace, *, by: Actor, **values: Any) -> Workspace:
    """Change what the organisation is called and where it is (ABOUT); its address stays. Raises NotAllowedError."""
    if changed := _change(workspace, ABOUT, values, by):
        record("accounts.workspace_changed", by=by, workspace=workspace, changed=changed)
    return workspace


@transaction.atomic
def change_hours(workspace: Workspace, *, by: Actor, **values: Any) -> Workspace:
    """Change when the team works and how soon it answers (HOURS). Raises NotAllowedError."""
    if changed := _change(workspace, HOURS, values, by):
        record("accounts.hours_changed", by=by, workspace=workspace, changed=changed)
    return workspace


@transaction.atomic
def add_closure(workspace: Workspace, *, name: str, first_day: date, last_day: date, by: Actor) -> Closure:
    """Note days when the team does not work. Raises NotAllowedError; ValueError when the last comes before the first."""
    require(by, workspace, Permission.SETTINGS)
    if first_day > last_day:
        raise ValueError
    closure = Closure.objects.create(workspace=workspace, name=name[:120], first_day=first_day, last_day=last_day)
    said = {"first": first_day.isoformat(), "last": last_day.isoformat()}
    record("accounts.closure_added", by=by, workspace=workspace, about=closure, **said)
    return closure


@transaction.atomic
def remove_closure(closure: Closure, *, by: Actor) -> None:
    """Forget days that were noted. Raises NotAllowedError."""
    require(by, closure.workspace, Permission.SETTINGS)
    record("accounts.closure_removed", by=by, workspace=closure.workspace, about=closure)
    closure.delete()


def _change(workspace: Workspace, known: tuple[str, ...], values: dict[str, Any], by: Actor) -> list[str]:
    """Write those of the known values that differ; return their names."""
    require(by, workspace, Permission.SETTINGS)
    changed = [name for name in known if name in values and getattr(workspace, name) != values[name]]
    for name in changed:
        setattr(workspace, name, values[name])
    if changed:
        workspace.save(update_fields=changed)
    return changed
