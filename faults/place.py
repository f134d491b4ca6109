"""Where the house of this run is: settled before the settings are read, because they read it."""

import os
import random
import socket
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
DEEP = os.environ.get("DEEP") == "1"
PORTS = range(20_000, 30_000)  # below those that the system gives to whoever calls
# What a person has set for a site of their own has no say here.
NOT_OURS = (
    "DATABASE_URL", "BASE_URL", "ALLOWED_HOSTS", "SECRET_KEY", "EMAIL_URL", "SENTRY_DSN", "MEDIA_BUCKET", "DEBUG",
    "TRUSTED_PROXIES", "DATABASE_POOL", "DATABASE_CONN_MAX_AGE", "CRASH_AT",
)  # fmt: skip


def free_ports(count: int) -> list[int]:
    """So many ports of this machine on which nobody listens, by chance: two houses at once do not pick the same.
    Raises RuntimeError when too many are taken."""
    found = []
    for port in random.sample(PORTS, 10 * count):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if one.connect_ex(("127.0.0.1", port)):
                found.append(port)
    if len(found) < count:
        raise RuntimeError(f"Nearly all ports from {PORTS[0]} to {PORTS[-1]} are taken.")
    return found[:count]


DATA = Path(tempfile.mkdtemp(prefix="tertulia-faults-", dir="/tmp"))
PORT, QUEUE_PORT, MAIL_PORT = free_ports(3)
ADDRESS = f"http://127.0.0.1:{PORT}"
# A file there: the next web process that has committed dies on the spot (faults/crashes.py).
CRASH = DATA / "crash"
# A file there: nothing outside of this machine answers any more.
OUTSIDE = DATA / "nothing-outside"

for name in NOT_OURS:
    os.environ.pop(name, None)
os.environ |= {
    "TERTULIA_DATA": str(DATA), "HOST": "127.0.0.1", "PORT": str(PORT), "BASE_URL": ADDRESS, "DEMO": "1",
    "REDIS_URL": f"redis://127.0.0.1:{QUEUE_PORT}", "LOG_LEVEL": "WARNING", "CRASH_AT": "after-commit",
    "CRASH_FILE": str(CRASH), "OUTSIDE_FILE": str(OUTSIDE), "HURRY": "1" if DEEP else "4",
    "DJANGO_SETTINGS_MODULE": "faults.settings",
}  # fmt: skip
django.setup()
