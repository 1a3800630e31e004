from datetime import datetime

from entregent.core.errors import EntregentError
from entregent.core.lifecycle import Asking, FollowUp


class TooFarAheadError(EntregentError):
    """An exchange is planned further ahead than anybody plans."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at


class AskedEnoughError(EntregentError):
    """They were asked enough for now; a reason lets it be asked all the same."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(str(asking.refusal))
        self.asking = asking


class FollowedUpEnoughError(EntregentError):
    """Coming back to this ask, now or ever, is not decent."""

    def __init__(self, told: FollowUp) -> None:
        super().__init__(str(told.refusal))
        self.told = told


class LeftInPeaceError(EntregentError):
    """They asked to be left in peace: nothing is asked of them."""


class PastError(EntregentError):
    """A day that should lie ahead is past, or one that should be past lies ahead."""


class AheadError(EntregentError):
    """What is written, or noted as done, lies ahead: only what two people may make a date for can."""
