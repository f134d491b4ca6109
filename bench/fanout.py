"""`python -m bench.fanout`: how soon everybody has heard, and how that compares with Channels' own group_send.

One ASGI process of uvicorn, as in production, with its PostgreSQL and Valkey; the publisher and all clients are one
process beside it on the same cores. Only ratios within one run are meant.

1. 300 clients on our socket: a push every 0.2 s for 10 s; p99 over all deliveries must be at most one second.
2. 1,000 clients: time until the last one has heard a 300-byte event; our socket, the raw loop (one subscription, no
   rights), then group_send over RedisChannelLayer and RedisPubSubChannelLayer, taking turns.
"""

import asyncio
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from redis import asyncio as aioredis

from config import embedded, serving

CLIENTS, CROWD = 300, 1000
BROADCASTS, ROUNDS = 12, 3
BUDGET = 120  # seconds after which no further round begins
LIMIT = 600  # seconds for all of it
FRAME = "x" * 250


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tertulia-bench-") as folder, house(Path(folder)) as port:
        import django

        django.setup()
        from bench import fanout

        return fanout.report(asyncio.run(asyncio.wait_for(fanout.measure(port), LIMIT)))


@contextlib.contextmanager
def house(data: Path):
    """The parts, an empty migrated database, and one ASGI process; yields its port."""
    running = embedded.start(data, durable=False)
    os.environ |= {
        "TERTULIA_DATA": str(data),
        "DATABASE_URL": embedded.database_url(data),
        "REDIS_URL": embedded.redis_url(data, 0),
        "BENCH_REDIS": embedded.redis_url(data, 5),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_POOL": "8",
        "LOG_LEVEL": "WARNING",
    }
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    os.environ["BASE_URL"] = f"http://127.0.0.1:{port}"
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True)
        server = subprocess.Popen(serving.asgi("127.0.0.1", port, "bench.fanout_stage:application"))
        try:
            wait_for(port)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
    finally:
        running.stop(quick=True)


def wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def people(count: int) -> tuple[str, list[str]]:
    """Members with a session each who may all watch the same group; returns the topic and their cookies."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from accounts.members.models import Member
    from community.groups.models import Group

    now = timezone.now()
    members = Member.objects.bulk_create(
        Member(
            name=f"P{n}",
            handle=f"p{n}",
            email=f"p{n}@example.com",
            joined_at=now,
            approved_at=now,
            password="x",
        )
        for n in range(count)
    )
    cookies = []
    for member in members:
        session = SessionStore()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return f"group:{Group.objects.create(name='Bench', slug='bench').pk}", cookies


class Crowd:
    """So many clients on one address, and when each of them heard the event of this moment."""

    def __init__(self, port: int, path: str, ask: str, cookies: list[str], size: int):
        self.port, self.path, self.ask, self.cookies, self.size = port, path, ask, cookies, size
        self.waited: list[float] = []
        self.clients: list = []

    async def __aenter__(self) -> "Crowd":
        from bench.listeners import Listener

        loop = asyncio.get_running_loop()
        began, host = time.monotonic(), f"127.0.0.1:{self.port}"
        for start in range(0, self.size, 50):
            for number in range(start, min(start + 50, self.size)):
                cookie = self.cookies[number % len(self.cookies)]
                _, client = await loop.create_connection(
                    lambda cookie=cookie: Listener(host, self.path, cookie, self.ask, self.heard),
                    "127.0.0.1",
                    self.port,
                )
                self.clients.append(client)
            await asyncio.gather(*(client.ready for client in self.clients[start:]))
        self.connecting = time.monotonic() - began
        return self

    async def __aexit__(self, *error) -> None:
        for number, client in enumerate(self.clients):
            client.transport.abort()
            if number % 20 == 0:  # all at once would be another measurement
                await asyncio.sleep(0.05)
        await asyncio.sleep(1)

    def heard(self, payload: bytes, at: float) -> None:
        if FRAME.encode() in payload:
            self.waited.append(at - self.sent_at)
            if len(self.waited) == self.size:
                self.everybody.set()

    async def broadcast(self, publish) -> list[float]:
        """How long each client waited for the event."""
        self.waited, self.everybody = [], asyncio.Event()
        self.sent_at = time.monotonic()
        await publish()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.everybody.wait(), 15)
        return self.waited


async def measure(port: int) -> dict:
    from asgiref.sync import sync_to_async

    topic, cookies = await sync_to_async(people)(CLIENTS)
    ways = ways_to_tell(topic)
    found = {
        "steady": await steady(port, ways["ours"], cookies),
        "last": {name: [] for name in ways},
        "connecting": {},
    }
    began = time.monotonic()
    for number in range(ROUNDS):
        if number and time.monotonic() - began > BUDGET:
            break
        for name, (path, ask, publish) in ways.items():
            async with Crowd(port, path, ask, cookies, CROWD) as crowd:
                found["connecting"][name] = crowd.connecting
                await crowd.broadcast(publish)  # the first one warms up
                for _ in range(BROADCASTS):
                    waited = await crowd.broadcast(publish)
                    found["last"][name].append(max(waited) if len(waited) == CROWD else float("inf"))
                    await asyncio.sleep(0.1)
    return found


def ways_to_tell(topic: str) -> dict[str, tuple]:
    """Name → (address, what a client says first, how an event is told to all)."""
    from asgiref.sync import sync_to_async

    from accounts.live import publish
    from bench import fanout_layers

    def push():
        publish.push(topic, {"event": "message", "html": FRAME})

    line = aioredis.from_url(os.environ["BENCH_REDIS"])

    async def shout():
        await line.publish(fanout_layers.ROOM, f'{{"html":"{FRAME}"}}')

    ways = {
        "ours": ("/ws/", f'{{"watch": "{topic}"}}', sync_to_async(push)),
        "raw": ("/bare/raw/", "{}", shout),
    }
    for name in ("core", "pubsub"):
        layer = fanout_layers.layer(name)

        async def group_send(layer=layer):
            await layer.group_send(
                fanout_layers.ROOM, {"type": "hall.message", "text": f'{{"html":"{FRAME}"}}'}
            )

        ways[name] = (f"/bare/{name}/", "{}", group_send)
    return ways


async def steady(port: int, way: tuple, cookies: list[str]) -> list[float]:
    path, ask, publish = way
    waited = []
    async with Crowd(port, path, ask, cookies, CLIENTS) as crowd:
        for _ in range(50):
            began = time.monotonic()
            waits = await crowd.broadcast(publish)
            waited += waits + [float("inf")] * (CLIENTS - len(waits))
            await asyncio.sleep(max(0, 0.2 - (time.monotonic() - began)))
    return waited


def report(found: dict) -> int:
    """Prints what was found; 1 when a promise was not kept."""
    steady = sorted(found["steady"])
    p50, p99 = (steady[int(len(steady) * share)] for share in (0.5, 0.99))
    print(
        f"{CLIENTS} clients, 5 events a second: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms (at most 1,000)"
    )
    middle = {name: statistics.median(times) for name, times in found["last"].items()}
    print(f"\n{CROWD} clients, until the last has heard     median     worst   connecting    ours is")
    for name, times in found["last"].items():
        ratio = f"{middle[name] / middle['ours']:5.1f} x quicker" if name != "ours" else ""
        print(
            f"  {TITLES[name]:36}{middle[name] * 1000:8.0f} ms{max(times) * 1000:7.0f} ms"
            f"{found['connecting'][name]:10.1f} s    {ratio}"
        )
    kept = p99 <= 1 and all(middle[name] / middle["ours"] >= 3 for name in ("core", "pubsub"))
    kept = kept and middle["ours"] <= 2 * middle["raw"]
    words = "Kept: p99 within a second, three times quicker than group_send, within twice the raw loop."
    print(f"\n{words}" if kept else "\nNOT kept.")
    return 0 if kept else 1


TITLES = {
    "ours": "our socket",
    "raw": "one subscription, no rights",
    "core": "Channels, RedisChannelLayer",
    "pubsub": "Channels, RedisPubSubChannelLayer",
}

if __name__ == "__main__":
    sys.exit(main())
