"""A line for what is full: who comes later waits, and what comes free goes to the first, by itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from community.writing.calling import readers


class WaitingList(models.Model):
    """Trait. The concept says whom it `fits`, how one is seated (`seat`) or let go (`send_away`)."""

    # People, guests counted; kept by the verbs, under the lock of the post.
    waiting = models.PositiveIntegerField(default=0, editable=False)
    last_in_line = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def next_in_line(self) -> int:
        """A place behind everybody who has ever stood in line."""
        self.last_in_line += 1
        return self.last_in_line

    def move_up(self, in_line: Iterable, as_of: datetime) -> None:
        """In order: nobody overtakes a larger party, unless there are not so many places at all: that one would hold
        everybody up for nothing. Who cannot read it any more loses their place instead, however many they were."""
        for one in in_line:
            comes = may_still_come(self.post, one.person_in_line)
            if comes and not self.fits(one.people):
                if self.could_hold(one.people):
                    break
                continue
            self.waiting -= one.people
            one.line = None
            if comes:
                one.promoted_at = as_of
                self.seat(one)
            else:
                self.send_away(one, as_of)
            one.save()

    def could_hold(self, people: int) -> bool:
        """Whether so many would have places if nobody else came."""
        return True


def may_still_come(post, member) -> bool:
    return member is not None and member.is_active and readers(post.group).filter(pk=member.pk).exists()
