"""One tree of errors. An error carries data; the edge (page, command, API) chooses the words."""


class EntregentError(Exception):
    """Root of everything Entregent raises on purpose."""
