"""Writes: follow and leave sources, read them, keep their posts."""

from entregent.listening.actions.answer_hub import Intent, answer_hub
from entregent.listening.actions.follow import InvalidAddressError, follow, unfollow
from entregent.listening.actions.forget import forget_posts
from entregent.listening.actions.imports import (
    NothingChosenError,
    TooLargeError,
    TooManyLinesError,
    choose,
    confirm_import,
    forget_import,
    open_import,
    read_by_columns,
    undo_import,
)
from entregent.listening.actions.live_list import close_live_list, open_live_list
from entregent.listening.actions.pushes import Reception, is_awaited, keep_pushes, take_push
from entregent.listening.actions.read import SourceRead, read_due_sources, read_sources
from entregent.listening.actions.record import record_failure, record_result
from entregent.listening.actions.subscribe import tend_subscriptions
from entregent.listening.actions.tend import (
    UnknownRegionError,
    ask_reading,
    declare_region,
    leave_sources,
    take_back,
)
from entregent.listening.actions.wishes import UnknownWishError, wish_full_text

__all__ = [
    "Intent",
    "InvalidAddressError",
    "NothingChosenError",
    "Reception",
    "SourceRead",
    "TooLargeError",
    "TooManyLinesError",
    "UnknownRegionError",
    "UnknownWishError",
    "answer_hub",
    "ask_reading",
    "choose",
    "close_live_list",
    "confirm_import",
    "declare_region",
    "follow",
    "forget_import",
    "forget_posts",
    "is_awaited",
    "keep_pushes",
    "leave_sources",
    "open_import",
    "open_live_list",
    "read_by_columns",
    "read_due_sources",
    "read_sources",
    "record_failure",
    "record_result",
    "take_back",
    "take_push",
    "tend_subscriptions",
    "undo_import",
    "unfollow",
    "wish_full_text",
]
