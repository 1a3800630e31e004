"""A web server that does on purpose what broken ones do, byte by byte, on loopback."""

import contextlib
import gzip
import random
import socket
import socketserver
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial

import brotli

from tests.real.server import Served

BOMB = 300_000_000  # bytes that fit in 300 KB


def _drip(out: socket.socket) -> None:
    """A byte now and then, without end: never silent, never done."""
    out.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(200):
        out.sendall(b"x")
        time.sleep(0.05)


def _reset(out: socket.socket) -> None:
    """Half an answer, then the connection is thrown away."""
    out.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    out.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _too_short(out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nonly this")


def _endless(out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        out.sendall(b"x" * 65536)


def _broken_chunks(out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nnever")


def _endless_headers(out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        out.sendall(b"X-%d: %s\r\n" % (number, b"x" * 1000))


def _endless_trailers(out: socket.socket) -> None:
    """A body that is whole, and headers behind it without end."""
    out.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n")
    for number in range(100_000):
        out.sendall(b"X-%d: %s\r\n" % (number, b"x" * 1000))


def _endless_size(out: socket.socket) -> None:
    """A piece whose size is never said to its end."""
    out.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;")
    for _ in range(100_000):
        out.sendall(b"x" * 1000)


def _nothing(out: socket.socket) -> None:
    """The connection is closed without a word."""


def _not_http(out: socket.socket) -> None:
    out.sendall(b"220 mail.example ESMTP\r\n")


def _packed(encoding: bytes, content: bytes) -> Callable[[socket.socket], None]:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (encoding, len(content))
    return lambda out: out.sendall(head + content)


@cache
def bomb(encoding: bytes) -> Callable[[socket.socket], None]:
    """Made once, when it is first asked for, which takes seconds."""
    if encoding == b"br":
        return _packed(encoding, brotli.compress(bytes(BOMB), quality=1))
    window = 31 if encoding == b"gzip" else 15
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    zeros = bytes(1_000_000)
    return _packed(encoding, b"".join(packer.compress(zeros) for _ in range(BOMB // len(zeros))) + packer.flush())


def _silent(out: socket.socket) -> None:
    """The line is taken, and nothing said; until the other side has gone."""
    out.settimeout(30)
    out.recv(1)


def _slow_headers(out: socket.socket) -> None:
    """A header that never ends, a letter at a time."""
    out.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        out.sendall(b"x")
        time.sleep(0.05)


def _only_hints(out: socket.socket) -> None:
    """Says that an answer will come, again and again (RFC 8297); it does not."""
    for _ in range(200):
        out.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
        time.sleep(0.05)


def _cut_gzip(out: socket.socket) -> None:
    packed = gzip.compress(random.Random(1).randbytes(5000))[:2000]
    out.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed)


def _two_lengths(out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 400\r\n\r\nhere")


def _http_2(out: socket.socket) -> None:
    out.sendall(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + bytes(18))


def _throw(encoding: bytes, out: socket.socket) -> None:
    bomb(encoding)(out)


FAULTS: dict[str, Callable[[socket.socket], None]] = {
    "/drip": _drip,
    "/reset": _reset,
    "/too-short": _too_short,
    "/endless": _endless,
    "/broken-chunks": _broken_chunks,
    "/endless-headers": _endless_headers,
    "/endless-trailers": _endless_trailers,
    "/endless-size": _endless_size,
    "/nothing": _nothing,
    "/not-http": _not_http,
    "/not-gzip": _packed(b"gzip", b"this is plain"),
    "/gzip-bomb": partial(_throw, b"gzip"),  # made when asked for
    "/deflate-bomb": partial(_throw, b"deflate"),
    "/brotli-bomb": partial(_throw, b"br"),
    "/silent": _silent,
    "/slow-headers": _slow_headers,
    "/only-hints": _only_hints,
    "/cut-gzip": _cut_gzip,
    "/two-lengths": _two_lengths,
    "/http-2": _http_2,
    "/unknown-packing": _packed(b"zstd, gzip", b"?"),
}


@contextmanager
def misbehaving() -> Iterator[Served]:
    """Serve every fault by its path on a free loopback port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = self.request.recv(65536).split(b" ")
            with contextlib.suppress(OSError):
                FAULTS[asked[1].decode()](self.request)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
