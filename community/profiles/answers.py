"""What people say of themselves, field by field, each for the circle that they chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from community.contacts.models import Block
from community.groups.neighbours import EVERY_ROW, NO_ROW, neighbours
from community.profiles.circles import Circle, innermost, reaching
from community.profiles.fields import ProfileField, ProfileOption
from community.transactions import all_or_nothing

LEAP = 2024  # a year that has every day


@dataclass(frozen=True)
class Given:
    """An answer as it came out of a form; without text and option there is none."""

    field: ProfileField
    circle: str
    text: str = ""
    option: ProfileOption | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text and self.option is None


class ProfileAnswerQuerySet(models.QuerySet["ProfileAnswer"]):
    def in_use(self):
        """To what is still asked for, in its order, with all that is shown of them."""
        asked = self.filter(Q(option=None) | Q(option__is_active=True), field__is_active=True)
        return asked.select_related("field", "option").order_by("field__position", "field_id")

    def visible_to(self, member, as_of: datetime | None = None):
        """One's own, and of others what reaches somebody who stands to them as the member does; nothing where a block
        stands between the two. The one rule for page, directory and search."""
        reached = reaching(neighbours(member), innermost(member), as_of) & ~Block.objects.apart_from(
            member, "member_id"
        )
        return self.in_use().filter(Q(member_id=member.pk) | reached)

    def seen_from(self, circle: str, as_of: datetime | None = None):
        """What reaches somebody in that circle, by the same rule, for a look at one's own page from there."""
        return self.in_use().filter(reaching(EVERY_ROW if circle == Circle.GROUPS else NO_ROW, as_of=as_of))

    @all_or_nothing
    def write(self, given: Iterable[Given], *, by) -> None:
        """Keeps these answers of the member; an empty one takes back what was said. Others stay as they are."""
        for answer in given:
            mine = self.filter(member=by, field=answer.field)
            if answer.is_empty:
                mine.delete()
                continue
            said = {"text": answer.text, "option": answer.option, "circle": answer.circle}
            if not mine.filter(**said).exists():
                self.update_or_create(
                    member=by, field=answer.field, defaults=said | {"changed_at": timezone.now()}
                )


class ProfileAnswer(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile_answers")
    field = models.ForeignKey(ProfileField, models.CASCADE, related_name="answers")
    text = models.CharField(max_length=1000, blank=True)  # of a day: 06-24
    option = models.ForeignKey(ProfileOption, models.CASCADE, null=True, related_name="answers")
    circle = models.CharField(max_length=6, choices=Circle.choices, default=Circle.GROUPS)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ProfileAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "field"], name="one_answer_a_profile_field"),
            models.CheckConstraint(
                condition=Q(option=None) ^ Q(text=""), name="a_profile_answer_is_words_or_an_option"
            ),
        ]

    @property
    def shown(self) -> str:
        """The answer as it is read, in the reader's language."""
        if self.option_id:
            return str(self.option)
        if self.field.kind == ProfileField.Kind.DAY:
            month, day = map(int, self.text.split("-"))
            return date_format(date(LEAP, month, day), "MONTH_DAY_FORMAT")
        return self.text

    @property
    def host(self) -> str:
        """Of a link what people read: where it leads, without the rest."""
        return self.text.split("://", 1)[-1].rstrip("/")

    @property
    def circle_icon(self) -> str:
        return {Circle.HOUSE: "globe", Circle.GROUPS: "users", Circle.ME: "lock"}[Circle(self.circle)]
