"""What can be refused to somebody who logs in."""

from entregent.core.errors import EntregentError


class LoginLinkError(EntregentError):
    """The link is unknown, used or expired: three cases that a stranger must not tell apart."""


class AlreadyOpenError(EntregentError):
    """The installation has its first account."""
