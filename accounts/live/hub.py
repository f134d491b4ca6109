"""The hub: one Redis subscription a process, from which each event goes to the seats that may hear it.

What keeps a seat from hearing too much: a right is asked when it watches, taken away at once by a pushed word, and
read again every few seconds for all seats together, since a push can be lost (rechecking.py).
What keeps it from hearing too little: whoever may have missed something is told to fetch ("resync"): after a gap in
the subscription, behind a full queue, and when a serial moved without an event.
"""

import asyncio
import logging
import weakref
from collections import defaultdict

from django.conf import settings

from accounts.live import publish, reading, watching
from accounts.live.ears import Ears
from accounts.live.rechecking import Rechecking
from accounts.live.seats import SIGNED_OUT, Seat, Watch

log = logging.getLogger("tertulia.live")

MOST_WATCHES = 100
MOST_SEATS = 30  # of one member in one process


class Hub(Rechecking):
    def __init__(self, url: str | None = None):
        super().__init__()
        # Who sat here before the subscription began, or began again, may have missed something.
        self.ears = Ears(url or settings.LIVE_REDIS_URL, heard=self.deliver, tuned_in=self.resync)
        self.desk = reading.Desk()
        self.seats: set[Seat] = set()
        self.hearing: defaultdict[str, set[Seat]] = defaultdict(set)
        self.tasks: list[asyncio.Task] = []

    # Seats

    def enter(self, seat: Seat) -> bool:
        """Takes the seat in, hearing the member's own events; False when the member has too many already."""
        topic = watching.own(seat.member.pk)
        if len(self.hearing.get(topic, ())) >= MOST_SEATS:
            return False
        if not self.seats:
            self._start()
        self.seats.add(seat)
        seat.watches[topic] = Watch(granted=True, serial=seat.member.own_serial)
        self.hearing[topic].add(seat)
        return True

    def leave(self, seat: Seat) -> None:
        for topic in list(seat.watches):
            self.unwatch(seat, topic)
        seat.hush()
        self.seats.discard(seat)
        if not self.seats:
            self._stop()

    def end(self, seat: Seat, code: int) -> None:
        """Shows the seat out: deaf at once, closed as soon as the socket takes it."""
        for topic in list(seat.watches):
            self.unwatch(seat, topic)
        seat.end(code)

    # What a seat asks

    async def watch(self, seat: Seat, topic: str, serial: int | None = None) -> bool:
        """Grants the topic if the member may see it. `serial` is what the page shows already.

        The seat is put down as hearing before the right is asked, so no event and no revocation slips between; what
        was withheld meanwhile, or came after the page was drawn, makes it catch up.
        """
        if topic not in seat.watches and len(seat.watches) > MOST_WATCHES:
            return self.refuse(seat, topic)
        watch = seat.watches.setdefault(topic, Watch())
        self.hearing[topic].add(seat)
        watch.asking = True
        try:
            allowed, now = await self._ask(seat, topic, watch)
        except BaseException:
            self.unwatch(seat, topic)
            raise
        finally:
            watch.asking = False
        if seat.watches.get(topic) is not watch:  # unwatched, or gone, while it was asked
            return False
        if not allowed:
            return self.refuse(seat, topic)
        is_behind = watch.behind or (serial is not None and serial != now)
        watch.granted, watch.behind, watch.serial = True, False, now
        seat.say(watching=topic)
        if is_behind:
            seat.catch_up(topic, now)
        return True

    async def _ask(self, seat: Seat, topic: str, watch: Watch) -> tuple[bool, int | None]:
        for _ in range(3):
            turn = watch.turn
            answer = await self.desk.right(seat.member, topic)
            if watch.turn == turn:
                return answer
        return False, None  # revoked faster than we can ask

    def refuse(self, seat: Seat, topic: str) -> bool:
        self.unwatch(seat, topic)
        seat.say(refused=topic)
        return False

    def unwatch(self, seat: Seat, topic: str) -> None:
        seat.watches.pop(topic, None)
        if seats := self.hearing.get(topic):
            seats.discard(seat)
            if not seats:
                del self.hearing[topic]

    # What Redis says

    def deliver(self, words: str) -> None:
        """One published message: an event for a topic, or an order that begins with an exclamation mark."""
        topic, _, frame = words.partition("\n")
        if not frame and topic != "!gap":
            log.warning("live: a message without a meaning: %.40r", words)
        elif topic.startswith("!"):
            self._obey(topic, frame)
        elif self.is_in_doubt():
            self.is_behind = True
        else:
            for seat in self.hearing.get(topic, ()):
                seat.offer(topic, frame)

    def _obey(self, order: str, about: str) -> None:
        if order == "!session":
            self._end_all(seat for seat in self.seats if publish.tag(seat.session) == about)
        elif order == "!member":
            self._end_all(self.hearing.get(watching.own(int(about)), ()))
        elif order == "!rights":
            self.doubt(*about.split(" "))
        elif order == "!gap":
            self.resync()

    def _end_all(self, seats) -> None:
        for seat in list(seats):
            self.end(seat, SIGNED_OUT)

    def resync(self) -> None:
        for seat in self.seats:
            if seat.is_open:
                seat.resync()

    # What runs while anybody is here

    def _start(self) -> None:
        self.checked_at = asyncio.get_running_loop().time()
        self.is_behind = False
        self.tasks = [asyncio.create_task(self.ears.listen()), asyncio.create_task(self.keep_checking())]

    def _stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.tasks = []


_hubs: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = weakref.WeakKeyDictionary()


def here() -> Hub:
    """The hub of this process (of the running loop, to be exact: tests have many)."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
