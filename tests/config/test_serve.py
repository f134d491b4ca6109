"""`manage.py serve` as a person meets it: real processes, a folder and a port of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path

import psutil
import pytest

from config import embedded
from config.embedded import processes

CHECKOUT = Path(__file__).resolve().parents[2]
SOON = 120  # seconds; a machine that runs the rest of the suite beside is slow


class Launcher:
    """`manage.py serve` in a process of its own, with all that it says."""

    def __init__(self, data, port, **environment):
        clean = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
        }
        own = {"TERTULIA_DATA": str(data), "PORT": str(port), "DEMO": "0", "PYTHONUNBUFFERED": "1"}
        self.data, self.port, self.said = data, port, ""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=CHECKOUT,
            env=clean | own | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        with self.process.stdout as lines:
            for line in lines:
                self.said += line

    def says(self, words):
        def heard():
            return words in self.said or self.process.poll() is not None

        assert processes.wait_until(heard, SOON), self.said
        if words not in self.said:
            self.listener.join(5)
        assert words in self.said, self.said

    def is_up(self):
        self.says("Ctrl-C stops everything.")
        return self

    def page(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
            return answer.status

    def answers(self):
        try:
            return self.page() == 200
        except OSError:
            return False

    def children(self):
        return [pid for pid, _ in json.loads((self.data / "serve.json").read_text())["children"]]

    def everything(self):
        """Every process that exists because of this start, however deep."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in family if each.status() != psutil.STATUS_ZOMBIE]

    def end(self, sign=signal.SIGINT):
        self.process.send_signal(sign)
        return self.process.wait(SOON)


@pytest.fixture
def place():
    """A data folder and a free port; whatever still runs there afterwards is ended."""
    yield from _place()


@pytest.fixture(scope="module")
def home():
    """The same, for the tests that start one after another on what the one before left."""
    yield from _place()


def _place():
    data = Path(tempfile.mkdtemp(prefix=f"{Path(os.environ['TERTULIA_TEST_DATA']).name}-", dir="/tmp"))
    yield data, free_port()
    for pid in leftovers(data):
        processes.end(pid, (signal.SIGKILL, 5.0))
    for part in (embedded.Postgres(data), embedded.Valkey(data)):
        part.stop(quick=True)
    shutil.rmtree(data)


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def leftovers(data):
    """Whoever works for that data folder: our programs by their environment, the servers by their folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("TERTULIA_DATA") == str(data) or str(data) in " ".join(
                process.cmdline()
            ):
                found.append(process.pid)
        except psutil.Error:
            continue
    return [pid for pid in found if pid != os.getpid() and processes.is_running(pid)]


def test_a_first_start_serves_a_page_and_ctrl_c_leaves_nothing_running(home):
    """That it loads the demo is seen in the journeys."""
    launcher = Launcher(*home).is_up()
    assert launcher.page() == 200
    assert f"Tertulia is at http://127.0.0.1:{launcher.port}" in launcher.said
    assert f"it is written to {launcher.data / 'mail'}" in launcher.said
    family = launcher.everything()
    assert len(family) > 6  # pages, worker, its pool and beat, database and queue
    assert launcher.end(signal.SIGINT) == 0
    assert still_there(family) == []
    assert leftovers(launcher.data) == []


def test_what_dies_is_started_again_and_a_killed_launcher_leaves_no_trouble(home):
    first = Launcher(*home).is_up()
    pages, worker, schedule = first.children()
    os.kill(pages, signal.SIGKILL)
    first.says("The web server was ended by SIGKILL; starting it again in 1 s.")
    assert processes.wait_until(lambda: first.answers() and pages not in first.children(), SOON)
    assert processes.is_running(worker), first.said
    os.kill(worker, signal.SIGKILL)
    first.says("The worker was ended by SIGKILL")
    os.kill(schedule, signal.SIGKILL)
    first.says("The schedule was ended by SIGKILL")
    os.kill(embedded.Postgres(first.data).noted_pid(), signal.SIGKILL)
    first.says("Found dead and started again: the database.")
    assert processes.wait_until(lambda: worker not in first.children() and len(first.children()) == 3, SOON)
    # The launcher itself, as by the machine when memory runs out: a second start takes over.
    family = first.everything()
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    database = embedded.Postgres(first.data).noted_pid()
    second = Launcher(*home).is_up()
    assert second.page() == 200
    assert embedded.Postgres(first.data).noted_pid() == database
    family += second.everything()
    end_impatiently(second)
    assert still_there(family) == []
    assert leftovers(first.data) == []


def end_impatiently(launcher):
    """Asked once, the launcher waits for its children to finish; asked twice, it does not."""
    os.kill(launcher.children()[0], signal.SIGSTOP)  # deaf: the patient way would take its seconds
    launcher.process.send_signal(signal.SIGTERM)
    launcher.says("Stopping")
    launcher.process.send_signal(signal.SIGINT)
    launcher.process.wait(8)


def still_there(family):
    return [each for each in family if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def test_a_taken_port_is_said_in_one_sentence_and_nothing_stays(place):
    data, port = place
    with socket.create_server(("127.0.0.1", port)):
        launcher = Launcher(data, port)
        launcher.says(f"Port {port} on 127.0.0.1 is taken by another program.")
        assert launcher.process.wait(SOON) == 1
    assert "Traceback" not in launcher.said
    assert leftovers(data) == []


def test_a_second_launcher_on_the_same_folder_says_where_the_first_is(place):
    data, port = place
    (data / "serve.json").write_text(
        json.dumps({"address": "http://127.0.0.1:8000", "launcher": [7, "then"], "children": []})
    )
    held = embedded.locks.taken(data / "serve.lock")
    launcher = Launcher(data, port)
    launcher.says(f"Tertulia already runs on {data} at http://127.0.0.1:8000 (process 7).")
    assert launcher.process.wait(SOON) == 1
    held.close()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eight", "PORT cannot be understood"),
        ("PORT", "70000", "PORT cannot be understood: use a number from 1 to 65535."),
        ("HOST", "203.0.113.9", "HOST cannot be understood: 203.0.113.9 is no address of this machine."),
        ("DEMO", "perhaps", "DEMO cannot be understood"),
        ("DATABASE_URL", "mysql://somewhere/club", "DATABASE_URL cannot be understood"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:9/none", "The database does not answer"),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence_that_names_it(place, name, value, sentence):
    launcher = Launcher(*place, **{name: value})
    launcher.says(sentence)
    assert launcher.process.wait(SOON) == 1
    assert "Traceback" not in launcher.said
    assert leftovers(launcher.data) == []
