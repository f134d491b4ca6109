"""The processes that `serve` keeps: back-off, whole groups, leftovers of a killed start."""

import json
import os
import signal
import sys
import time

import pytest

from config import children
from config.children import Child
from config.embedded import processes

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
# Has a child of its own, writes its number down, and hears nothing of SIGTERM.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1], "w") as file:
    print(grandchild.pid, file=file)
time.sleep(600)
"""


@pytest.fixture
def born():
    """Makes children that are gone afterwards, whatever the test did."""
    made = []

    def start(command):
        child = Child("The helper", command)
        child.start()
        made.append(child)
        return child

    yield start
    for child in made:
        child.stop(quick=True)


def grandchild_of(born, tmp_path):
    note = tmp_path / "pid"
    child = born([sys.executable, "-c", STUBBORN, str(note)])
    assert processes.wait_until(lambda: note.exists() and note.read_text().endswith("\n"), 30)
    return child, int(note.read_text())


def test_a_child_that_dies_is_started_again_after_a_pause_that_grows(born):
    child = born([sys.executable, "-c", "raise SystemExit(3)"])
    child.process.wait()
    now = time.monotonic()
    assert child.tend(now) == "The helper stopped by itself (status 3); starting it again in 1 s."
    assert child.tend(now + 0.5) == ""
    assert child.process is None
    child.tend(now + 1)
    child.process.wait()
    assert child.tend(now + 1).endswith("again in 2 s.")


def test_the_pause_never_passes_half_a_minute_and_a_well_child_starts_afresh(born):
    child = born(SLEEPER)
    child.failures = 12
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert child.tend(child.began).endswith("was ended by SIGKILL; starting it again in 30 s.")
    child.start()
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert child.tend(child.began + children.WELL + 1).endswith("again in 1 s.")


def test_stopping_ends_the_children_of_a_stubborn_child_too(born, tmp_path):
    child, grandchild = grandchild_of(born, tmp_path)
    child.patience = 0.2
    child.stop()
    assert processes.wait_until(lambda: not processes.is_running(grandchild), 5)


def test_when_a_child_dies_its_own_children_go_before_it_is_started_again(born, tmp_path):
    child, grandchild = grandchild_of(born, tmp_path)
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    child.tend(time.monotonic())
    assert processes.wait_until(lambda: not processes.is_running(grandchild), 5)


def test_leftovers_of_a_killed_start_are_ended_even_when_only_grandchildren_live(born, tmp_path):
    child, grandchild = grandchild_of(born, tmp_path)
    record = tmp_path / "serve.json"
    children.note(record, "http://127.0.0.1:8000", [child])
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert processes.is_running(grandchild)
    assert children.end_leftovers(record) == 1
    assert processes.wait_until(lambda: not processes.is_running(grandchild), 5)
    assert not record.exists()


def test_a_stranger_who_got_the_number_of_a_leftover_is_left_alone(born, tmp_path):
    child = born(SLEEPER)
    record = tmp_path / "serve.json"
    record.write_text(json.dumps({"children": [[child.process.pid, "another time"]]}))
    assert children.end_leftovers(record) == 0
    assert not child.has_ended()


def test_a_record_cut_short_is_no_record(tmp_path):
    (tmp_path / "serve.json").write_text('{"children": [[')
    assert children.end_leftovers(tmp_path / "serve.json") == 0


def test_a_worker_that_runs_and_takes_nothing_is_started_again(born):
    child = born(SLEEPER)
    stuck, now = child.process.pid, child.began + children.SILENCE + 1
    assert not children.revive([child], children.SILENCE - 1, now), "it was heard of"
    assert not children.revive([child], children.SILENCE, child.began + 60), "it has only just begun"
    assert children.revive([child], children.SILENCE, now)
    assert child.process.pid != stuck and not child.has_ended()
    assert not processes.is_running(stuck)
