from entregent.core.errors import EntregentError


class IncompleteError(EntregentError):
    """The organisation has not said who it is, where it is written to, and what the file is for."""


class AlreadyAnsweredError(EntregentError):
    """Somebody answered the request meanwhile: nothing is done twice."""


class NeedsWordsError(EntregentError):
    """A reason, or an answer, is missing."""


class CannotTellError(EntregentError):
    """No mail server, or no e-mail address of theirs: they are told in another way, and it is noted."""


class LetterBlockedError(EntregentError):
    """A rule blocks the letter, as it is worded. codes: of the rules that do."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(*codes)
        self.codes = codes


class AskingError(EntregentError):
    """What the file is for, as it is worded, asks something of whoever is told: a notice may not."""


class RefusedTopicError(EntregentError):
    """They asked to hear no more about this topic: an owner lifts that, with a reason."""


class AlreadyErasedError(EntregentError):
    """Somebody who is no more: they were erased meanwhile, and nothing is done twice."""


class OnItsWayError(EntregentError):
    """A letter to them is being handed to the mail server just now: nothing was erased; try again in a minute."""
