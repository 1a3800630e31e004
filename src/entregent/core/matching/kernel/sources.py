"""What the compiled code was made from. numba's cache looks at the file of the outermost function alone."""

import zlib
from importlib import resources

COMPILED = (
    "machine",
    "compounds",
    "rows",
    "terms",
    "finding",
    "watching",
    "engine",
    "folding",
    "hashing",
    "programs",
    "places",
)


def source_stamp() -> int:
    """A number that changes with the sources that are compiled."""
    folder = resources.files("entregent.core.matching.kernel")
    return zlib.crc32(b"".join(folder.joinpath(f"{name}.py").read_bytes() for name in COMPILED))
