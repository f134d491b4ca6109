"""Corrections: those who keep order ask an author to change what they wrote. It hides nothing: what is there stays
there, what waits for a moderator goes on waiting, and a complaint's ticket hears nothing of it."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.made_once import made_once
from community.groups.models import Group
from community.moderation import notices
from community.moderation.criticism import is_criticism, require_listed
from community.moderation.statements import Statement, about, field_of, origin_of
from community.reports import routing
from community.transactions import all_or_nothing


def standing(field: str) -> Q:
    """What somebody can still change: it is in sight, or waits for a moderator."""
    there = Q(**{f"{field}__isnull": False, f"{field}__deleted_at__isnull": True})
    shown = Q(**{f"{field}__hidden_at__isnull": True})
    return there & (shown | Q(post__waits_since__isnull=False, post__judged_at__isnull=True))


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for their author, or for who looks at it again."""
        return self.filter(standing("post") | standing("comment"), ended_at__isnull=True)

    def came_back(self):
        """Those whose author has changed it since."""
        return self.filter(resent_at__isnull=False)

    def concerning(self, member):
        return self.filter(member_id=member.pk)

    def on_desk_of(self, member):
        """Those of the places that the member keeps in order; never about themselves (row 42)."""
        return self.filter(group__in=Group.objects.moderated_by(member).values("pk")).exclude(
            member_id=member.pk
        )

    def visible_to(self, member):
        return self.concerning(member) | self.on_desk_of(member)

    def decidable_by(self, member):
        """Those that came back and lie on the member's desk."""
        return self.on_desk_of(member).open().came_back()

    def of(self, item):
        return self.filter(**{field_of(item): item})

    def unheard(self):
        """Of which the author changed it and nobody was told; none, by law O4."""
        changed = Q(post__edited_at__gt=F("created_at")) | Q(comment__edited_at__gt=F("created_at"))
        return self.open().filter(changed, resent_at__isnull=True)

    # Verbs

    @all_or_nothing
    def ask(self, item, *, by, as_of: datetime | None = None, **words):
        """Asks the author and tells them; returns the correction, that from before while it waits for them. What came
        back and is not right yet is asked anew. Raises PermissionDenied for whoever may not judge it, ValidationError
        for what cannot be changed, and for a complaint without a listed ground.
        """
        routing.require_judge(by, item)
        item.lock()
        require_changeable(item)
        if criticism := is_criticism(item):
            require_listed(words["ground"])
        asked = self.of(item).open()
        if waiting := asked.filter(resent_at__isnull=True).first():
            return waiting
        now = as_of or timezone.now()
        asked.update(ended_at=now, ended_by=by)
        known = about(item) | {"origin": origin_of(item), "is_criticism": criticism, **words}
        correction = self.create(by=by, created_at=now, **known)
        notices.correction_asked(correction)
        return correction

    def hear(self, item, as_of: datetime) -> None:
        """Its author has changed it: those who keep order are told once."""
        for correction in self.of(item).open().filter(resent_at__isnull=True):
            correction.resent_at = as_of
            correction.save(update_fields=["resent_at"])
            notices.correction_made(correction)


class Correction(Statement):
    is_criticism = models.BooleanField(default=False)  # a complaint when it was asked
    resent_at = models.DateTimeField(null=True)  # its author has changed it
    ended_at = models.DateTimeField(null=True)  # somebody who keeps order found it right, or let it be
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            *[
                models.UniqueConstraint(
                    fields=[field], condition=Q(ended_at__isnull=True), name=f"one_open_correction_a_{field}"
                )
                for field in ("post", "comment")
            ],
            models.CheckConstraint(
                condition=Q(post__isnull=False, comment__isnull=True, message__isnull=True)
                | Q(post__isnull=True, comment__isnull=False, message__isnull=True),
                name="correction_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(ground="") & ~Q(reason="") & ~Q(is_criticism=True, ground="other"),
                name="correction_by_a_rule_with_its_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["group"], name="correction_open", condition=Q(ended_at__isnull=True)),
        ]

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    # Questions

    @property
    def is_back(self) -> bool:
        return self.resent_at is not None

    @property
    def edit_address(self) -> str:
        return f"{self.get_absolute_url()}edit/"

    @property
    def history_address(self) -> str:
        return f"{self.get_absolute_url()}history/"

    # Verbs

    def end(self, *, by, as_of: datetime | None = None) -> bool:
        """Nothing is asked any more; False when that was so before. Raises PermissionDenied for whoever may not judge
        it."""
        routing.require_judge(by, self.item)
        left = Correction.objects.filter(pk=self.pk, ended_at__isnull=True)
        return bool(left.update(ended_at=as_of or timezone.now(), ended_by=by))


def require_changeable(item) -> None:
    """Raises ValidationError for what its author cannot change any more."""
    if item.author is None or not item.author.is_active or not item.editable_by(item.author):
        raise ValidationError(_("Its author cannot change this any more."))


def asked_in(reader, post: int) -> list[Correction]:
    """What is asked of the reader in this thread, or lies on their desk."""
    keys = [key for (key,) in _asked.rows(reader, post=post)]
    found = Correction.objects.filter(pk__in=keys).select_related("post", "comment").order_by("pk")
    return list(found) if keys else []


@made_once
def _asked(reader, post):
    here = Correction.objects.visible_to(reader).open().filter(Q(post=post) | Q(comment__post=post))
    return here.values_list("pk")
