"""Where `serve` listens, and whether it may."""

import contextlib
import errno
import socket
from ipaddress import ip_address

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - a person chose it; shown as what to open here


class Unusable(Exception):
    """Carries one clear sentence for the person at the keyboard."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can come in there."""
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def url(host: str, port: int) -> str:
    """What a person on this machine opens."""
    return f"http://{ANYWHERE.get(host, f'[{host}]' if ':' in host else host)}:{port}"


def is_free(host: str, port: int) -> bool:
    """False when another program listens there; raises Unusable when nobody could."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as line:
            # A connection that was closed a minute ago does not count.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            line.bind(place)
    except socket.gaierror as error:
        raise Unusable(f"HOST cannot be understood: {host} is no address of this machine.") from error
    except PermissionError as error:
        raise Unusable(
            f"Port {port} is for administrators only. Choose another, such as PORT=8000."
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise Unusable(f"HOST cannot be understood: {host} is no address of this machine.") from error
        return False
    return True
