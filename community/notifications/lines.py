"""Lines to push services: https to public addresses only, dialled as looked up, ten seconds each (row 21).

A device tells us where its pushes go, so anybody can name any address. What is looked up is what is dialled: no second
look-up can lead inside, and no answer leads elsewhere.
"""

import ipaddress
import socket
from functools import partial
from threading import Timer
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.retry import Retry

PATIENCE = 10  # seconds, for the whole of one push
LONGEST = 1000


class NotAllowed(ValueError):
    """No push goes to such an address."""


def check(endpoint: str) -> str:
    """The address that a device named, if it may be one. Raises NotAllowed; asks no name server."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise NotAllowed("no address") from error
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint and len(endpoint) <= LONGEST
    if not (plain and host) or parts.username or parts.password:
        raise NotAllowed("no address of a push service")
    if parts.scheme != "https" and not (settings.PUSH_LOOPBACK and parts.scheme == "http"):
        raise NotAllowed("not https")
    if port not in (None, 443) and not settings.PUSH_LOOPBACK:
        raise NotAllowed("not the port of https")
    if host.lower().rstrip(".").rpartition(".")[2] in ("localhost", "local", "internal") or _is_inside(host):
        raise NotAllowed("not a public address")
    return endpoint


def _is_inside(host: str) -> bool:
    """Whether it is written as a number, and one that is not public; numbers in odd spellings count as inside."""
    try:
        return not is_public(host)
    except ValueError:
        last = host.rstrip(".").rpartition(".")[2]
        return not host.rstrip(".").rpartition(".")[0] or last[:1].isdigit()


def is_public(number: str) -> bool:
    """Whether anybody may reach this IP address. ValueError when it is none."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        # Addresses that only wrap another one lead where that one leads.
        address = address.ipv4_mapped or address.sixtofour or address
    if address.is_loopback and settings.PUSH_LOOPBACK:
        return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def dial(host: str, port: int, timeout) -> socket.socket:
    """A connection to the first public address of the host. Raises NotAllowed when any of them leads inside."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    if not all(is_public(str(address[0])) for *_, address in found):
        raise NotAllowed("the name leads to an address that is not public")
    error: OSError = OSError("no address")
    for family, kind, protocol, _name, address in found:
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(timeout)
            line.connect(address)
        except OSError as refused:
            line.close()
            error = refused
        else:
            return line
    raise error


class Limited:
    """Dials by the rules above, and hangs up after ten seconds however slowly the other side answers."""

    timer: Timer | None = None

    def _new_conn(self) -> socket.socket:
        try:
            return dial(self.host, self.port, PATIENCE)  # type: ignore[attr-defined]
        except OSError as error:
            raise NewConnectionError(self, f"cannot be reached: {error}") from error  # type: ignore[arg-type]

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.timer = Timer(PATIENCE, partial(hang_up, self.sock))  # type: ignore[attr-defined]
        self.timer.daemon = True
        self.timer.start()

    def close(self) -> None:
        if self.timer:
            self.timer.cancel()
        super().close()  # type: ignore[misc]


def hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is closed already


class Plain(Limited, HTTPConnection):
    pass


class Sealed(Limited, HTTPSConnection):
    pass


class PlainPool(HTTPConnectionPool):
    ConnectionCls = Plain


class SealedPool(HTTPSConnectionPool):
    ConnectionCls = Sealed


class Adapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SealedPool}

    def send(self, request, *args, **kwargs):
        check(request.url)
        return super().send(request, *args, **kwargs)


class Line(requests.Session):
    def request(self, *args, **kwargs):
        answer = super().request(*args, **kwargs | {"allow_redirects": False, "stream": True})
        # Its status says all; a body without end is not waited for.
        answer.close()
        answer._content = b""
        return answer


def session() -> Line:
    """One line, for one push: no proxy, no second try, no other address however it answers, its body not read."""
    line = Line()
    line.trust_env = False
    line.mount("https://", Adapter(max_retries=Retry(0, read=False)))
    line.mount("http://", Adapter(max_retries=Retry(0, read=False)))
    return line
