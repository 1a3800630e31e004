"""What can be refused."""

from entregent.core.errors import EntregentError


class TakenMeanwhileError(EntregentError):
    """Somebody else has it by now. `name`: who."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NothingToUndoError(EntregentError):
    """Something else was done since, or it was undone already."""
