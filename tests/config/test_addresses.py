"""Where the site may listen, and what the person at the keyboard is told."""

import socket

import pytest

from config import addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost"])
def test_the_demo_club_may_be_loaded_where_only_this_machine_comes_in(host):
    assert addresses.is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "club.example.com", ""])
def test_the_demo_club_is_not_loaded_where_others_come_in(host):
    assert not addresses.is_loopback(host)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("localhost", "http://localhost:8000"),
    ],
)
def test_the_address_shown_can_be_opened_on_this_machine(host, shown):
    assert addresses.url(host, 8000) == shown


def test_a_port_where_somebody_listens_is_not_free():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not addresses.is_free("127.0.0.1", port)
    assert addresses.is_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.9", "no-such-machine.invalid"])
def test_an_address_of_another_machine_is_named(host):
    with pytest.raises(addresses.Unusable, match=host):
        addresses.is_free(host, 8000)
