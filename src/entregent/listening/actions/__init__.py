"""Writes: follow and leave sources, read them, keep their posts."""

from entregent.listening.actions.answer_hub import Intent, answer_hub
from entregent.listening.actions.follow import InvalidAddressError, follow, unfollow
from entregent.listening.actions.pushes import Reception, is_awaited, keep_pushes, take_push
from entregent.listening.actions.read import SourceRead, read_due_sources, read_sources
from entregent.listening.actions.record import record_failure, record_result
from entregent.listening.actions.subscribe import tend_subscriptions

__all__ = [
    "Intent",
    "InvalidAddressError",
    "Reception",
    "SourceRead",
    "answer_hub",
    "follow",
    "is_awaited",
    "keep_pushes",
    "read_due_sources",
    "read_sources",
    "record_failure",
    "record_result",
    "take_push",
    "tend_subscriptions",
    "unfollow",
]
