"""What can be refused."""

from entregent.core.errors import EntregentError


class TakenMeanwhileError(EntregentError):
    """Somebody else has it by now. `name`: who."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BadAddressError(EntregentError):
    """Nothing of the Web stands at such an address. `address`: as it was given."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class NothingToUndoError(EntregentError):
    """Something else was done since, or it was undone already."""
