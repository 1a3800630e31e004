"""What history refuses."""

from entregent.core.errors import EntregentError


class AppendOnlyError(EntregentError):
    """An entry is neither changed nor removed."""
