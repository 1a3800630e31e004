"""Migrations in a fifth of the time: a changed model alone is made anew, not every model that has to do with it.

docs/decisions/0044-quick-migrations.md
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState

RELOAD = ProjectState.reload_model


@contextmanager
def quick_migrations() -> Iterator[None]:
    """Let migrations of this process run quickly. Not for two threads at once."""
    ProjectState.reload_model = _reload_alone  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        ProjectState.reload_model = RELOAD  # type: ignore[method-assign]


def _reload_alone(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """Make the classes of one model anew. What is marked as delayed, Django makes anew as a whole before Python runs on it."""
    if "apps" not in state.__dict__:
        return
    if f"{app_label}.{model_name}" in _inherited(state):
        RELOAD(state, app_label, model_name, delay)
        return
    state.is_delayed = True
    state._reload({(app_label, model_name)})  # type: ignore[attr-defined]


def _inherited(state: ProjectState) -> set[str]:
    """Models whose tables others inherit: their children are made with them."""
    return {base.lower() for model in state.models.values() for base in model.bases if isinstance(base, str)}
