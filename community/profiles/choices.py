"""What people decide about being seen: in the directory only who wants it, with badges whoever does not mind."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from community.transactions import all_or_nothing


class ProfileChoiceQuerySet(models.QuerySet["ProfileChoice"]):
    def of(self, member) -> "ProfileChoice":
        """What the member decided; not stored while they decided nothing."""
        return self.filter(pk=member.pk).first() or self.model(pk=member.pk)

    def listed(self):
        return self.filter(listed_at__isnull=False)

    @all_or_nothing
    def choose(
        self,
        *,
        by,
        is_listed: bool | None = None,
        shows_badges: bool | None = None,
        as_of: datetime | None = None,
    ) -> None:
        """Keeps what is said, and since when; what is None stays. Whoever is under age is never listed (L-25)."""
        now = as_of or timezone.now()
        mine, _made = self.select_for_update().get_or_create(pk=by.pk)
        if is_listed is not None:
            wanted = is_listed and not by.is_minor(now)
            mine.listed_at = (mine.listed_at or now) if wanted else None
        if shows_badges is not None:
            mine.badges_hidden_at = None if shows_badges else (mine.badges_hidden_at or now)
        mine.save()


class ProfileChoice(models.Model):
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile_choice"
    )
    listed_at = models.DateTimeField(null=True)  # since when others find them in the directory
    badges_hidden_at = models.DateTimeField(null=True)

    objects = ProfileChoiceQuerySet.as_manager()
