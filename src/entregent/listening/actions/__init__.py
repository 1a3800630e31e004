"""Writes: follow and leave sources, read them, keep their posts."""

from entregent.listening.actions.follow import InvalidAddressError, follow, unfollow
from entregent.listening.actions.read import SourceRead, read_due_sources, read_sources
from entregent.listening.actions.record import record_failure, record_result

__all__ = [
    "InvalidAddressError",
    "SourceRead",
    "follow",
    "read_due_sources",
    "read_sources",
    "record_failure",
    "record_result",
    "unfollow",
]
