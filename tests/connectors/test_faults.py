"""What broken and hostile servers do costs one sentence each: neither time, nor memory, nor a stack trace."""

import gzip
import resource
import subprocess
import sys
import time
import zlib

import pytest

from entregent.connectors.contract import SourceError, Trouble
from entregent.connectors.http import Http
from tests.connectors.faulty import bomb, misbehaving
from tests.loops import run
from tests.real.server import Answer, serving

MEMORY = 60_000_000  # bytes a reading may take above what it began with; a bomb is 300 MB


@pytest.fixture(scope="module")
def faulty():
    for encoding in (b"gzip", b"deflate", b"br"):
        bomb(encoding)
    with misbehaving() as served:
        yield served


def trouble(served, path: str) -> Trouble:
    with pytest.raises(SourceError) as caught:
        get(served, path, largest=1_000_000, patience=2.0)
    assert caught.value.retryable
    return caught.value.trouble


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/drip", Trouble.TIMEOUT),
        ("/reset", Trouble.BROKEN_ANSWER),
        ("/too-short", Trouble.BROKEN_ANSWER),
        ("/endless", Trouble.TOO_LARGE),
        ("/broken-chunks", Trouble.BROKEN_ANSWER),
        ("/endless-headers", Trouble.BROKEN_ANSWER),
        ("/endless-trailers", Trouble.BROKEN_ANSWER),
        ("/nothing", Trouble.UNREACHABLE),
        ("/not-http", Trouble.BROKEN_ANSWER),
        ("/not-gzip", Trouble.BROKEN_ANSWER),
        ("/gzip-bomb", Trouble.TOO_LARGE),
        ("/deflate-bomb", Trouble.TOO_LARGE),
        ("/brotli-bomb", Trouble.BROKEN_ANSWER),
        ("/silent", Trouble.TIMEOUT),
        ("/slow-headers", Trouble.TIMEOUT),
        ("/only-hints", Trouble.TIMEOUT),
        ("/cut-gzip", Trouble.BROKEN_ANSWER),
        ("/two-lengths", Trouble.BROKEN_ANSWER),
        ("/http-2", Trouble.BROKEN_ANSWER),
        ("/unknown-packing", Trouble.BROKEN_ANSWER),
    ],
)
def test_each_fault_has_a_name_within_the_time_allowed(faulty, path, expected):
    started = time.monotonic()
    assert trouble(faulty, path) == expected
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/gzip-bomb", Trouble.TOO_LARGE),
        ("/deflate-bomb", Trouble.TOO_LARGE),
        ("/endless", Trouble.TOO_LARGE),
        ("/endless-headers", Trouble.BROKEN_ANSWER),
        ("/endless-trailers", Trouble.BROKEN_ANSWER),
        ("/endless-size", Trouble.BROKEN_ANSWER),
    ],
)
def test_a_bomb_takes_no_memory(faulty, path, expected):
    """In a process of its own, as the peak of a process never comes down."""
    code = f"""
import asyncio, resource
from entregent.connectors.contract import SourceError
from entregent.connectors.http import Http
async def main():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with Http(user_agent="Entregent/test", allowed=frozenset({{("127.0.0.1", {faulty.port})}})) as http:
        try:
            await http.get({faulty.address(path)!r})
        except SourceError as error:
            print(error.trouble, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
asyncio.run(main())
"""
    said = subprocess.check_output([sys.executable, "-c", code], text=True).rsplit(" ", 1)
    assert said[0] == expected
    assert int(said[1]) * resource_unit() < MEMORY


def resource_unit() -> int:
    """Bytes in a unit of ru_maxrss: a KiB on Linux, a byte on macOS."""
    return 1 if sys.platform == "darwin" else 1024


def test_the_unit_of_memory_is_the_systems():
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * resource_unit() > 10_000_000


WORDS = b"Du compost, " * 20_000


def bare(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(WORDS)),
        ("X-GZip", gzip.compress(WORDS)),
        ("gzip", gzip.compress(WORDS[:1000]) + gzip.compress(WORDS[1000:])),
        ("gzip", gzip.compress(WORDS) + bytes(512)),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", bare(WORDS)),
        ("identity", WORDS),
        ("UTF-8", WORDS),
    ],
    ids=["gzip", "old name", "two members", "zeros behind", "deflate", "bare deflate", "identity", "by mistake"],
)
def test_what_comes_packed_is_unpacked_whole(encoding, packed):
    with serving({"/": Answer(packed, headers=(("Content-Encoding", encoding),))}) as served:
        assert get(served).body == WORDS


def get(served, path: str = "/", **options):
    async def once():
        async with Http(user_agent="Entregent/test", allowed=served.allowed, **options) as http:
            return await http.get(served.address(path))

    return run(once())
