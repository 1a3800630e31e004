"""Writes: an exchange is noted, a promise made and kept, a cadence set."""

from entregent.relations.actions.exchanges import note_exchange, put_exchange_back, remove_exchange
from entregent.relations.actions.promises import keep_promise, make_promise, release_promise, reopen_promise
from entregent.relations.actions.rhythm import set_cadence, set_tag_cadence

__all__ = [
    "keep_promise",
    "make_promise",
    "note_exchange",
    "put_exchange_back",
    "release_promise",
    "remove_exchange",
    "reopen_promise",
    "set_cadence",
    "set_tag_cadence",
]
