"""Open addresses: what stands at one is read by whoever has its secret, without logging in: lists, feeds, calendars."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.rates import spend

NOTED_EVERY = timedelta(hours=1)
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
Found = TypeVar("Found")


def secret_for(purpose: str, number: int, said: str = "") -> str:
    """Return what an address ends with: a number, and a signature that no copy of the database holds.

    purpose: a name of its own for each kind of address. said: what is signed, the number where nothing else is; changed, the former
    secret opens nothing any more.
    """
    return f"{number}-{salted_hmac(purpose, said or str(number), algorithm='sha256').hexdigest()}"


def number_in(secret: str) -> int:
    """Return the number a secret begins with, 0 (which no row has) without one. `is_given` says whether it was ever given."""
    number = secret.partition("-")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0


def is_given(secret: str, real: str) -> bool:
    return constant_time_compare(secret, real)


def opened(request: HttpRequest, secret: str, find: Callable[[str], Found | None]) -> Found | HttpResponse:
    """Return what the secret opens, or the line that says that it was asked for too often: programs ask by themselves.

    Raises Http404 for a secret that opens nothing; guesses are counted.
    """
    try:
        found = find(secret)
        if found is None:
            spend(request, {"guesses_of_lists": ""})
            raise Http404
        spend(request, {"live_list": secret})
    except TooManyTriesError as error:
        wait = {"Retry-After": str(int(error.wait.total_seconds()) + 1)}
        return HttpResponse("too many\n", status=429, content_type="text/plain", headers=wait)
    return found


def seldom(column: str, now: datetime) -> Q:
    """Rows for which it was not noted within the hour that somebody asked."""
    return Q(**{column: None}) | Q(**{f"{column}__lt": now - NOTED_EVERY})
