"""Fetching many sources at once, handing each result over as soon as it is there."""

import asyncio
import queue
import threading
import time
from collections import Counter
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from entregent.connectors.contract import Cursor, FetchResult, SourceError, Trouble
from entregent.connectors.full_text import OFF, with_full_text
from entregent.connectors.http import Allowed, Http
from entregent.connectors.registry import connector

AT_ONCE = 20
MOST_WAITING = 200  # outcomes not yet taken, at some 60 KB each, before the network waits for whoever stores them
GLANCE = 0.2  # seconds between two looks at whether to stop
LOOK = 0.02  # seconds between two looks at what came in, once something has


@dataclass(frozen=True, slots=True)
class Errand:
    """A source to fetch. `key` comes back with the outcome; `settings` are the keyword arguments of the kind's settings.

    full_text: whether pages of posts are read too, as `full_text` has it.
    """

    key: int
    kind: str
    settings: dict[str, Any]
    cursor: Cursor
    full_text: str = OFF


Outcome = tuple[Errand, FetchResult | SourceError]
Outcomes = queue.SimpleQueue[Outcome | None]  # None: there are no more


def fetch_together(
    errands: Iterable[Errand],
    *,
    user_agent: str,
    allowed: Allowed = frozenset(),
    stop: threading.Event | None = None,
    at_once: int = 1,
    patience: float = 0.0,
) -> Iterator[list[Outcome]]:
    """Yield the outcomes of the errands in the order they end, up to `at_once` together; when `stop` is set, others are given up.

    patience: seconds that an outcome may wait for others. The network works in a thread of its own while the caller stores what
    it received, so that a slow site delays nobody; it goes no further ahead than MOST_WAITING outcomes.
    """
    outcomes: Outcomes = queue.SimpleQueue()
    stopped = stop or threading.Event()
    abandoned = threading.Event()  # the caller asks for no more
    waiting = spread(errands)

    def work() -> None:
        try:
            asyncio.run(_fetch_until(_fetch_all(waiting, outcomes, user_agent, allowed), (stopped, abandoned)))
        finally:
            outcomes.put(None)

    thread = threading.Thread(target=work, name="fetch", daemon=True)
    thread.start()
    try:
        is_over = False
        while not is_over:
            some, is_over = _taken(outcomes, at_once, patience)
            if some:
                yield some
    finally:
        abandoned.set()
        thread.join()


def fetch_each(
    errands: Iterable[Errand], *, user_agent: str, allowed: Allowed = frozenset(), stop: threading.Event | None = None
) -> Iterator[Outcome]:
    """Yield the outcomes as `fetch_together` does, each as soon as it is there."""
    for outcomes in fetch_together(errands, user_agent=user_agent, allowed=allowed, stop=stop):
        yield from outcomes


def _taken(outcomes: "Outcomes", at_once: int, patience: float) -> tuple[list[Outcome], bool]:
    """Wait for an outcome and, for a moment, for others; return them, and whether they were the last."""
    first = outcomes.get()
    if first is None:
        return [], True
    some, until = [first], time.monotonic() + patience
    while len(some) < at_once:
        try:
            outcome = outcomes.get_nowait()
        except queue.Empty:
            left = until - time.monotonic()
            if left <= 0:
                break
            time.sleep(min(left, LOOK))  # woken by each outcome, two threads would pass the interpreter back and forth
            continue
        if outcome is None:
            return some, True
        some.append(outcome)
    return some, False


def spread(errands: Iterable[Errand]) -> list[Errand]:
    """Return the errands with those of one site far apart: they wait for one another, and would keep others waiting behind them."""
    before: Counter[str] = Counter()
    ranked = []
    for errand in errands:
        site = urlsplit(str(errand.settings.get("address", ""))).netloc
        ranked.append((before[site], errand))
        before[site] += 1
    return [errand for _, errand in sorted(ranked, key=lambda one: one[0])]


async def _fetch_until(fetching: Coroutine[None, None, None], stops: tuple[threading.Event, ...]) -> None:
    task = asyncio.ensure_future(fetching)
    while not task.done() and not any(stop.is_set() for stop in stops):
        await asyncio.wait({task}, timeout=GLANCE)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _fetch_all(errands: list[Errand], outcomes: "Outcomes", user_agent: str, allowed: Allowed) -> None:
    waiting = iter(errands)

    async def run(http: Http) -> None:
        for errand in waiting:
            while outcomes.qsize() >= MOST_WAITING:
                await asyncio.sleep(GLANCE / 4)
            outcomes.put((errand, await _fetch(errand, http)))

    async with Http(user_agent=user_agent, allowed=allowed) as http:
        await asyncio.gather(*(run(http) for _ in range(min(AT_ONCE, len(errands)))))


async def _fetch(errand: Errand, http: Http) -> FetchResult | SourceError:
    try:
        kind = connector(errand.kind)
        result = await kind.fetch(kind.settings_type(**errand.settings), errand.cursor, http)
        address = str(errand.settings.get("address", ""))
        return await with_full_text(result, wish=errand.full_text, before=errand.cursor, address=address, http=http)
    except SourceError as error:
        return error
    except Exception as error:
        return SourceError(Trouble.BROKEN_ANSWER, detail=type(error).__name__)
