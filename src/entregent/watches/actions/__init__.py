"""Writes: watches come, change and go; posts are matched against them."""

from entregent.watches.actions.matching import keep_catches, match_all_watches, match_watch
from entregent.watches.actions.watches import change_watch, keep_watch, remove_watch, restore_watch

__all__ = [
    "change_watch",
    "keep_catches",
    "keep_watch",
    "match_all_watches",
    "match_watch",
    "remove_watch",
    "restore_watch",
]
