"""Real servers and programs that tests lean on: found, started for one run, stopped by their own id."""

import os
from typing import TypeVar

import pytest

REQUIRE_VARIABLE = "ENTREGENT_REQUIRE_SERVICES"

Found = TypeVar("Found")


def services_are_required() -> bool:
    """Whether a missing service is a failure (in .ci/run) rather than a skip."""
    return os.environ.get(REQUIRE_VARIABLE) == "1"


def missing(service: str) -> str:
    """What to tell someone whose machine lacks a service."""
    return f"{service} is not on this machine; tools/install-system-packages installs it or says how"


def require(service: str, found: Found | None, *, advice: str | None = None) -> Found:
    """Return what was found of a service; where nothing was, skip the test, or fail it when services count.

    found: a path, a module, True...; None or False when absent. advice: said instead of the usual sentence.
    """
    if found:
        return found
    sentence = advice or missing(service)
    if services_are_required():
        pytest.fail(f"{REQUIRE_VARIABLE}=1 and {sentence}", pytrace=False)
    pytest.skip(sentence)
