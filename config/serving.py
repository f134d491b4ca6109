"""How sockets are served, and in the embedded arrangement the pages with them: by uvicorn, one process.

Pages of production are WSGI and granian's. For sockets it is not taken: it keeps a buffer of 128 kB for each of them,
six times what all of the rest takes (docs/performance.md).
"""

import resource
import sys

OPEN_FILES = 65536  # a socket is one; the usual soft limit, 1,024, would end with the thousandth member
OPTIONS = (
    "--http", "httptools", "--ws", "websockets-sansio", "--lifespan", "off", "--timeout-graceful-shutdown", "5",
    # What browsers say is a kilobyte at most (accounts/live/frames.py); what they hear is not worth a dictionary each.
    "--ws-max-size", "16384", "--ws-per-message-deflate", "false",
    # A telephone that went into a tunnel is noticed within a minute and a half.
    "--ws-ping-interval", "45", "--ws-ping-timeout", "45",
    # Whom to believe about addresses is asked in one place: TRUSTED_PROXIES.
    "--no-proxy-headers", "--no-server-header", "--no-access-log", "--log-level", "warning",
)  # fmt: skip

# Under ASGI every request has a thread of its own: without a pool each would wait for a connection of its own, too, and
# pages take twice as long.
POOL = {"DATABASE_POOL": "16"}


def asgi(host: str, port: int, application: str = "config.asgi:application") -> list[str]:
    """The command that serves the application there."""
    return [sys.executable, "-m", "uvicorn", "--host", host, "--port", str(port), *OPTIONS, application]


def open_many_files() -> None:
    """Lets this process, and those it starts, hold as many sockets as the system allows, up to OPEN_FILES."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
