"""`python -m bench.mixed PORT SECONDS RATE`: people who read and write at a steady rate, however slow the answers are.

What they ask for stands in a JSON object on standard input: the cookies of readers and writers, pages to read,
addresses to write to. Each request has its moment: what waits for a free hand waits on its own time (no coordinated
omission). One JSON object on output. A process of its own: it takes nothing from what it is measured beside.
"""

import http.client
import itertools
import json
import random
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

HANDS = 24
WRITES = 0.15
TOKEN = "a" * 32


@dataclass
class Crowd:
    port: int
    asked: dict
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.writers = itertools.cycle(self.asked["writers"])
        self.lock = threading.Lock()

    def act(self, line: http.client.HTTPConnection, due: float) -> None:
        """Reads or writes once; the time counts from the moment at which it was due."""
        is_write = random.random() < WRITES
        try:
            status = self.write(line) if is_write else self.read(line)
        except (OSError, http.client.HTTPException) as error:
            line.close()
            status = repr(error)
        took = time.monotonic() - due
        (self.writes if is_write else self.reads).append(took)
        if status not in (200, 302):
            self.errors.append(f"{'write' if is_write else 'read'}: {status}")

    def read(self, line) -> int:
        return self.ask(line, "GET", random.choice(self.asked["pages"]), random.choice(self.asked["readers"]))

    def write(self, line) -> int:
        """A comment below one of the posts."""
        with self.lock:
            cookie = next(self.writers)
        said = {"body": f"Nos vemos allí ({uuid.uuid4().hex[:8]}).", "submission": uuid.uuid4()}
        return self.ask(line, "POST", random.choice(self.asked["targets"]), cookie, urlencode(said))

    def ask(self, line, method: str, path: str, cookie: str, body: str | None = None) -> int:
        heads = {
            "Cookie": f"{cookie}; csrf={TOKEN}", "X-CSRFToken": TOKEN, "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        line.request(method, path, body, heads)
        answer = line.getresponse()
        answer.read()
        return answer.status


def main() -> None:
    port, seconds, rate = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    crowd = Crowd(port, json.load(sys.stdin))
    moments = iter([number / rate for number in range(int(seconds * rate))])
    began, lock = time.monotonic() + 0.5, threading.Lock()

    def work() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                moment = next(moments, None)
            if moment is None:
                return line.close()
            due = began + moment
            time.sleep(max(0.0, due - time.monotonic()))
            crowd.act(line, due)

    threads = [threading.Thread(target=work) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"reads": crowd.reads, "writes": crowd.writes, "errors": crowd.errors}))


if __name__ == "__main__":
    main()
