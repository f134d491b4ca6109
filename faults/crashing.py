"""F8: the web process dies between COMMIT and everything that it would have told, many times."""

import time

from faults import place
from faults.house import House, until
from faults.workers import after, told
from faults.writers import Diary, Writers

CRASHES = 200 if place.DEEP else 4
# The web server gives up on a process that dies twice within so many seconds; then the launcher starts all of it.
APART = 7


def after_the_commit(house: House, writers: Writers):
    """People send again what got no answer; the table knows it already, and the sweep tells what nobody nudged."""
    diary, wrong, crashed = Diary(), [], 0
    with writers.at_work(diary, stubborn=True):
        for _ in range(CRASHES):
            place.CRASH.touch()
            if until(lambda: not place.CRASH.exists(), 30, step=0.02):
                crashed += 1
            if not until(house.is_open, 60):
                wrong.append("the pages did not come back")
                break
            time.sleep(APART)
    place.CRASH.unlink(missing_ok=True)
    again = sum(one.tries > 1 for one in diary.accepted())
    if crashed < CRASHES or not again:
        wrong.append(f"only {crashed} crashes, {again} things sent again")
    return wrong + after(house, diary), f"{crashed} crashes, {again} things sent again, {told(diary)}"
