"""A question and the one comment that answers it."""

from datetime import datetime

from django.conf import settings
from django.db import models


class Answerable(models.Model):
    # One column, so that there is one answer however many accept at once (law Q1).
    accepted = models.ForeignKey(
        "community.Comment", models.SET_NULL, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_answered(self) -> bool:
        return self.accepted_id is not None

    def settle(self, comment, *, by=None, as_of: datetime | None = None) -> None:
        """Notes the answer, or that there is none any more. Ask the comment, which asks for the right."""
        self.change(accepted=comment, accepted_by=by, accepted_at=as_of)


def may_accept(post, member) -> bool:
    """Who asked, who keeps order and staff; of a question that is in sight, in a group that lives."""
    if post.kind != post.Kind.QUESTION or not post.is_shown or post.group.is_archived:
        return False
    asked = post.author_id == member.pk and post.writable_by(member)
    return asked or member.is_staff or post.moderated_by(member)
