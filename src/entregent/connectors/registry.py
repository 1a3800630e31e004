"""Which connectors are installed: ours and those of any package that declares the entry point."""

from functools import cache
from importlib.metadata import entry_points

from entregent.connectors.contract import Connector

GROUP = "entregent.connectors"


@cache
def connector(kind: str) -> Connector:
    """Return the connector of that kind. Raises LookupError when none is installed."""
    for entry in entry_points(group=GROUP, name=kind):
        made: Connector = entry.load()()
        return made
    raise LookupError(kind)
