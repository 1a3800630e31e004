"""What the connectors' tests share."""

import socket
from collections.abc import Iterator

import pytest

from tests.real.server import Served


@pytest.fixture
def silent_server() -> Iterator[Served]:
    """A machine that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield Served(silent.getsockname()[1])
