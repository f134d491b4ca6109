"""Following people: what they publish comes to whoever wants it. They see how many there are, and nobody sees who."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from community.contacts import reach
from community.contacts.models import Block
from community.groups.memberships import Membership
from community.transactions import all_or_nothing

# One sentence for everything that lies with the other person: nobody reads from it that it is a block (row 15).
CLOSED = _("This person cannot be followed at the moment.")


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, member):
        """Those that the member set, of people who are still here. The other side of it is a number only."""
        return self.filter(member_id=member.pk, other__in=Member.objects.joined().values("pk"))

    def newest_first(self, before: int | None = None):
        older = self if before is None else self.filter(pk__lt=before)
        return older.select_related("other__avatar").order_by("-pk")

    def count_of(self, other) -> int:
        """How many follow this person."""
        return self.filter(other_id=other.pk, member__in=Member.objects.joined().values("pk")).count()

    def hearing(self, author, as_of: datetime | None = None):
        """The numbers of the people who want to hear of what this author publishes; of somebody under age those alone
        who share a group with them (L-25)."""
        found = self.filter(other=author)
        if author.is_minor(as_of):
            near = Membership.objects.beside(author)
            found = found.filter(member__in=near.values("member_id"))
        return found.values("member_id")

    @all_or_nothing
    def put(self, *, by, on, as_of: datetime | None = None) -> "Follow":
        """The member's following of that person, the same one however often. Raises PermissionDenied where it cannot
        be: oneself, over a block, somebody under age without a group in common."""
        if not is_offered(by, on) or not on.is_at_home or Block.objects.parted(by, on):
            raise PermissionDenied(CLOSED)
        return self.get_or_create(member=by, other=on, defaults={"created_at": as_of or timezone.now()})[0]

    def lift(self, *, by, on) -> bool:
        """Whether there was one to take away."""
        return bool(self.filter(member=by, other=on).delete()[0])

    def part(self, block: Block) -> None:
        """Whoever turns away from somebody follows them no more; a block ends it on both sides."""
        ended = Q(member_id=block.member_id, other_id=block.other_id)
        if block.kind == Block.Kind.BLOCK:
            ended |= Q(member_id=block.other_id, other_id=block.member_id)
        self.filter(ended).delete()


class Follow(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], name="follow_somebody_once"),
            models.CheckConstraint(condition=~Q(member=F("other")), name="nobody_follows_themselves"),
        ]


def is_offered(by, on) -> bool:
    """Whether the way to follow stands on their page. It stands there over a block too: a button that goes would
    tell."""
    if by.pk == on.pk or not on.handle:
        return False
    return not on.is_minor() or reach.share_a_group(by, on)
