"""How a poll comes into being: a post of its kind and its options, in one transaction, once a submission."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.posts.models import Post
from community.transactions import all_or_nothing
from community.writing.pictures import own
from community.writing.written import one_line

FEWEST, MOST = 2, 10  # options


class Asking(models.QuerySet):
    """Verbs of the polls' queryset."""

    @all_or_nothing
    def ask(
        self,
        *,
        by,
        title: str,
        options: Sequence[tuple[str, object]] | None,
        body: str = "",
        is_several: bool = False,
        is_anonymous: bool = False,
        is_by_household: bool = False,
        shows_at_end: bool = False,
        closes_at: datetime | None = None,
        as_of: datetime | None = None,
        **post,
    ):
        """Returns the poll; a repeated submission returns the first one. `options` are (words, picture or None);
        where they are still to be brought (None) it opens later, by `open_with`.

        Raises ValidationError for options that cannot be and for an end that has passed, and what publishing raises.
        """
        offered = None if options is None else tidy(options, by)
        opens_at = post.get("due_at") or as_of or timezone.now()
        if closes_at and closes_at <= opens_at:
            raise ValidationError({"closes_at": _("That moment has passed.")})
        said = Post.objects.publish(
            by=by, kind=Post.Kind.POLL, title=required(title), body=body, as_of=as_of, **post
        )
        if made := self.filter(pk=said.pk).first():
            return made
        poll = self.create(
            post=said, is_several=is_several, is_anonymous=is_anonymous, is_by_household=is_by_household,
            shows_at_end=shows_at_end, closes_at=closes_at, opened_at=None if offered is None else opens_at,
        )  # fmt: skip
        poll.offer([(text, upload, None) for text, upload in offered or ()])
        return poll


def required(title: str) -> str:
    if not (line := one_line(title)):
        raise ValidationError({"title": _("Ask something first.")})
    return line


def tidy(options, by) -> list[tuple[str, object]]:
    """The options that say or show something, each once, with pictures of the asker's own (row 15)."""
    found = [(one_line(text), upload) for text, upload in options]
    found = list(dict.fromkeys((text, upload) for text, upload in found if text or upload))
    if len(found) < FEWEST:
        raise ValidationError({"options": _("Give two options at least.")})
    if len(found) > MOST:
        raise ValidationError({"options": _("Ten options at most.")})
    shown = [(upload, "") for _text, upload in found if upload]
    for start in range(0, len(shown), 8):
        own(shown[start : start + 8], by)
    return found
