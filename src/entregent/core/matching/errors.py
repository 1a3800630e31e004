"""What is wrong with a watch that cannot be read."""

from typing import Literal

from entregent.core.errors import EntregentError

Problem = Literal[
    "empty", "open quote", "open bracket", "closed bracket", "missing term", "empty phrase", "bare star", "star inside",
    "tilde inside", "too deep", "too long", "missing value", "unknown language", "unknown region", "steps", "near side",
]  # fmt: skip


class WatchSyntaxError(EntregentError):
    """The watch cannot be read. `problem` names what, `position` says at which character (0-based).

    mend: the watch as it was probably meant, which can be read; None when nothing obvious would do.
    """

    def __init__(self, problem: Problem, position: int, mend: str | None = None) -> None:
        super().__init__(f"{problem} at character {position + 1}")
        self.problem: Problem = problem
        self.position = position
        self.mend = mend
