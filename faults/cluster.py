"""`make cluster`: the parts of production on this machine, a smoke run through them, and one node of pages killed
again and again."""

import asyncio
import json
import random
import sys
import threading
import time
import uuid
from http.client import HTTPException

from faults import place  # first: it says where the settings look  # isort: skip
from django.db import connections

from bench.listeners import Listener
from faults import people, promises
from faults.house import broken_laws
from faults.nodes import Cluster, nginx_is_missing
from tickets.models import Ticket

KILLING = 120 if place.DEEP else 20  # seconds
PAUSE = 3  # between a node's return and the next kill
READERS = 4
WRITES = 0.15  # of all requests


def main() -> int:
    if nginx_is_missing():
        print(
            "nginx was not found: on Debian and Ubuntu `apt install nginx-light`, then `make cluster` again."
        )
        return 1
    print(f"A cluster opens at {place.ADDRESS} …", flush=True)
    results = []
    with Cluster() as cluster:
        for words, act in (
            ("a complaint and its answer, live", live_answer),
            ("a node is killed", nodes_are_killed),
        ):
            results.append(told(words, act, cluster))
        results.append(told("the laws", laws, cluster))
    print(f"\n{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


def told(words: str, act, cluster: Cluster) -> bool:
    try:
        wrong, done = act(cluster)
    except Exception as error:
        wrong, done = [repr(error), cluster.nginx_says()], ""
    print(f"{'FAILED' if wrong else 'ok':8}{words}: {done}", flush=True)
    for sentence in wrong[:12]:
        print(f"        {sentence}", flush=True)
    return not wrong


def live_answer(_cluster: Cluster):
    """Ana signs in and complains; Gema answers in public; Ana's open socket hears of it."""
    ana, gema = people.Browser().sign_in("ana"), people.Browser().sign_in("gema")
    key = complain(ana)
    ticket = Ticket.objects.get(key=key)
    cookie = "; ".join(f"{name}={value}" for name, value in ana.cookies.items())
    seconds = asyncio.run(heard(cookie, key, lambda: answer(gema, ticket)))
    wrong = [] if seconds is not None and seconds < 5 else [f"the answer was heard after {seconds} s"]
    return wrong, f"{key}, heard {seconds or 0:.2f} s after staff pressed the button"


def complain(browser: people.Browser) -> str:
    words = {
        "kind": "complaint",
        "audience": "group",
        "body": f"La sauna no calienta ({uuid.uuid4().hex[:8]}).",  # nobody says the same twice
        "submission": uuid.uuid4(),
    }
    status, leads_to, _page = browser.ask("POST", "/posts/new/", words)
    if status != 302:
        raise RuntimeError(f"a complaint was answered with {status}")
    return leads_to.strip("/").split("/")[-1]


def answer(gema: people.Browser, ticket) -> None:
    words = {"body": "Hoy la arreglamos.", "seen": ticket.version, "submission": uuid.uuid4()}
    status = gema.ask("POST", f"/admin/tickets/ticket/{ticket.pk}/public-answers/", words)[0]
    if status != 302:
        raise RuntimeError(f"an answer was answered with {status}")


async def heard(cookie: str, key: str, act) -> float | None:
    """Seconds from the act until the socket speaks of the request; None when it stays silent for ten."""
    loop, came = asyncio.get_running_loop(), asyncio.Event()
    host, ask = f"127.0.0.1:{place.PORT}", json.dumps({"watch": f"request:{key}"})
    made = lambda: Listener(host, "/ws/", cookie, ask, lambda *_frame: came.set())  # noqa: E731
    _transport, listener = await loop.create_connection(made, "127.0.0.1", place.PORT)
    await asyncio.wait_for(listener.ready, 10)
    came.clear()
    began = time.monotonic()
    acting = loop.run_in_executor(None, act)
    try:
        await asyncio.wait_for(came.wait(), 10)
        return time.monotonic() - began
    except TimeoutError:
        return None
    finally:
        await acting
        listener.transport.close()


def nodes_are_killed(cluster: Cluster):
    """Reads and complaints go on while one node after the other dies: at most one in a hundred may fail."""
    crowd, enough, outcomes, kills = people.crowd(60), threading.Event(), [], 0
    threads = [threading.Thread(target=use, args=(crowd, enough, outcomes)) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + KILLING
    while time.monotonic() < until:
        time.sleep(PAUSE)
        cluster.kill_node(kills % 2)
        kills += 1
    enough.set()
    for thread in threads:
        thread.join()
    failed = [words for words in outcomes if words]
    share = len(failed) / max(1, len(outcomes))
    wrong = [*dict.fromkeys(failed), cluster.nginx_says()] if share > 0.01 or not outcomes else []
    return (
        wrong,
        f"{kills} kills in {KILLING} s, {len(failed)} of {len(outcomes)} requests failed ({share:.2%})",
    )


def use(crowd: list[people.Browser], enough: threading.Event, outcomes: list[str]) -> None:
    while not enough.is_set():
        browser = random.choice(crowd)
        try:
            if random.random() < WRITES:
                complain(browser)
                outcomes.append("")
            else:
                status = browser.ask("GET", "/")[0]
                outcomes.append("" if status == 200 else f"the feed was answered with {status}")
        except (OSError, HTTPException, RuntimeError) as error:
            outcomes.append(str(error) or repr(error))
    connections.close_all()


def laws(_cluster: Cluster):
    waited = promises.told_within()
    return broken_laws() + ([] if waited else ["mails still wait"]), "all counted"


if __name__ == "__main__":
    sys.exit(main())
