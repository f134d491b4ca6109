"""Objections: whoever was restricted says in one tap that it was wrong, and another person looks again (L-30)."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from community.moderation import notices
from community.moderation.models import OBJECT_WITHIN, ModerationAct
from community.reports import routing
from community.transactions import all_or_nothing


class AppealQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at__isnull=True)

    def of(self, act):
        return self.filter(act=act).first()

    def on_desk_of(self, member):
        """Those of the places that the member keeps in order; never about themselves."""
        return self.filter(act__in=ModerationAct.objects.on_desk_of(member).values("pk"))

    def decidable_by(self, member):
        """Those that wait for this member: never about a decision in which they had a hand, nor about whoever stands
        above them."""
        mine = Q(act__by_id=member.pk) | Q(act__seconded_by_id=member.pk)
        found = self.on_desk_of(member).open().exclude(mine)
        return found if member.is_manager else found.exclude(member__role__in=routing.UP)

    def visible_to(self, member):
        return self.on_desk_of(member) | self.filter(member_id=member.pk)

    @all_or_nothing
    def lodge(self, act, *, words: str = "", as_of=None):
        """Returns the appeal, the first one when there is one. Raises PermissionDenied when it is too late, or over."""
        ModerationAct.objects.select_for_update(of=["self"]).get(pk=act.pk)
        if lodged := self.filter(act=act).first():
            return lodged
        now = as_of or timezone.now()
        if not act.is_restriction or act.is_undone or now > act.object_until:
            raise PermissionDenied(_("There is nothing to object to any more."))
        appeal = self.create(act=act, member=act.member, words=words, created_at=now)
        notices.appealed(appeal)
        return appeal


class Appeal(models.Model):
    class Outcome(models.TextChoices):
        UPHELD = "upheld", pgettext_lazy("outcome of an objection", "The decision stays")
        REVERSED = "reversed", pgettext_lazy("outcome of an objection", "The decision is taken back")

    act = models.OneToOneField(ModerationAct, models.CASCADE, related_name="appeal")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(gettext_lazy("why it is wrong"), max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    answer = models.CharField(gettext_lazy("answer"), max_length=500, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="appeal_decided_with_an_answer",
            )
        ]
        indexes = [models.Index(fields=["id"], name="appeal_open", condition=Q(decided_at__isnull=True))]

    def get_absolute_url(self) -> str:
        return f"/moderation/appeals/{self.pk}/"

    # Questions

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    def decidable_by(self, member) -> bool:
        return Appeal.objects.decidable_by(member).filter(pk=self.pk).exists()

    # Verbs

    @all_or_nothing
    def decide(self, outcome: str, *, by, answer: str, as_of=None) -> bool:
        """Upholds the decision or takes it back, with an answer; False when that was done before. Raises
        PermissionDenied for whoever decided the first time."""
        self.refresh_from_db(from_queryset=Appeal.objects.select_for_update(of=["self"]))
        if not self.is_open:
            return False
        if not self.decidable_by(by):
            raise PermissionDenied(_("Another person has to look at it: not whoever decided."))
        if not answer:
            raise ValidationError({"answer": _("Say why: whoever objected reads it.")})
        if outcome == self.Outcome.REVERSED:
            self.act.undo(by=by, reason=answer[:280], is_told=False, as_of=as_of)
        self.decided_at, self.decided_by = as_of or timezone.now(), by
        self.outcome, self.answer = outcome, answer
        self.save(update_fields=["decided_at", "decided_by", "outcome", "answer"])
        notices.appeal_decided(self)
        return True


def decided_by_the_same() -> models.QuerySet:
    """What law O3 forbids."""
    same = Q(decided_by=F("act__by")) | Q(decided_by=F("act__seconded_by"))
    return Appeal.objects.filter(same, decided_by__isnull=False)


def unsealed(text: str) -> int | None:
    """The act's number in the address of its mail; None for one that we did not write, or older than six months."""
    try:
        return signing.loads(text, salt=notices.SALT, max_age=OBJECT_WITHIN)
    except signing.BadSignature:
        return None
