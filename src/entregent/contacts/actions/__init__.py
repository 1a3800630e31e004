"""Writes: contacts come, change, are put away and come back; facts are noted and end; somebody is left in peace."""

from entregent.contacts.actions.contacts import Identity, change_contact, keep_contact, put_away, take_back
from entregent.contacts.actions.facts import end_fact, note_fact, put_fact_back
from entregent.contacts.actions.peace import leave_in_peace, lift_peace

__all__ = [
    "Identity",
    "change_contact",
    "end_fact",
    "keep_contact",
    "leave_in_peace",
    "lift_peace",
    "note_fact",
    "put_away",
    "put_fact_back",
    "take_back",
]
