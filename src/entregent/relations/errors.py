from datetime import datetime

from entregent.core.errors import EntregentError


class TooFarAheadError(EntregentError):
    """An exchange is planned further ahead than anybody plans."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at.isoformat())
        self.at = at
