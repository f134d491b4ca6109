"""Only our own pages open the socket."""

import pytest

from config import websockets
from tests.accounts.live.pages import HOST, OURS, PATIENCE, Page, play, session_of, socket

FOREIGN = [
    "http://evil.example",
    "https://evil.example",
    "null",
    "",
    "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8000@evil.example",
    "http://evil127.0.0.1:8000",
    "http://127.0.0.1",
    "http://127.0.0.1:80000",
    "http://127.0.0.1:8001",
    "http://127.0.0.1:8000/",
    "http://127.0.0.1:8000 ",
    "ws://127.0.0.1:8000",
    "file://",
    "127.0.0.1:8000",
    "http://[::ffff:127.0.0.1]:8000",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("origin", FOREIGN)
def test_row_37_foreign_origin_is_refused(ana, origin):
    session = session_of(ana)

    async def scenario():
        assert (await socket(session, origin=origin).connect(timeout=PATIENCE))[0] is False

    play(scenario)


@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", HOST.encode())],
        [(b"host", HOST.encode()), (b"origin", OURS.encode()), (b"origin", b"http://evil.example")],
        [(b"host", HOST.encode()), (b"host", b"evil.example"), (b"origin", OURS.encode())],
        [(b"origin", OURS.encode())],
        [(b"host", b"evil.example"), (b"origin", b"http://evil.example")],  # a name made to point at us
        [(b"host", HOST.encode()), (b"origin", b"\xff\xfe")],
    ],
)
def test_row_37_missing_or_doubled_headers_are_refused(headers):
    assert not websockets.is_our_origin(headers)


def test_behind_a_proxy_the_public_address_is_ours(settings):
    settings.BASE_URL, settings.HTTPS, settings.ALLOWED_HOSTS = (
        "https://club.example",
        True,
        ["club.example", "web1"],
    )
    assert websockets.is_our_origin([(b"host", b"web1"), (b"origin", b"https://club.example")])
    assert not websockets.is_our_origin([(b"host", b"club.example"), (b"origin", b"http://club.example")])


@pytest.mark.django_db(transaction=True)
def test_there_is_one_socket_address(ana):
    session = session_of(ana)

    async def scenario():
        for path in ("/", "/ws", "/ws/2/", "/admin/", "/ws/%2e%2e/"):
            assert (await socket(session, path=path).connect(timeout=PATIENCE))[0] is False
        await (await Page.of(ana)).leaves()

    play(scenario)
