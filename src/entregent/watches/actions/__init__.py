"""Writes: watches come, change and go; posts are matched against them; what is done with mentions."""

from entregent.watches.actions.handing import hands_on_at, tend_inboxes
from entregent.watches.actions.inbox import (
    Done,
    close,
    give,
    hand_on,
    let_go,
    mark_noise,
    note,
    note_answer,
    reopen,
    snooze,
    sort_as,
    take,
    undo,
    wake,
)
from entregent.watches.actions.letters import ask_for_letter, choice_of, choose_letters, stop_letters, tend_letters
from entregent.watches.actions.matching import keep_catches, match_all_watches, match_watch, match_watches
from entregent.watches.actions.watches import change_watch, keep_watch, remove_watch, restore_watch

__all__ = [
    "Done",
    "ask_for_letter",
    "change_watch",
    "choice_of",
    "choose_letters",
    "close",
    "give",
    "hand_on",
    "hands_on_at",
    "keep_catches",
    "keep_watch",
    "let_go",
    "mark_noise",
    "match_all_watches",
    "match_watch",
    "match_watches",
    "note",
    "note_answer",
    "remove_watch",
    "reopen",
    "restore_watch",
    "snooze",
    "sort_as",
    "stop_letters",
    "take",
    "tend_inboxes",
    "tend_letters",
    "undo",
    "wake",
]
