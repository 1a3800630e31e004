"""How a guard's complaints fail a test: all of them, one a line."""

from collections.abc import Sequence

import pytest


def expect_none(complaints: Sequence[str]) -> None:
    """Fail with every complaint when there is any."""
    if complaints:
        pytest.fail(f"{len(complaints)} to mend:\n" + "\n".join(complaints), pytrace=False)
