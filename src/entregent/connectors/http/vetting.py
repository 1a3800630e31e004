"""Which addresses may be connected to.

The check is made on the address of each connection, after resolution and for each redirect, inside aiohttp's connector: names
that point inwards, literal addresses in any spelling and names that change their answer between two look-ups are all refused.
"""

import ipaddress
import socket
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult

GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # RFC 4291: all that is given out on the Internet
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
NOT_ROUTED = (
    ipaddress.ip_network("3fff::/20"),  # RFC 9637: documentation
    ipaddress.ip_network("2001:db8::/32"),
    ipaddress.ip_network("192.88.99.0/24"),  # RFC 7526: relays of 6to4, given up
)
ISATAP = {0x00005EFE, 0x02005EFE}  # RFC 5214: before the IPv4 address of a machine inside a site

Allowed = frozenset[tuple[str, int]]  # exact (address, port) pairs that may be reached although they are not public


class PrivateAddressError(OSError):
    """The name resolves to addresses that are not public."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is not a public address")
        self.host = host


def is_public(address: str) -> bool:
    """Tell whether an address (IPv4 or IPv6, as text) is a unicast address of the public Internet."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if int(ip) >> 32 & 0xFFFFFFFF in ISATAP:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is None and ip not in GLOBAL_UNICAST:
            return False
        ip = inner or ip
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in NOT_ROUTED)


class VettingConnector(aiohttp.TCPConnector):
    """A connector that connects to public addresses and to those of the allow-list, nothing else."""

    def __init__(self, *, allowed: Allowed, **options: Any) -> None:
        super().__init__(**options)
        self._vetted_exceptions = allowed

    async def _resolve_host(self, host: str, port: int, traces: Any = None) -> list[ResolveResult]:
        # aiohttp skips custom resolvers for literal addresses: this method sees both.
        name = host.rstrip(".").lower()
        if name == "localhost" or name.endswith(
            ".localhost"
        ):  # RFC 6761: always this machine, never asked of the network
            found = [_loopback(host, port)]
        else:
            found = await super()._resolve_host(host, port, traces)
        vetted = [one for one in found if is_public(one["host"]) or (one["host"], port) in self._vetted_exceptions]
        if not vetted:
            raise PrivateAddressError(host)
        return vetted


def _loopback(host: str, port: int) -> ResolveResult:
    return {
        "hostname": host,
        "host": "127.0.0.1",
        "port": port,
        "family": socket.AF_INET,
        "proto": 0,
        "flags": socket.AI_NUMERICHOST,
    }
