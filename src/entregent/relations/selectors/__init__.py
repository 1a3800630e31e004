"""Reads: what passed with a contact, what was asked of them, and what is owed in a workspace."""

from entregent.relations.asking import BUDGET, asking_of
from entregent.relations.rhythm import cadence_of, relation_of, touch_of
from entregent.relations.selectors.duties import Duty, DutyKind, duties
from entregent.relations.selectors.files import asks_of, exchanges_of, promises_of, state_of

__all__ = [
    "BUDGET",
    "Duty",
    "DutyKind",
    "asking_of",
    "asks_of",
    "cadence_of",
    "duties",
    "exchanges_of",
    "promises_of",
    "relation_of",
    "state_of",
    "touch_of",
]
