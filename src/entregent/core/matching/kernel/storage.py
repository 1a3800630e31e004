"""A compiled set in a file, to be mapped into the memory of several processes.

A line of JSON (what it is, of which watches, with which checksum, where its arrays are), then the arrays, aligned.
"""

import hashlib
import json
import mmap
import unicodedata
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np

from entregent.core.matching.kernel.segment import Segment, Watched
from entregent.core.matching.kernel.sources import source_stamp
from entregent.core.matching.kernel.tables import Tables, frozen
from entregent.core.matching.query import Is

ALIGNED = 64
HEAD = 4096  # the line of JSON is padded to a multiple of this
KINDS = {"ints": np.int32, "longs": np.uint64, "at": np.int64, "ids": np.int64}


def signature(watches: Mapping[int, Watched]) -> str:
    """What the watches are, in short: equal watches in equal order have the same."""
    digest = hashlib.blake2b(digest_size=16)
    for watch, query in watches.items():
        digest.update(f"{watch}\0{query}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def write(segment: Segment, watches: Mapping[int, Watched], file: BinaryIO) -> None:
    """Write what was compiled of the watches. The caller renames the file into place, so that nobody maps half of it."""
    arrays = {**segment.tables._asdict(), "ids": segment.ids}
    places: dict[str, tuple[int, int]] = {}
    content = bytearray()
    for name, array in arrays.items():
        content.extend(bytes(-len(content) % ALIGNED))
        places[name] = (len(content), len(array))
        content.extend(np.ascontiguousarray(array).tobytes())
    head = {
        **_made_by(),
        "watches": signature(watches),
        "checksum": hashlib.blake2b(content, digest_size=16).hexdigest(),
        "places": places,
        "leaves": [(leaf.field, leaf.value) for leaf in segment.leaves],
    }
    line = json.dumps(head).encode() + b"\n"
    file.write(line + bytes(-len(line) % HEAD))
    file.write(content)


def read(file: BinaryIO, watches: Mapping[int, Watched]) -> Segment | None:
    """Map what was written; None when it is of other watches, other tables or another Unicode, or damaged."""
    try:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        end = mapped.find(b"\n") + 1
        head: dict[str, Any] = json.loads(mapped[:end])
        if head["watches"] != signature(watches) or any(head[key] != value for key, value in _made_by().items()):
            return None
        start = end + -end % HEAD
        with memoryview(mapped) as whole, whole[start:] as content:
            if hashlib.blake2b(content, digest_size=16).hexdigest() != head["checksum"]:
                return None
        arrays = {
            name: np.frombuffer(mapped, kind, head["places"][name][1], start + head["places"][name][0])
            for name, kind in KINDS.items()
        }
        leaves = [Is(field, value) for field, value in head["leaves"]]
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    tables = frozen(Tables(arrays["ints"], arrays["longs"], arrays["at"]))
    return Segment(arrays["ids"], tables, leaves)


def _made_by() -> dict[str, Any]:
    return {"format": 1, "sources": source_stamp(), "unicode": unicodedata.unidata_version}
