"""The watches of a workspace, compiled once and edited as they change, for as long as the process lives."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from entregent.core.matching import WatchSyntaxError, parse
from entregent.core.matching.kernel import Watches, compile  # noqa: A004 (the door's name, as in `re`)

FEW = 10  # watches: up to here the plain engine is as fast, and nobody waits for the other one to wake
MOST = 8  # sets kept compiled; a thousand watches take 3 MB


@dataclass(slots=True)
class _Kept:
    """asked: as given; queries: those of them that can be read, compiled."""

    asked: dict[int, str]
    queries: dict[int, str]
    watches: Watches


class CompiledWatches:
    """Compiled sets, the last used ones. One thread matches at a time: a set is not for two."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self.lock = threading.RLock()

    def of(self, key: Hashable, queries: Mapping[int, str]) -> Watches:
        """The set of just these watches (number to query), edited from the last one of this key; hold the lock while matching.

        Queries that cannot be read are left out.
        """
        asked, kept = dict(queries), self._kept.pop(key, None)
        if kept is None or kept.asked != asked:
            wanted = {watch: query for watch, query in asked.items() if _is_readable(query)}
            if kept is None or (len(kept.queries) <= FEW) != (len(wanted) <= FEW):
                kept = _Kept(asked, wanted, compile(wanted, engine="plain" if len(wanted) <= FEW else "auto"))
            else:
                _edit(kept, wanted)
                kept.asked = asked
        self._kept[key] = kept
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return kept.watches


def _edit(kept: _Kept, wanted: dict[int, str]) -> None:
    for watch in kept.queries.keys() - wanted.keys():
        kept.watches.remove(watch)
    for watch, query in wanted.items():
        if kept.queries.get(watch) != query:
            kept.watches.change(watch, query)
    kept.queries = wanted


def _is_readable(query: str) -> bool:
    """Written by an older version's grammar, it may not be: nothing is lost, its page says what to mend."""
    try:
        parse(query)
    except WatchSyntaxError:
        return False
    return True
