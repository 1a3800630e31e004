"""Why a message does not leave."""

from entregent.core.errors import EntregentError


class BlockedError(EntregentError):
    """A rule blocks it, and nobody wrote why it should leave all the same."""


class NoAddressError(EntregentError):
    """No address of theirs is known, or the one given is none of theirs."""


class NotADraftError(EntregentError):
    """It waits or has left already, since somebody was faster, or pressed twice; or it is owed by law, and stays as it is."""


class ChangedElsewhereError(EntregentError):
    """Another window kept something else meanwhile."""


class EmptyError(EntregentError):
    """Nothing is written. part: "subject" or "text"."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NotLiftedError(EntregentError):
    """This rule is not lifted for a message."""


class ReasonTooShortError(EntregentError):
    """A block is lifted by a sentence, not by a word."""


class NotChangeableError(EntregentError):
    """What people asked for is not switched off for a workspace."""
