from entregent.core.errors import EntregentError


class InvalidFactError(EntregentError):
    """The value cannot be one of its kind: an e-mail address without @, a telephone number without digits."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ChangedMeanwhileError(EntregentError):
    """Somebody else changed the contact since it was read: nothing of theirs is written over."""
