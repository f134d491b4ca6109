"""Reports: "this breaks the rules". They go to moderators, never to the ticket queue."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.chat.models import Message
from community.comments.models import Comment
from community.contests.models import ContestEntry
from community.posts.models import Post
from community.reports import notices, routing
from community.transactions import all_or_nothing
from community.wordrules.models import register_held
from community.writing.pace import keep, one_at_a_time

# How bad each would be; a reporter who is right keeps the whole weight, one who never is loses it bit by bit.
SEVERITY = {"illegal": 40, "private": 30, "insult": 20, "false": 20, "spam": 10, "other": 10, "words": 10}
MOST = 30  # reports of one member in ten minutes: a wave of advertising, and not a campaign
FIELDS = {
    Post: "post", Comment: "comment", Message: "message", ContestEntry: "entry", get_user_model(): "about",
}  # fmt: skip


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at__isnull=True)

    def on(self, matter):
        """Reports of this post, comment, message, picture or member."""
        return self.filter(**{FIELDS[type(matter)]: matter})

    def visible_to(self, member):
        """What lies on the member's desk: reports from the groups they keep in order, and for moderators of
        the site those about people and from private rooms. Never what is about themselves (row 42)."""
        return self.filter(routing.desk_of(member))

    def standing(self, matter, member):
        """The member's report that waits, or was decided about this very text; None when there is something new to
        say."""
        last = self.on(matter).filter(member=member).order_by("-pk").first()
        return last if last is not None and not last.is_overtaken else None

    @all_or_nothing
    def receive(self, matter, *, by, reason: str, note: str = "", as_of=None):
        """Writes the report and calls those who decide; returns the one that stands when there is one. Raises
        ValidationError for whoever reports faster than a person reads."""
        one_at_a_time(by)
        if standing := self.standing(matter, by):
            return standing
        keep(self.all(), by, MOST, of="member")
        known = {"reason": reason, "note": note, "weight": self._weight(by, reason)}
        return self._write(matter, member=by, created_at=as_of or timezone.now(), **known)

    @all_or_nothing
    def notice(self, matter, *, note: str, as_of=None):
        """A word rule of the house came across it: lies on the desk like a member's report, once for each text."""
        if standing := self.standing(matter, None):
            return standing
        known = {"reason": Report.Reason.WORDS, "note": note, "created_at": as_of or timezone.now()}
        return self._write(matter, member=None, **known)

    def _write(self, matter, **known):
        report = self.create(**{FIELDS[type(matter)]: matter}, **known)
        notices.received(report)
        return report

    def _weight(self, by, reason: str) -> int:
        """How bad it would be, times how often this person's reports turned out to be right."""
        decided = self.filter(member=by, decided_at__isnull=False)
        right = decided.filter(outcome=Report.Outcome.HIDDEN).count()
        return SEVERITY.get(reason, 10) * (2 + 2 * right) // (2 + decided.count())

    @all_or_nothing
    def settle(self, matter, *, by, outcome: str, note: str = "", as_of=None) -> int:
        """Decides what is open about the matter and tells the reporters; returns how many reports it was."""
        mine = list(
            self.on(matter).open().select_for_update(of=["self"]).select_related("member").order_by("pk")
        )
        self.filter(pk__in=[report.pk for report in mine]).update(
            decided_at=as_of or timezone.now(), decided_by=by, outcome=outcome, decision_note=note
        )
        notices.decided(mine)
        return len(mine)


class Report(models.Model):
    class Reason(models.TextChoices):
        INSULT = "insult", _("Insults or harasses somebody")
        SPAM = "spam", _("Advertising or spam")
        PRIVATE = "private", _("Shows somebody's private data")
        FALSE = "false", _("Somebody pretends to be somebody else")
        ILLEGAL = "illegal", _("Looks illegal")
        OTHER = "other", _("Something else")
        WORDS = "words", _("A word rule of the house")

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        DISMISSED = "dismissed", _("Dismissed")

    post = models.ForeignKey("community.Post", models.CASCADE, null=True, blank=True, related_name="reports")
    comment = models.ForeignKey(
        "community.Comment", models.CASCADE, null=True, blank=True, related_name="reports"
    )
    message = models.ForeignKey(
        "community.Message", models.CASCADE, null=True, blank=True, related_name="reports"
    )
    entry = models.ForeignKey(
        ContestEntry, models.CASCADE, null=True, blank=True, related_name="reports"
    )  # a picture in a contest
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="reports_about"
    )  # a member as such
    # Nobody when a word rule of the house came across it.
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="reports")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)
    note = models.CharField(_("what happened"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(default=10, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    decision_note = models.CharField(max_length=280, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            *[
                models.UniqueConstraint(
                    fields=[field, "member"],
                    condition=Q(decided_at__isnull=True),
                    name=f"one_open_report_of_{field}",
                )
                for field in FIELDS.values()
            ],
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="report_decided_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["-id"], name="report_open", condition=Q(decided_at__isnull=True))]

    @staticmethod
    def listen() -> None:
        """Hears from the word rules what somebody should look at."""
        register_held(Report.objects.notice)

    @staticmethod
    def field_of(matter) -> str:
        """ "post", "comment", "message", "entry" or "about"."""
        return FIELDS[type(matter)]

    @staticmethod
    def reportable_by(member, matter) -> bool:
        """Anything but oneself; whether they may see it is asked first."""
        if FIELDS[type(matter)] == "about":
            return matter != member
        return matter.author_id != member.pk and matter.deleted_at is None

    @property
    def is_overtaken(self) -> bool:
        """Decided, and since then there may be something else to report: other words, or what a person did later."""
        if self.decided_at is None or self.about_id:
            return self.decided_at is not None
        changed = self.matter.edited_at
        return changed is not None and changed > self.decided_at

    @property
    def matter(self):
        """The post, comment, message, picture or member that it is about."""
        return self.post or self.comment or self.message or self.entry or self.about

    @property
    def person(self):
        """Who answers for the matter; None when they have left."""
        return self.about or self.matter.author

    @property
    def group(self):
        """Where it happened; None for a report about a member as such, and from a private room."""
        if self.message_id:
            return self.message.group
        if self.comment_id:
            return self.comment.post.group
        if self.entry_id:
            return self.entry.place
        return self.post.group if self.post_id else None

    def same_matter(self):
        return Report.objects.on(self.matter)
