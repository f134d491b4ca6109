"""`python -m faults [F1 F4 …]`: the faults one after another on one house, each followed by the laws; DEEP=1 for full
numbers."""

import sys
import time

from faults import place  # first: it says where the settings look  # isort: skip
from faults import crashing, database, drill, inbox, outside, post, queue, schedules, sockets, workers
from faults.house import House
from faults.writers import Writers

FAULTS = [
    ("F1", "a worker's child is killed, again and again", workers.a_child_is_killed),
    ("F2", "a whole worker is killed, and the schedule", workers.a_worker_is_killed),
    ("F3", "Valkey starts again empty", queue.it_starts_empty),
    ("F4", "Valkey is gone: refused", queue.it_is_refused),
    ("F4", "Valkey is gone: silent", queue.it_is_silent),
    ("F4", "Valkey's line is cut again and again", queue.it_is_cut),
    ("F5", "the database hangs up on everybody", database.it_hangs_up),
    ("F6", "the database starts again, without a word", database.it_starts_again),
    ("F8", "the process dies between the commit and the nudge", crashing.after_the_commit),
    ("F9", "two schedules", schedules.there_are_two),
    ("F10", "schedule and worker stand still for two hours", schedules.they_stand_still),
    ("F11", "the mail server in all its moods", post.it_has_moods),
    ("F12", "the process dies over a letter that comes in", inbox.it_dies_over_letters),
    ("F13", "the live connections are cut", sockets.they_are_cut),
    ("F17", "nothing outside answers", outside.it_is_silent),
    ("F19", "a backup while people write, put back elsewhere", drill.it_is_put_back_elsewhere),
]


def main() -> int:
    wanted = set(sys.argv[1:])
    passed = failed = 0
    began = time.monotonic()
    print(f"A house opens at {place.ADDRESS} …", flush=True)
    with House() as house:
        writers = Writers()
        print(f"Open after {time.monotonic() - began:.0f} s.", flush=True)
        for name, words, fault in FAULTS:
            if wanted and name not in wanted:
                continue
            if happened(house, writers, name, words, fault):
                passed += 1
            else:
                failed += 1
        house.keep = bool(failed)
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


def happened(house: House, writers: Writers, name: str, words: str, fault) -> bool:
    """Lets the fault happen and says how it went."""
    began = time.monotonic()
    try:
        wrong, done = fault(house, writers)
    except Exception as error:
        wrong, done = [f"the fault itself broke: {error!r}"], ""
    mark = "FAILED" if wrong else "ok"
    print(f"{name:4}{mark:8}{words}: {done} ({time.monotonic() - began:.0f} s)", flush=True)
    for sentence in wrong[:12]:
        print(f"            {sentence}", flush=True)
    return not wrong


if __name__ == "__main__":
    sys.exit(main())
