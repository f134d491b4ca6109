"""How a message comes into being: once per submission, with its place in the room, told to whom it concerns."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.chat import notices
from community.silences.models import require_voice
from community.transactions import all_or_nothing
from community.trust import levels
from community.wordrules.models import WordRule, held
from community.writing import pace, repeats
from community.writing.pictures import own
from community.writing.written import noted, one_line, require, require_words, spoken_by

FASTEST = 150  # messages in ten minutes
FASTEST_TO_DESK = 40  # of these to the desk, by who is not of the house


class Speaking(models.QuerySet):
    """Verbs of the messages' queryset."""

    @all_or_nothing
    def send(
        self,
        *,
        room,
        by,
        body: str,
        reply_to=None,
        pictures=(),
        submission=None,
        official: bool = False,
        signed_as: str = "",
        noted_at: datetime | None = None,
        as_of: datetime | None = None,
    ):
        """Returns the message; a repeated submission returns what the first one made (row 29).

        `pictures` are (upload, words) pairs, uploads of the author. `official` is for staff who answer for the brand
        what they may read, though they do not take part. Raises PermissionDenied where one may not write,
        ValidationError for a text, picture or pace that cannot be. History that is loaded (`as_of` given) has no
        pace.
        """
        pace.one_at_a_time(by)
        if sent := pace.sent_before(self.model, by, submission):
            return sent
        if as_of is None and not official:
            self._keep_pace(room, by)
            levels.require_text(by, body, len(pictures))
            if not room.is_desk:  # the next agent may be told what the last one was
                repeats.require_new(by, body)
        room.lock()
        require_right(room, by, reply_to, official)
        rule = (
            WordRule.objects.judge(body, room.group)
            if as_of is None and room.group and not official
            else None
        )
        as_of = as_of or timezone.now()
        message = self._written(
            room, by, body, as_of, reply_to=answerable(reply_to, room), given=pictures, submission=submission,
            noted_at=noted_at, official_at=as_of if official else None, signed_as=one_line(signed_as),
        )  # fmt: skip
        room.participations.filter(member=by).update(read_number=message.number, read_serial=message.serial)
        notices.said(message)
        message.announce()
        held(message, rule)
        return message

    @all_or_nothing
    def note_guest(self, *, room, by, guest, as_of: datetime | None = None):
        """The line in the talk that says who brought whom in; the room is held. It rings at nobody's door: open pages
        show it, and whoever had read all has still."""
        serial = room.take(message_count=F("message_count") + 1)
        line = self.create(
            room=room, author=by, guest=guest, number=room.message_count, serial=serial,
            language=spoken_by(by), created_at=as_of or timezone.now(),
        )  # fmt: skip
        room.participations.filter(read_number=line.number - 1).update(read_number=line.number)
        line.announce()
        return line

    def _keep_pace(self, room, by) -> None:
        pace.keep_all(self.model, by, FASTEST)
        if room.is_desk and not by.is_staff:
            pace.keep(self.filter(room__kind=room.kind), by, FASTEST_TO_DESK)

    def _written(self, room, by, body, as_of, *, given, noted_at, **columns):
        shown = own(given, by)
        worded = self.model.worded(body, room)
        if not shown:
            require_words(worded)
        serial = room.take(message_count=F("message_count") + 1, last_at=as_of)
        message = self.create(
            room=room, author=by, number=room.message_count, serial=serial, language=spoken_by(by),
            created_at=as_of, noted_at=noted(noted_at, as_of), **worded, **columns,
        )  # fmt: skip
        message.show_pictures(shown)
        type(room).objects.filter(pk=room.pk).update(last_message=message)
        return message


def require_right(room, by, reply_to, official: bool) -> None:
    if official:
        may = by.is_staff and room.is_group and reply_to is not None and reply_to.is_visible_to(by)
        require(may, _("Only staff who can read this may answer for the house."))
    else:
        room.require_words_of(by)
        if not room.is_desk:  # whoever is silenced talks to staff all the same (L-10)
            require_voice(by, room.group)


def answerable(reply_to, room):
    """The message that is answered; raises ValidationError for one of another room (row 15)."""
    if reply_to is None:
        return None
    if reply_to.room_id != room.pk or reply_to.deleted_at is not None:
        raise ValidationError(_("What you are answering is not there any more."), "reply_to")
    return reply_to
