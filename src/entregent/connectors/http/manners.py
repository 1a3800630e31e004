"""How hosts are treated: few requests at once, a pause between two, whatever the number of sources they hold."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

LONGEST_PAUSE = 10.0  # seconds; robots.txt may ask for more: a reading would not end, so that we read less instead


@dataclass(frozen=True, slots=True)
class Manners:
    """What each host is spared. at_once: requests under way; pause: seconds from the start of one to the start of the next."""

    at_once: int = 2
    pause: float = 0.2


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    free_at: float = 0.0
    pause: float = 0.0


@dataclass(slots=True)
class Politeness:
    """Who may knock at which door, and when. Of one event loop."""

    manners: Manners
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def slow_down(self, host: str, pause: float) -> None:
        """Leave at least this many seconds between two requests, as the host asks; up to LONGEST_PAUSE."""
        known = self._host(host)
        known.pause = max(known.pause, min(pause, LONGEST_PAUSE))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for our turn with this host, and keep it until the request is over."""
        known = self._host(host)
        async with known.places:
            now = asyncio.get_running_loop().time()
            begins = max(now, known.free_at)
            known.free_at = begins + known.pause
            if begins > now:
                await asyncio.sleep(begins - now)
            yield

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            self._hosts[name] = _Host(asyncio.Semaphore(self.manners.at_once), pause=self.manners.pause)
        return self._hosts[name]
