"""Reads: the watches of a workspace, what they caught or would catch, and whether that is much."""

from entregent.watches.selectors.trial import DAYS, Trial, try_watch
from entregent.watches.selectors.volume import Movement, watch_movement, workspace_movement
from entregent.watches.selectors.watches import (
    busiest_watch,
    catches_heard,
    kept_watches,
    mentions_by_week,
    mentions_heard,
    unwatched_names,
    with_catches,
)

__all__ = [
    "DAYS",
    "Movement",
    "Trial",
    "busiest_watch",
    "catches_heard",
    "kept_watches",
    "mentions_by_week",
    "mentions_heard",
    "try_watch",
    "unwatched_names",
    "watch_movement",
    "with_catches",
    "workspace_movement",
]
