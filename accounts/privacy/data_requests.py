"""Requests about data that came by another way than "My data": each with its date, and put off once at most (L-22)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.brand.models import Brand
from accounts.mail import outbox
from accounts.privacy.month import months_later
from accounts.privacy.warning import warn_managers

WITHIN, PUT_OFF = 1, 2  # months; the second is added to the first
WARNED = timedelta(days=7)  # before its date


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, member):
        """Managers see them, and nobody else."""
        return self.all() if member.is_manager and member.is_at_home else self.none()

    def open(self):
        return self.filter(answered_at__isnull=True)

    def by_date(self):
        """What is open first, the most urgent on top; then what was answered last."""
        return self.order_by(F("answered_at").desc(nulls_first=True), "due_on", "pk")

    def near(self, as_of: datetime):
        """Open ones whose date is a week away or less, and of which nobody has been warned."""
        return self.open().filter(due_on__lte=today(as_of) + WARNED, warned_at__isnull=True)

    def enter(self, *, by, received_on: date, **said) -> "DataRequest":
        return self.create(
            entered_by=by, received_on=received_on, due_on=months_later(received_on, WITHIN), **said
        )

    def warn_due(self, as_of: datetime) -> int:
        """Writes to the managers of each that is near its date; returns how many. Safe twice, and by two at once."""
        return sum(one.warn(as_of) for one in self.near(as_of))


class DataRequest(models.Model):
    class Kind(models.TextChoices):
        ACCESS = "access", gettext_lazy("What we hold, and a copy of it")
        RECTIFICATION = "rectification", gettext_lazy("Putting something right")
        ERASURE = "erasure", gettext_lazy("Erasure")
        RESTRICTION = "restriction", gettext_lazy("Not using it meanwhile")
        PORTABILITY = "portability", gettext_lazy("Taking it elsewhere")
        OBJECTION = "objection", gettext_lazy("Objecting to a use of it")

    class Way(models.TextChoices):
        MAIL = "mail", gettext_lazy("By mail")
        LETTER = "letter", gettext_lazy("By letter")
        PHONE = "phone", gettext_lazy("By telephone")
        COUNTER = "counter", gettext_lazy("At the counter")

    kind = models.CharField(gettext_lazy("what is asked for"), max_length=13, choices=Kind.choices)
    way = models.CharField(gettext_lazy("how it came"), max_length=7, choices=Way.choices)
    name = models.CharField(gettext_lazy("who asks"), max_length=80)
    email = models.EmailField(gettext_lazy("e-mail"), blank=True)
    words = models.TextField(gettext_lazy("in their words"), max_length=3000, blank=True)
    received_on = models.DateField(gettext_lazy("received"))
    due_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    warned_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    extension = models.CharField(gettext_lazy("why it takes longer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(gettext_lazy("what was done"), max_length=1000, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="data_request_due", condition=Q(answered_at__isnull=True))
        ]

    def get_absolute_url(self) -> str:
        return f"/privacy-desk/{self.pk}/"

    # Questions

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    def is_late(self, as_of: datetime | None = None) -> bool:
        return self.is_open and today(as_of) > self.due_on

    def is_near(self, as_of: datetime | None = None) -> bool:
        return self.is_open and not self.is_late(as_of) and today(as_of) + WARNED >= self.due_on

    def is_extendable(self, as_of: datetime | None = None) -> bool:
        """Once, and only while the first month runs: that is when the person has to be told."""
        return self.is_open and self.extended_at is None and today(as_of) <= self.due_on

    # Verbs

    @transaction.atomic
    def extend(self, *, by, reason: str, as_of: datetime | None = None) -> bool:
        """Puts it off by two months and tells the person why, by mail where there is an address; False when it was put
        off before. Raises ValidationError when the first month is over, or it is answered."""
        self.refresh_from_db(from_queryset=DataRequest.objects.select_for_update(of=["self"]))
        if self.extended_at is not None:
            return False
        if not self.is_extendable(as_of):
            raise ValidationError(_("The first month is over: it cannot be put off any more."))
        self.extended_at, self.extended_by, self.extension = as_of or timezone.now(), by, reason
        self.due_on, self.warned_at = months_later(self.received_on, WITHIN + PUT_OFF), None
        self.save(update_fields=["extended_at", "extended_by", "extension", "due_on", "warned_at"])
        self._tell_why()
        return True

    def close(self, *, by, answer: str, as_of: datetime | None = None) -> bool:
        """Notes what was done and that the person knows; False when that was noted before."""
        left = DataRequest.objects.open().filter(pk=self.pk)
        return bool(left.update(answered_at=as_of or timezone.now(), answered_by=by, answer=answer))

    @transaction.atomic
    def warn(self, as_of: datetime) -> bool:
        if not DataRequest.objects.near(as_of).filter(pk=self.pk).update(warned_at=as_of):
            return False
        warn_managers("accounts.data_due", once=f"accounts.data_due:{self.pk}:{self.due_on}", asked=self)
        return True

    def _tell_why(self) -> None:
        kind = "accounts.data_extended"
        if self.email:
            outbox.write(
                kind=kind, to=self.email, context={"asked": self}, language=Brand.current().language,
                once=f"{kind}:{self.pk}:{self.due_on}",
            )  # fmt: skip


def today(as_of: datetime | None = None) -> date:
    """The day by the clock of the house."""
    return timezone.localdate(as_of, Brand.current().zone)
