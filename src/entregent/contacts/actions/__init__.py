"""Writes: contacts come, change, are put away and come back; facts are noted and end; somebody is left in peace."""

from entregent.contacts.actions.contacts import Identity, address_as, change_contact, keep_contact, put_away, take_back
from entregent.contacts.actions.facts import end_fact, note_fact, put_fact_back
from entregent.contacts.actions.imports import confirm_import, judge_people, open_import, undo_import
from entregent.contacts.actions.merging import after_joining, merge_contacts, not_the_same, split_contact, undo_merge
from entregent.contacts.actions.peace import leave_in_peace, lift_peace
from entregent.contacts.actions.words import forget_words

__all__ = [
    "Identity",
    "address_as",
    "after_joining",
    "change_contact",
    "confirm_import",
    "end_fact",
    "forget_words",
    "judge_people",
    "keep_contact",
    "leave_in_peace",
    "lift_peace",
    "merge_contacts",
    "not_the_same",
    "note_fact",
    "open_import",
    "put_away",
    "put_fact_back",
    "split_contact",
    "take_back",
    "undo_import",
    "undo_merge",
]
