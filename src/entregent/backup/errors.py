"""What stops a backup, a restoration, a move."""

from entregent.core.errors import EntregentError


class BackupError(EntregentError):
    """Something was asked that cannot be done; nothing was changed. `problem` names why, `detail` what about."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail
