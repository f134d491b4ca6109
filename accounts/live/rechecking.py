"""Trait of the hub: reads sessions, members and rights of all seats again, every few seconds and when one is doubted.

When they could not be read for longer than PATIENCE (a dead database, a stopped process), nobody hears anything until
they were: what a seat may hear is never older than that.
"""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress

from accounts.live import reading, watching
from accounts.live.seats import SIGNED_OUT, TOO_SLOW, Seat, Watch

log = logging.getLogger("tertulia.live")

CHECK_EVERY = 3.0  # seconds between two readings; together with PATIENCE it keeps the promise of 5 (D-17)
PATIENCE = 5.0
CALM = 0.2  # seconds between readings that revocations ask for, so that a hundred of them are one
STUCK = 30.0  # seconds after which a frame that nobody takes ends the socket


class Rechecking:
    seats: set[Seat]
    hearing: defaultdict[str, set[Seat]]

    def __init__(self) -> None:
        self.doubted = asyncio.Event()  # somebody's right may be gone: read all rights now
        self.checked_at = 0.0
        self.is_behind = False  # events were withheld from everybody

    def is_in_doubt(self) -> bool:
        """Whether nobody knows any more who may hear what."""
        return asyncio.get_running_loop().time() - self.checked_at > PATIENCE

    def doubt(self, member: str, topic: str) -> None:
        """Withholds the topic from the member ("*": all of them) from this moment on, and has the rights read now."""
        seats = self.seats if topic == "*" else self.hearing.get(topic, ())
        for seat in seats:
            if member in ("*", str(seat.member.pk)):
                for name, watch in seat.watches.items():
                    if topic in ("*", name) and name != watching.own(seat.member.pk):
                        watch.granted, watch.behind = False, True
                        watch.turn += 1
        self.doubted.set()

    async def keep_checking(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.doubted.wait(), CHECK_EVERY)
            self.doubted.clear()
            self.end_stuck()
            try:
                await self.check()
            except Exception as error:  # rights stay in doubt, and in doubt nobody hears
                log.warning("live: rights could not be read again: %s", error)
            await asyncio.sleep(CALM)

    async def check(self) -> None:
        """Reads sessions, members and rights of all seats once more, and takes away what is gone."""
        started = asyncio.get_running_loop().time()
        seats = [seat for seat in self.seats if not seat.is_over]
        turns = {seat: {topic: watch.turn for topic, watch in seat.watches.items()} for seat in seats}
        asked = {(seat.session, topic) for seat in seats for topic in seat.watches}
        members, rights = await reading.everything({seat.session for seat in seats}, asked)
        self.checked_at = started
        for seat in seats:
            if seat in self.seats and not seat.is_over:
                self._judge(seat, members.get(seat.session), rights, turns[seat])
        if self.is_behind:
            self.is_behind = False
            self.resync()

    def _judge(self, seat: Seat, member, rights: dict, turns: dict[str, int]) -> None:
        if member is None or member.pk != seat.member.pk:
            self.end(seat, SIGNED_OUT)
            return
        seat.member = member
        for topic, turn in turns.items():
            watch = seat.watches.get(topic)
            if watch is None or watch.asking or watch.turn != turn:
                continue  # given up, or a newer question is on its way
            if (member.pk, topic) in rights:
                self._confirm(seat, topic, watch, rights[member.pk, topic])
            else:
                self.refuse(seat, topic)

    @staticmethod
    def _confirm(seat: Seat, topic: str, watch: Watch, serial: int | None) -> None:
        was_behind, was_heard = watch.behind, watch.heard
        watch.granted, watch.behind, watch.heard = True, False, False
        # Something was told since the last reading, but perhaps not the last of it: the next reading will say.
        if was_behind or (serial != watch.serial and not was_heard):
            watch.serial = serial
            seat.catch_up(topic, serial)

    def end_stuck(self) -> None:
        now = asyncio.get_running_loop().time()
        for seat in [seat for seat in self.seats if seat.is_stuck(now, STUCK)]:
            self.end(seat, TOO_SLOW)
