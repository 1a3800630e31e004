"""The life of a relation, told from what happened in it: how far it has come, its phase, when a word is due, what may be asked.

Pure functions of recorded exchanges and of the moment. Nothing here rates a person: a stage is of the relation, and each step names
the sign that moved it.
"""

from entregent.core.lifecycle.asks import (
    MOST_FOLLOW_UPS,
    Answer,
    Ask,
    Asking,
    Budget,
    FollowUp,
    Next,
    NextKind,
    Refusal,
    follow_up,
    may_ask,
    next_step,
)
from entregent.core.lifecycle.cadence import Cadence, Silence, Touch, choose_cadence, touch
from entregent.core.lifecycle.exchanges import UNREAL, Exchange, Manner, Side, last_real, last_sign
from entregent.core.lifecycle.ideas import IdeaNext, IdeaStep, Verdict, idea_next
from entregent.core.lifecycle.moments import UnreadableMomentError, read_moment
from entregent.core.lifecycle.phase import Closing, Life, Phase, life
from entregent.core.lifecycle.promises import PromiseState, promise_state
from entregent.core.lifecycle.stages import Sign, SignKind, Stage, Step, stage_at, steps

__all__ = [
    "MOST_FOLLOW_UPS",
    "UNREAL",
    "Answer",
    "Ask",
    "Asking",
    "Budget",
    "Cadence",
    "Closing",
    "Exchange",
    "FollowUp",
    "IdeaNext",
    "IdeaStep",
    "Life",
    "Manner",
    "Next",
    "NextKind",
    "Phase",
    "PromiseState",
    "Refusal",
    "Side",
    "Sign",
    "SignKind",
    "Silence",
    "Stage",
    "Step",
    "Touch",
    "UnreadableMomentError",
    "Verdict",
    "choose_cadence",
    "follow_up",
    "idea_next",
    "last_real",
    "last_sign",
    "life",
    "may_ask",
    "next_step",
    "promise_state",
    "read_moment",
    "stage_at",
    "steps",
    "touch",
]
