"""Feeds out of an OPML file, well-formed or not."""

from pathlib import Path

from entregent.connectors.opml import NotOpmlError, Outline, outlines

__all__ = ["NotOpmlError", "Outline", "read_opml"]


def read_opml(path: Path) -> list[Outline]:
    """Return the feeds of the file, in order, each address once. Raises NotOpmlError, OSError."""
    return outlines(path.read_bytes())
