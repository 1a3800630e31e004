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
from entregent.relations.actions.ideas import decide_idea, receive_idea, remove_idea, tell_author, untell_author
from entregent.relations.actions.letters import NobodyKnownError, Noted, note_letter
from entregent.relations.actions.promises import keep_promise, make_promise, release_promise, reopen_promise
from entregent.relations.actions.put_off import put_off, take_up_again
from entregent.relations.actions.rhythm import set_cadence, set_tag_cadence

__all__ = [
    "Asked",
    "NobodyKnownError",
    "Noted",
    "answer_ask",
    "close_ask",
    "decide_idea",
    "follow_up_ask",
    "keep_promise",
    "make_ask",
    "make_promise",
    "note_exchange",
    "note_letter",
    "put_exchange_back",
    "put_off",
    "receive_idea",
    "release_promise",
    "remove_ask",
    "remove_exchange",
    "remove_idea",
    "reopen_ask",
    "reopen_promise",
    "set_cadence",
    "set_tag_cadence",
    "take_back_answer",
    "take_back_follow_up",
    "take_up_again",
    "tell_author",
    "untell_author",
]
