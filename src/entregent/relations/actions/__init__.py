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
from entregent.relations.actions.hand_over import (
    forget_hand_over,
    pass_relations,
    prepare_hand_over,
    review_letter,
    take_hand_over_back,
)
from entregent.relations.actions.ideas import decide_idea, receive_idea, remove_idea, tell_author, untell_author
from entregent.relations.actions.letters import NobodyKnownError, Noted, note_letter
from entregent.relations.actions.outside import (
    choose_weekly,
    close_calendar,
    open_calendar,
    send_weekly_letters,
    wants_weekly,
)
from entregent.relations.actions.promises import keep_promise, make_promise, release_promise, reopen_promise
from entregent.relations.actions.put_off import put_off, take_up_again
from entregent.relations.actions.rhythm import set_budget, set_cadence, set_tag_cadence
from entregent.relations.actions.ties import (
    ask_introduction,
    end_introduction,
    know_contact,
    know_no_more,
    remove_value,
    reopen_introduction,
    share_value,
)

__all__ = [
    "Asked",
    "NobodyKnownError",
    "Noted",
    "answer_ask",
    "ask_introduction",
    "choose_weekly",
    "close_ask",
    "close_calendar",
    "decide_idea",
    "end_introduction",
    "follow_up_ask",
    "forget_hand_over",
    "keep_promise",
    "know_contact",
    "know_no_more",
    "make_ask",
    "make_promise",
    "note_exchange",
    "note_letter",
    "open_calendar",
    "pass_relations",
    "prepare_hand_over",
    "put_exchange_back",
    "put_off",
    "receive_idea",
    "release_promise",
    "remove_ask",
    "remove_exchange",
    "remove_idea",
    "remove_value",
    "reopen_ask",
    "reopen_introduction",
    "reopen_promise",
    "review_letter",
    "send_weekly_letters",
    "set_budget",
    "set_cadence",
    "set_tag_cadence",
    "share_value",
    "take_back_answer",
    "take_back_follow_up",
    "take_hand_over_back",
    "take_up_again",
    "tell_author",
    "untell_author",
    "wants_weekly",
]
