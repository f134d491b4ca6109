"""Contacts: who may write to me, and whom I do not want to read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.contacts.signals import turned_away
from community.transactions import all_or_nothing


class ContactRuleQuerySet(models.QuerySet):
    def of(self, member) -> str:
        """Whom the member lets write to them; everybody, unless they said something else."""
        chosen = self.filter(member=member).values_list("open_to", flat=True).first()
        return chosen or ContactRule.OpenTo.EVERYBODY

    def choose(self, open_to: str, *, by) -> None:
        self.update_or_create(member=by, defaults={"open_to": open_to})


class ContactRule(models.Model):
    class OpenTo(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody here")
        GROUPS = "groups", _("People of my groups")
        NOBODY = "nobody", _("Nobody")

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="contact_rule"
    )
    open_to = models.CharField(max_length=9, choices=OpenTo.choices, default=OpenTo.EVERYBODY)

    objects = ContactRuleQuerySet.as_manager()


class BlockQuerySet(models.QuerySet):
    def by(self, member):
        """Those that the member set, the newest first."""
        return self.filter(member=member).select_related("other__avatar").order_by("-pk")

    def stands(self, *, by, on) -> bool:
        """Whether `on` may not write to `by`."""
        return self.filter(member=by, other=on, kind=Block.Kind.BLOCK).exists()

    def folded_for(self, member):
        """The numbers of the people whose words are folded away for the member, for a condition."""
        return self.filter(member_id=member.pk).values_list("other_id", flat=True)

    def against(self, author):
        """The numbers of the people who do not want to read this author, for a condition."""
        return self.filter(other=author).values_list("member_id", flat=True)

    def parted(self, one, other) -> bool:
        """Whether a block stands between the two, whoever set it."""
        either = Q(member=one, other=other) | Q(member=other, other=one)
        return self.filter(either, kind=Block.Kind.BLOCK).exists()

    def apart_from(self, member, person: str) -> Q:
        """The condition on rows whose column names a person: a block stands between that one and the member."""
        blocks = self.filter(kind=Block.Kind.BLOCK)
        mine = blocks.filter(member_id=member.pk).values("other_id")
        theirs = blocks.filter(other_id=member.pk).values("member_id")
        return Q(**{f"{person}__in": mine}) | Q(**{f"{person}__in": theirs})

    @all_or_nothing
    def put(self, kind: str, *, by, on):
        """Returns the row; a second one of the other kind takes the place of the first."""
        row = self.update_or_create(member=by, other=on, defaults={"kind": kind})[0]
        turned_away.send(sender=Block, block=row)
        return row

    @all_or_nothing
    def lift(self, *, by, on) -> bool:
        """Whether there was one to take away."""
        return bool(self.filter(member=by, other=on).delete()[0])


class Block(models.Model):
    """Both kinds fold somebody's words away for one member; a block keeps them from writing to that member too.
    Nobody but the member ever learns of it."""

    class Kind(models.TextChoices):
        IGNORE = "ignore", _("Ignored")
        BLOCK = "block", _("Blocked")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], name="block_somebody_once"),
            models.CheckConstraint(condition=~Q(member=F("other")), name="nobody_blocks_themselves"),
        ]
