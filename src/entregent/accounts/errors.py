"""What can be refused to somebody who logs in or works in a workspace."""

from datetime import timedelta

from entregent.core.errors import EntregentError


class LoginLinkError(EntregentError):
    """The link is unknown, used or expired: three cases that a stranger must not tell apart."""


class AlreadyOpenError(EntregentError):
    """The installation has its first account."""


class TooManyTriesError(EntregentError):
    """Something was tried too often; `wait` says how long until it may be tried again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


class NotAllowedError(EntregentError):
    """Their role does not give this permission (`permission`, a member of permissions.Permission)."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


class LastOwnerError(EntregentError):
    """A workspace keeps at least one owner."""


class OwnersOnlyError(EntregentError):
    """Only an owner makes, changes or removes an owner."""


class AlreadyMemberError(EntregentError):
    """The person invited works there already."""


class InvitationError(EntregentError):
    """The invitation is unknown, withdrawn, expired or accepted."""


class WrongPersonError(EntregentError):
    """The invitation is for another address."""
