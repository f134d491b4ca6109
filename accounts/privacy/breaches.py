"""The register of breaches: what happened to data that should not have, and whether authority and people were told.
From the hour in which the house knows, seventy-two run (GDPR art. 33, L-26)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.privacy.warning import warn_managers

WITHIN = timedelta(hours=72)
WARNED = timedelta(hours=24)  # before they end


class BreachQuerySet(models.QuerySet["Breach"]):
    def visible_to(self, member):
        """Managers see them, and nobody else."""
        return self.all() if member.is_manager and member.is_at_home else self.none()

    def running(self):
        """Those whose clock runs: the authority was not told, and nobody has written down why it need not be."""
        return self.filter(authority_told_at__isnull=True, authority_words="")

    def near(self, as_of: datetime):
        """Those whose clock ends in a day or less, or has ended, and of which nobody has been warned."""
        return self.running().filter(known_at__lte=as_of + WARNED - WITHIN, warned_at__isnull=True)

    def warn_due(self, as_of: datetime) -> int:
        """Writes to the managers of each that is near its end; returns how many. Safe twice, and by two at once."""
        return sum(one.warn(as_of) for one in self.near(as_of))

    def enter(self, *, by, **said) -> "Breach":
        return self.create(entered_by=by, **said)


class Breach(models.Model):
    known_at = models.DateTimeField(_("when we knew of it"))
    what = models.TextField(_("what happened"), max_length=3000)
    whom = models.TextField(_("whose data, which, and about how many people"), max_length=2000)
    effects = models.TextField(_("what it may mean for them"), max_length=2000, blank=True)
    measures = models.TextField(_("what was done, and will be"), max_length=3000, blank=True)
    authority_told_at = models.DateTimeField(_("the authority was told"), null=True, blank=True)
    authority_words = models.CharField(
        _("why it was not told, or later than 72 hours"), max_length=500, blank=True
    )
    people_told_at = models.DateTimeField(_("the people were told"), null=True, blank=True)
    people_words = models.CharField(_("why the people were not told"), max_length=500, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    warned_at = models.DateTimeField(null=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["-known_at", "-pk"]

    def get_absolute_url(self) -> str:
        return f"/privacy-desk/breaches/{self.pk}/"

    @property
    def due_at(self) -> datetime:
        return self.known_at + WITHIN

    @property
    def is_running(self) -> bool:
        return self.authority_told_at is None and not self.authority_words

    @property
    def was_told_late(self) -> bool:
        return self.authority_told_at is not None and self.authority_told_at > self.due_at

    def is_late(self, as_of: datetime | None = None) -> bool:
        return self.is_running and (as_of or timezone.now()) > self.due_at

    def hours_left(self, as_of: datetime | None = None) -> int:
        """Whole hours until the authority has to be told; none when they are over."""
        return max((self.due_at - (as_of or timezone.now())) // timedelta(hours=1), 0)

    def note(self, **said) -> None:
        """Writes down what is known by now; a clock that begins at another moment is warned of anew."""
        if said.get("known_at", self.known_at) != self.known_at:
            said["warned_at"] = None
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=list(said))

    @transaction.atomic
    def warn(self, as_of: datetime) -> bool:
        """Tells the managers that the authority has to hear of it; False when they were told before."""
        if not Breach.objects.near(as_of).filter(pk=self.pk).update(warned_at=as_of):
            return False
        once = f"accounts.breach_due:{self.pk}:{self.due_at.isoformat()}"
        warn_managers("accounts.breach_due", once=once, breach=self)
        return True
