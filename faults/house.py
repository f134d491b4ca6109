"""The house that is broken: `manage.py serve` behind our own door to the queue, and hands on each of its processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil

from config.embedded import Postgres, Valkey
from faults import place
from faults.post_office import PostOffice
from faults.proxy import Proxy

PATIENCE = (
    400  # seconds until it must be open, demo club and all, on a machine that is busy with other things
)


class House:
    """Started on entering; on leaving everything of it ends, and its folder goes unless something failed."""

    keep = False
    kills = 0

    def __enter__(self) -> "House":
        self.queue = Valkey(place.DATA)
        self.queue.start()
        self.proxy = Proxy(place.QUEUE_PORT, self.queue.socket).__enter__()
        self.post = PostOffice(place.MAIL_PORT)
        self.post.open()
        self.log = (place.DATA / "serve.log").open("w")
        self.launcher = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=place.ROOT, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log, start_new_session=True, env=os.environ | {"EMAIL_URL": self.post.address},
        )  # fmt: skip
        try:
            if (
                not until(lambda: self.is_ready() or self.launcher.poll() is not None, PATIENCE)
                or not self.is_ready()
            ):
                raise RuntimeError("The house did not open:\n" + self.words()[-3000:])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error) -> None:
        self.launcher.send_signal(signal.SIGCONT)
        self.launcher.send_signal(signal.SIGINT)
        try:
            self.launcher.wait(60)
        except subprocess.TimeoutExpired:
            self.launcher.kill()
        self.proxy.__exit__()
        self.post.close()
        self.queue.stop(quick=True)
        self.log.close()
        if self.keep:
            print(f"The house is kept for looking at: {place.DATA}")
        else:
            shutil.rmtree(place.DATA, ignore_errors=True)

    # What it says of itself

    def words(self) -> str:
        return (place.DATA / "serve.log").read_text()

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(place.ADDRESS + "/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def is_open(self) -> bool:
        try:
            with urllib.request.urlopen(place.ADDRESS + "/healthz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    # Its processes

    def child(self, part: str) -> psutil.Process | None:
        """The web server, the worker or the schedule, as the launcher noted it; None while it is away."""
        word = {"pages": "uvicorn", "worker": "worker", "schedule": "beat"}[part]
        for pid, _began in json.loads((place.DATA / "serve.json").read_text())["children"]:
            try:
                one = psutil.Process(pid)
                if one.status() != psutil.STATUS_ZOMBIE and word in one.cmdline():
                    return one
            except psutil.NoSuchProcess:
                continue
        return None

    def pool(self) -> list[psutil.Process]:
        """The worker's children, which do its work."""
        worker = self.child("worker")
        return [one for one in worker.children() if one.status() != psutil.STATUS_ZOMBIE] if worker else []

    def kill(self, part: str) -> None:
        """The part and all of its children, at once."""
        one = self.child(part)
        if one:
            os.killpg(one.pid, signal.SIGKILL)

    def killed(self, count: int) -> int:
        """Counts so many more kills of workers; returns how many there were in all."""
        self.kills += count
        return self.kills

    def database_pid(self) -> int:
        """PostgreSQL's own first process. Raises OSError while there is none."""
        return int((Postgres(place.DATA).cluster / "postmaster.pid").read_text().split("\n")[0])

    def lose_the_queue(self) -> None:
        """Valkey dies and comes back with nothing."""
        self.queue.child.kill()
        self.queue.child.wait()
        shutil.rmtree(self.queue.folder)
        self.queue.start()


def until(holds, seconds: float, step: float = 0.2) -> bool:
    """Whether it came to hold in that time."""
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(step)
    return bool(held)


def broken_laws() -> list[str]:
    """The laws that are broken, as `check_invariants` words them."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check_invariants"], cwd=place.ROOT, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    if done.returncode == 0:
        return []
    return [line for line in done.stdout.splitlines() if line.split()[1:2] != ["0"]] or [done.stderr[-500:]]
