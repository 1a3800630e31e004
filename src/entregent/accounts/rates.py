"""How often something may be tried. Counts stand in the shared cache, so that every process counts together."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from entregent.accounts.errors import TooManyTriesError

APP = "entregent.accounts"
# tries / within / per. A guesser with one address has 60 tries an hour on one account; with a thousand addresses, 100.
# Behind one address an office of fifty may still mistype: 30 in ten minutes.
LIMITS = {
    "password": "5/5m/key",  # key: this account from this address
    "passwords_from_here": "30/10m/ip",
    "passwords_of_account": "100/h/key",
    "letters_to": "4/h/key",
    "letters_from_here": "20/h/ip",
    "address_of_link": "5/15m/key",  # a link lives fifteen minutes: five guesses in all
    "address_of_invitation": "5/h/key",  # it lives two weeks: nobody goes through the names of an organisation
    "addresses_from_here": "20/15m/ip",
    "sign_on": "30/10m/ip",
    "guesses_of_hubs": "60/10m/ip",  # addresses that hubs call, which nobody can guess; a hub may call late
    "pushes_to_here": "600/h/key",  # a newspaper edits twenty posts an hour, each pushed several times
    "guesses_of_lists": "60/10m/ip",  # addresses of live lists, which nobody can guess; a reader asks on for one that was closed
    "guesses_of_devices": "60/10m/ip",  # passwords that nobody can guess; a telephone asks on for one that was closed
    "guesses_of_persons": "60/10m/ip",  # links to somebody's own page, which nobody can guess; an old letter is opened again
    "persons_page": "240/h/key",  # key: a link; somebody reads and takes all of it away, a program asks on
    "asked_by_person": "40/h/key",  # key: a link; what is written on one's own page reaches a team
    "live_list": "120/h/key",  # readers ask every few minutes, and a team has several
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Tries that were counted, and can be given back when they turn out well."""

    usages: Sequence[ratelimit.RateLimitUsage]

    def give_back(self) -> None:
        for usage in self.usages:
            usage.rollback()


def address_of(request: HttpRequest) -> str:
    """The visitor's address, as one counts: the network of an IPv6 address, "unknown" behind a socket."""
    return str(ratelimit.get_ip(request))


def spend(request: HttpRequest, tries: dict[str, str]) -> Spent:
    """Count one try against each limit (name → key, "" where the limit is by address).

    Raises TooManyTriesError, with how long to wait, when one is reached: then the try must not be made at all.
    """
    usages = []
    for action, key in tries.items():
        usage = ratelimit.consume(request, app=APP, action=action, config=LIMITS, key=key, limit_get=True)
        if usage is None:
            raise TooManyTriesError(_wait(request, action, key))
        usages.append(usage)
    return Spent(usages)


def _wait(request: HttpRequest, action: str, key: str) -> timedelta:
    """How long until the oldest of the tries that count is forgotten."""
    (rate,) = ratelimit.get_rates(app=APP, action=action, config=LIMITS)
    tries = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
    oldest = tries[-1] if tries else time.time() - rate.duration
    return timedelta(seconds=max(1.0, oldest + rate.duration - time.time()))
