"""Rows: relations and cadences, exchanges, promises, asks, ideas, and what was put off."""

from entregent.relations.models.asks import ANSWERS, Ask, AskBudget, FollowUp
from entregent.relations.models.exchanges import MANNERS, SIDES, Exchange
from entregent.relations.models.hand_over import HandOver, HandOverLetter
from entregent.relations.models.ideas import VERDICTS, Idea
from entregent.relations.models.outside import Calendar, WeeklyChoice, WeeklyLetter
from entregent.relations.models.promises import Promise
from entregent.relations.models.put_off import PutOff
from entregent.relations.models.relations import Relation, TagCadence
from entregent.relations.models.ties import Introduction, SharedValue

__all__ = [
    "ANSWERS",
    "MANNERS",
    "SIDES",
    "VERDICTS",
    "Ask",
    "AskBudget",
    "Calendar",
    "Exchange",
    "FollowUp",
    "HandOver",
    "HandOverLetter",
    "Idea",
    "Introduction",
    "Promise",
    "PutOff",
    "Relation",
    "SharedValue",
    "TagCadence",
    "WeeklyChoice",
    "WeeklyLetter",
]
