"""How a tournament comes into being: a post that announces it, and its terms, in one transaction, once a submission."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.posts.models import Post
from community.transactions import all_or_nothing
from community.writing.written import one_line

FEWEST = 2
MOST = {"knockout": 128, "league": 20}  # a league of twenty has 190 matches


class Announcing(models.QuerySet):
    """Verbs of the tournaments' queryset."""

    @all_or_nothing
    def announce(
        self,
        *,
        by,
        title: str,
        mode: str,
        closes_at: datetime,
        entries_most: int,
        is_for_teams: bool = False,
        starts_at: datetime | None = None,
        place: str = "",
        body: str = "",
        as_of: datetime | None = None,
        **post,
    ):
        """Returns the tournament; a repeated submission returns the first one's.

        Raises ValidationError for terms that cannot be, and what publishing raises.
        """
        terms = {
            "mode": mode, "entries_most": entries_most, "closes_at": closes_at, "starts_at": starts_at,
            "place": one_line(place),
        }  # fmt: skip
        require_sense(terms, post.get("due_at") or as_of or timezone.now())
        if not (line := one_line(title)):
            raise ValidationError({"title": _("Give it a name.")})
        said = Post.objects.publish(by=by, kind=Post.Kind.EVENT, title=line, body=body, as_of=as_of, **post)
        if made := self.filter(pk=said.pk).first():
            return made
        tournament = self.create(post=said, is_for_teams=is_for_teams, **terms)
        tournament.plan_reminders(as_of or timezone.now())
        return tournament


def require_sense(terms: dict, as_of: datetime) -> None:
    """Raises ValidationError, beside the field, for limits and times that cannot be."""
    most = MOST[terms["mode"]]
    if not FEWEST <= terms["entries_most"] <= most:
        words = ngettext("From two to %(count)d entry.", "From two to %(count)d entries.", most)
        raise ValidationError({"entries_most": words % {"count": most}})
    if terms["closes_at"] <= as_of:
        raise ValidationError({"closes_at": _("That moment has passed.")})
    if terms["starts_at"] and terms["starts_at"] < terms["closes_at"]:
        raise ValidationError({"starts_at": _("It would start before entries close.")})
