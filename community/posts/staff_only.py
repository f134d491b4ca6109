""" "Only staff": a complaint that makes no post (D-1)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from community.flags.models import Flag
from community.flags.signals import complaint_for_staff, opened
from community.rendering.markdown import render, tidy
from community.transactions import all_or_nothing
from community.writing.pictures import own
from community.writing.written import believed, require, require_words


@all_or_nothing
def complain_to_staff(
    *,
    by,
    body: str,
    group=None,
    asks_for: str = "",
    experienced_on=None,
    pictures=(),
    submission=None,
    noted_at: datetime | None = None,
    as_of: datetime | None = None,
):
    """Returns what the rooms above opened, an object with an address; a repeated submission finds the first one.

    Raises PermissionDenied for staff and ValidationError for a text, picture or pace that cannot be.
    """
    require(not by.is_staff, _("Complaints are for members. Open a request for a customer instead."))
    worded = {"body": tidy(body), "body_html": render(body)}
    require_words(worded)
    answers = complaint_for_staff.send(
        sender=Flag,
        member=by,
        group=group,
        text=worded["body"],
        text_html=worded["body_html"],
        asks_for=asks_for,
        experienced_on=experienced_on,
        uploads=[upload for upload, _alt in own(pictures, by, documents=True)],
        submission=submission,
        noted_at=believed(noted_at, as_of or timezone.now()),
        as_of=as_of,
    )
    return opened(answers)
