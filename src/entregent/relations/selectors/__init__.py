"""Reads: what passed with a contact, what was asked of them, and what is owed in a workspace."""

from entregent.relations.asking import BUDGET, asking_of, budget_of
from entregent.relations.rhythm import cadence_of, relation_of, touch_of
from entregent.relations.selectors.duties import Duty, DutyKind, duties
from entregent.relations.selectors.files import File, asks_of, exchanges_of, ideas, ideas_of, promises_of, state_of
from entregent.relations.selectors.gestures import Gesture, kind_gesture
from entregent.relations.selectors.stages import funnel, stage_of
from entregent.relations.selectors.week import Done, done_since

__all__ = [
    "BUDGET",
    "Done",
    "Duty",
    "DutyKind",
    "File",
    "Gesture",
    "asking_of",
    "asks_of",
    "budget_of",
    "cadence_of",
    "done_since",
    "duties",
    "exchanges_of",
    "funnel",
    "ideas",
    "ideas_of",
    "kind_gesture",
    "promises_of",
    "relation_of",
    "stage_of",
    "state_of",
    "touch_of",
]
