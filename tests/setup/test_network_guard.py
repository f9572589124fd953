"""No test reaches another host; the addresses here are of RFC 5737 and RFC 2606, and are never asked."""

import socket

import pytest


def test_a_connection_to_another_host_fails_the_test() -> None:
    with socket.socket() as client, pytest.raises(pytest.fail.Exception):
        client.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("name", ["example.org", b"example.org"])
def test_looking_up_a_foreign_name_fails_the_test(name: str | bytes) -> None:
    with pytest.raises(pytest.fail.Exception):
        socket.getaddrinfo(name, 80)


def test_loopback_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        socket.create_connection(("localhost", server.getsockname()[1])).close()
