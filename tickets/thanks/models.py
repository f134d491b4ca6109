"""Thanks: whose comment helped with a complaint, in the word of the one whose complaint it was.

It is asked once the customer has confirmed that all is solved, and it closes, hides and shortens nothing: a helper
cannot say it of themselves, staff cannot say it for anybody, and a request that is opened again counts for nobody.
"""

from datetime import datetime

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import STAFF
from community.badges.rules import Counted, Rule, Year, within
from community.comments.models import Comment
from community.transactions import all_or_nothing
from tickets.desk.states import NotPossible

MOST = 8  # comments that one is asked about


class ThanksQuerySet(models.QuerySet["Thanks"]):
    @all_or_nothing
    def say(self, *, ticket, comment_id: int, as_of: datetime | None = None) -> "Thanks":
        """The customer's thanks for that comment, the same one however often. Raises NotPossible for a comment that
        could not have helped, or before the request is confirmed."""
        if not helpful(ticket).filter(pk=comment_id).exists():
            raise NotPossible(_("That comment cannot be thanked here."))
        made = {"at": as_of or timezone.now()}
        return self.get_or_create(ticket=ticket, comment_id=comment_id, defaults=made)[0]

    def counted(self, year: Year) -> Counted:
        """Whose comments helped, and with how many complaints that were confirmed as solved in this year."""
        solved = self.filter(comment__author__isnull=False, comment__deleted_at=None).order_by()
        solved = solved.filter(**within(year, "ticket__confirmed_at"))
        people = solved.values("comment__author").annotate(times=Count("ticket", distinct=True))
        return people.values_list("comment__author", "times")


class Thanks(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="thanks")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "comment"], name="thanked_once_a_comment")]


def helpful(ticket) -> models.QuerySet[Comment]:
    """What other members said below the complaint before it was solved, as far as the customer may read it."""
    if ticket.confirmed_at is None or ticket.closed_at is None or not (ticket.post_id or ticket.comment_id):
        return Comment.objects.none()
    below = Comment.objects.visible_to(ticket.customer).filter(
        post=ticket.thread, created_at__lt=ticket.closed_at
    )
    said = below.filter(official_at=None, deleted_at=None, hidden_at=None, author__isnull=False)
    others = said.exclude(author=ticket.customer_id).exclude(author__role__in=STAFF)
    return others.select_related("author__avatar").order_by("pk")


def told(n: int) -> str:
    return ngettext("Helped with %(n)s complaint", "Helped with %(n)s complaints", n) % {"n": n}


HELPED = Rule("helped", "heart-handshake", told, lambda year: Thanks.objects.counted(year))
