"""robots.txt as RFC 9309 has it: what a site lets us read of its pages, how slowly, and where its sitemaps are."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from entregent.connectors.contract import Answer, SourceError, Trouble

MOST = 512 * 1024  # bytes; RFC 9309 wants 500 KiB read at least
# "Unavailable" in the words of the RFC: the site has no rules, and all may be read. Other failures are "unreachable": nothing may.
NO_RULES = {Trouble.NOT_FOUND, Trouble.GONE, Trouble.FORBIDDEN, Trouble.BROKEN_ANSWER}


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules for one reader. `pause`: seconds the site asks for between two requests, 0 when it asks for none."""

    reader: str
    parsed: Protego

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.parsed.sitemaps)

    @property
    def pause(self) -> float:
        return float(self.parsed.crawl_delay(self.reader) or 0.0)

    def allow(self, address: str) -> bool:
        return bool(self.parsed.can_fetch(address, self.reader))


def read_rules(content: bytes, *, reader: str) -> RobotsRules:
    """Read a robots.txt; what makes no sense in it is no rule. reader: our name in it, such as "Entregent"."""
    return RobotsRules(reader, Protego.parse(content[:MOST].decode("utf-8", "replace")))


@dataclass(slots=True)
class Robots:
    """The rules of each site, asked for once as long as this lives."""

    reader: str
    get: Callable[[str], Awaitable[Answer]]
    _known: dict[str, RobotsRules | SourceError] = field(default_factory=dict)

    async def rules(self, address: str) -> RobotsRules:
        """Return the rules of the site that holds the address. Raises SourceError when it cannot say: then nothing may be read."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            self._known[site] = await self._ask(site)
        known = self._known[site]
        if isinstance(known, SourceError):
            raise known
        return known

    async def _ask(self, site: str) -> RobotsRules | SourceError:
        try:
            answer = await self.get(f"{site}/robots.txt")
        except SourceError as error:
            return read_rules(b"", reader=self.reader) if error.trouble in NO_RULES else error
        return read_rules(answer.body, reader=self.reader)
