"""No internet in tests: whatever leaves the loopback is refused, loudly."""

import ipaddress
import socket
from contextlib import suppress
from typing import Any

import pytest

# RFC 6761: these never exist, so that a test may ask for a host that is not there.
NEVER_FOUND = (".invalid",)
LOCAL_NAMES = frozenset({"", "localhost", socket.gethostname()})


class InternetRefused(RuntimeError):  # noqa: N818
    """A test tried to leave the machine. No OSError: our own code must not take it for a broken line."""


def is_loopback(host: str) -> bool:
    """Whether an address or a name surely means this machine."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host.lower() in LOCAL_NAMES


def refuse_internet(patch: pytest.MonkeyPatch) -> None:
    """Let connections and look-ups reach the loopback and Unix sockets only, in this process."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(self, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check(self, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host or ""
        if name.endswith(NEVER_FOUND):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if not (is_loopback(name) or _is_address(name)):
            raise InternetRefused(f"a test looked up {name}")
        return getaddrinfo(host, *arguments, **options)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)


def _check(connecting: socket.socket, address: Any) -> None:
    internet = connecting.family in {socket.AF_INET, socket.AF_INET6}
    if internet and not is_loopback(str(address[0])):
        raise InternetRefused(f"a test connected to {address[0]}")


def _is_address(host: str) -> bool:
    """A numeric address is translated without asking anyone; connecting to it is refused later."""
    try:
        with suppress(OSError):
            return bool(socket.inet_aton(host))  # the many spellings that the C library reads: 0x7f000001, 127.1
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
