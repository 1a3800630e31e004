"""Rows: relations and cadences, exchanges, promises, asks."""

from entregent.relations.models.asks import ANSWERS, Ask, FollowUp
from entregent.relations.models.exchanges import MANNERS, SIDES, Exchange
from entregent.relations.models.promises import Promise
from entregent.relations.models.relations import Relation, TagCadence

__all__ = ["ANSWERS", "MANNERS", "SIDES", "Ask", "Exchange", "FollowUp", "Promise", "Relation", "TagCadence"]
