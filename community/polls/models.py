"""Polls: a question to a group, its options, and what each member chose."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.made_once import made_once
from community.households import HouseholdVote
from community.polls.asking import Asking
from community.polls.voting import Votable
from community.posts.models import Post


class PollQuerySet(Asking):
    def visible_to(self, member):
        """Whoever may see the post may see its poll."""
        return self.filter(pk__in=Post.objects.visible_to(member).values("pk"))

    def read_by(self, member, pk: int) -> "Poll":
        """The one with this number, with its post; raises Http404 unless the member may read that."""
        return _read.found(member, pk=pk)

    def opened(self):
        """Those in which one can vote, or could: not while what one votes on is still being brought."""
        return self.filter(opened_at__isnull=False)

    def due(self, as_of: datetime):
        """Those whose time is over and of which nobody has been told."""
        return self.opened().filter(closes_at__lte=as_of, told_at__isnull=True)


class Poll(Votable):
    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="poll")
    is_several = models.BooleanField(_("several answers"), default=False)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    shows_at_end = models.BooleanField(_("results when it closes"), default=False)
    # Since when it has options; none while members still bring them.
    opened_at = models.DateTimeField(null=True, default=timezone.now, editable=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True, editable=False)  # when its end was told; a due row until then
    # Who has won, for whoever is told; none in a tie, and of a poll that is open.
    winner = models.ForeignKey(
        "community.PollOption", models.SET_NULL, null=True, related_name="+", editable=False
    )
    voter_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        indexes = [models.Index(fields=["closes_at"], name="poll_due", condition=Q(told_at__isnull=True))]

    def __str__(self) -> str:
        return self.post.headline

    def get_absolute_url(self) -> str:
        return self.post.get_absolute_url()

    @property
    def offered(self) -> list:
        """The options that one can vote for, in their order: not those that moderators have set aside."""
        return [option for option in self.options.all() if option.set_aside_at is None]


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("option"), max_length=140, blank=True)
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, null=True, related_name="+")
    # Who brought it, told when the poll is over; nobody votes for their own.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    vote_count = models.PositiveIntegerField(default=0, editable=False)
    # Out of sight by a decision that may be taken back: its votes wait with it.
    set_aside_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="poll_option_once_a_place"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(upload__isnull=False), name="poll_option_says_or_shows_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text or gettext("Picture %(number)d") % {"number": self.position + 1}

    @property
    def maker(self) -> str:
        """Who brought it, in words; nothing when it was the asker's."""
        if self.by is None:
            return ""
        return gettext("Former member") if self.by.left_at else self.by.name


class Vote(HouseholdVote):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_only = models.BooleanField()  # the one vote that its member has in this poll
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "option"], name="vote_once_for_an_option"),
            models.UniqueConstraint(
                fields=["member", "poll"], condition=Q(is_only=True), name="vote_once_in_a_single_choice"
            ),
            models.UniqueConstraint(
                fields=["household", "option"],
                condition=~Q(household=""),
                name="vote_once_a_household_and_option",
            ),
        ]
        indexes = [models.Index(fields=["poll", "member"], name="vote_by_poll")]


@made_once
def _read(reader, pk):
    chosen = Poll.objects.visible_to(reader).filter(pk=pk)
    return chosen.select_related("post__group")
