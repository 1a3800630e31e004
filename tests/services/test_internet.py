import asyncio
import socket

import pytest

from tests.loops import run
from tests.services.internet import InternetRefused

# RFC 5737: an address for documentation, which answers nowhere.
ELSEWHERE = "192.0.2.1"


def test_it_refuses_to_connect_elsewhere():
    with socket.socket() as line, pytest.raises(InternetRefused):
        line.connect((ELSEWHERE, 80))


def test_it_refuses_to_connect_elsewhere_without_raising_for_the_error_code():
    with socket.socket() as line, pytest.raises(InternetRefused):
        line.connect_ex((ELSEWHERE, 80))


def test_it_refuses_to_look_up_a_name():
    with pytest.raises(InternetRefused):
        socket.getaddrinfo("example.org", 443)


def test_it_refuses_asyncio_too():
    with pytest.raises(InternetRefused):
        run(asyncio.open_connection(ELSEWHERE, 80))


def test_it_lets_a_test_ask_for_a_host_that_is_not_there():
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nobody.invalid", 443)


def test_it_lets_a_numeric_address_be_read():
    assert socket.getaddrinfo("10.0.0.1", 80)[0][4][0] == "10.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_it_lets_the_loopback_through(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1])).close()


def test_it_lets_unix_sockets_through(tmp_path):
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)
