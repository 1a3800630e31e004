"""Writes: an exchange is noted, a promise made and kept, something asked and answered, a cadence set."""

from entregent.relations.actions.asks import (
    Asked,
    answer_ask,
    close_ask,
    follow_up_ask,
    make_ask,
    remove_ask,
    reopen_ask,
    take_back_answer,
    take_back_follow_up,
)
from entregent.relations.actions.exchanges import note_exchange, put_exchange_back, remove_exchange
from entregent.relations.actions.promises import keep_promise, make_promise, release_promise, reopen_promise
from entregent.relations.actions.rhythm import set_cadence, set_tag_cadence

__all__ = [
    "Asked",
    "answer_ask",
    "close_ask",
    "follow_up_ask",
    "keep_promise",
    "make_ask",
    "make_promise",
    "note_exchange",
    "put_exchange_back",
    "release_promise",
    "remove_ask",
    "remove_exchange",
    "reopen_ask",
    "reopen_promise",
    "set_cadence",
    "set_tag_cadence",
    "take_back_answer",
    "take_back_follow_up",
]
