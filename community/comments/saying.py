"""How a comment comes into being: once per submission, counted, heard by the rooms above, told to whom it concerns."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.brand.models import Brand
from community.comments import notices
from community.comments.signals import commented
from community.silences.models import require_voice
from community.transactions import all_or_nothing
from community.trust import levels
from community.wordrules.models import WordRule, held
from community.writing import pace, repeats
from community.writing.pictures import own
from community.writing.written import noted, one_line, require, require_words, spoken_by

FASTEST = 30  # comments in ten minutes


class Saying(models.QuerySet):
    """Verbs of the comments' queryset."""

    @all_or_nothing
    def say(
        self,
        *,
        post,
        by,
        body: str,
        pictures=(),
        parent=None,
        submission=None,
        official: bool = False,
        signed_as: str = "",
        noted_at: datetime | None = None,
        join: bool = False,
        as_of: datetime | None = None,
    ):
        """Returns the comment; a repeated submission returns what the first one made.

        `pictures` are (upload, words) pairs; with some of them it needs no text. An answer to an answer stands below
        the same comment: two levels. `official` is for staff who answer for the brand; `join` enters a free group on
        the way. Raises PermissionDenied or ValidationError.
        """
        pace.one_at_a_time(by)
        if sent := pace.sent_before(self.model, by, submission):
            return sent
        if as_of is None and not official:
            pace.keep_all(self.model, by, FASTEST)
            levels.require_text(by, body, len(pictures))
            repeats.require_new(by, body)
        if join and post.group.joinable_by(by):
            post.group.admit(by)
        post.lock()
        require_right(post, by, official)
        if as_of is None and not official:
            self._require_turn(post, by)
        rule = WordRule.objects.judge(body, post.group) if as_of is None and not official else None
        as_of = as_of or timezone.now()
        comment = self._written(
            post, by, body, pictures, as_of, parent=top_of(parent, post), submission=submission,
            signed_as=one_line(signed_as), official_at=as_of if official else None, noted_at=noted(noted_at, as_of),
        )  # fmt: skip
        post.count_comment(+1, as_of, **first_answer(post, by, as_of))
        commented.send(sender=self.model, comment=comment, as_of=as_of)
        notices.said(comment)
        held(comment, rule)
        return comment

    def _require_turn(self, post, by) -> None:
        """Raises ValidationError when the conversation was slowed down and it is not their turn yet. Ask under the
        post's lock."""
        if not post.waits_turns(by):
            return
        spoken_at = (
            self.filter(post=post, author=by).order_by("-pk").values_list("created_at", flat=True).first()
        )
        if spoken_at and (turn := post.next_turn(spoken_at)) > timezone.now():
            hour = time_format(timezone.localtime(turn, Brand.current().zone))
            raise ValidationError(
                _(
                    "This conversation goes slowly just now: you can write again at %(hour)s. Your text is still here."
                ),
                "slow",
                {"hour": hour},
            )

    def _written(self, post, by, body, pictures, as_of, **columns):
        shown = own(pictures, by, documents=True)
        worded = self.model.worded(body, post.group)
        if not shown:
            require_words(worded)
        comment = self.create(
            post=post, author=by, language=spoken_by(by), created_at=as_of, **worded, **columns
        )
        if shown:
            comment.show_pictures(shown)
        return comment


def require_right(post, by, official: bool) -> None:
    if official:
        require(
            by.is_staff and post.is_visible_to(by),
            _("Only staff who can read this may answer for the house."),
        )
    else:
        require(post.is_visible_to(by) and post.commentable_by(by), _("Nobody can comment here."))
        require_voice(by, post.group)


def top_of(parent, post):
    """The comment below which an answer stands; raises ValidationError for one of another post (row 15)."""
    if parent is None:
        return None
    if parent.post_id != post.pk or parent.deleted_at is not None:
        raise ValidationError(_("What you are answering is not there any more."), "parent")
    return parent.parent or parent


def first_answer(post, by, as_of) -> dict:
    """Whether this is the first time that staff say something about it in public."""
    is_answer = by.is_staff and by.pk != post.author_id and post.answered_at is None
    return {"answered_at": as_of} if is_answer else {}
