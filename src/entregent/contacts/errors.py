from entregent.core.errors import EntregentError
from entregent.core.etiquette import Finding


class InvalidFactError(EntregentError):
    """The value cannot be one of its kind: an e-mail address without @, a telephone number without digits."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class DossierError(EntregentError):
    """What is written judges somebody, or tells what is sensitive of them: nothing was kept. field: the name of the text.

    Its own text holds no word of what was written: it may end in a log.
    """

    def __init__(self, field: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{field}: {', '.join(sorted({one.code for one in findings}))}")
        self.field = field
        self.findings = findings


class ChangedMeanwhileError(EntregentError):
    """Somebody else changed the contact since it was read: nothing of theirs is written over."""


class MergedSinceError(EntregentError):
    """The file that was kept went into another itself: that comes first."""


class NothingToReadError(EntregentError):
    """The file is empty, or no list: a picture, a program, an archive."""


class TooLargeError(EntregentError):
    """The file is larger than we read."""


class TooManyLinesError(EntregentError):
    """The list has more lines than we read."""


class TooManyColumnsError(EntregentError):
    """The table has more columns than we read."""


class NothingChosenError(EntregentError):
    """No line of the list is to be taken."""
