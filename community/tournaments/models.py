"""Tournaments: who enters, who meets whom, and who wins."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.made_once import made_once
from community.gatherings.calling_off import CalledOff
from community.gatherings.reminders import Reminder, ReminderQuerySet
from community.gatherings.waiting import WaitingList
from community.groups.models import Group
from community.posts.models import Post
from community.tournaments.announcing import Announcing
from community.tournaments.drawing import Drawable
from community.tournaments.entering import Enterable
from community.tournaments.playing import AWAY, HOME, ORGANISER, Playable
from community.tournaments.settling import Settling


class TournamentQuerySet(Announcing):
    def visible_to(self, member):
        """Whoever may see the post may see its tournament."""
        return self.filter(pk__in=Post.objects.visible_to(member).values("pk"))

    def read_by(self, member, pk: int) -> "Tournament":
        """The one with this number, with its post; raises Http404 unless the member may read that."""
        return _read.found(member, pk=pk)

    def entered_by(self, member):
        """In which they play, and what they organise."""
        mine = Entry.objects.filter(captain_id=member.pk, withdrawn_at__isnull=True)
        return self.filter(Q(pk__in=mine.values("tournament_id")) | Q(post__author_id=member.pk))

    def of_groups_of(self, member):
        """Those of the member's own groups, and whatever they play in or organise elsewhere."""
        mine = Entry.objects.filter(captain_id=member.pk, withdrawn_at__isnull=True)
        return self.filter(
            Q(post__group__in=Group.objects.joined_by(member).values("pk"))
            | Q(pk__in=mine.values("tournament_id"))
            | Q(post__author_id=member.pk)
        )

    def within(self, start: datetime, end: datetime):
        """Those whose first matches are then."""
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")

    def going_on(self):
        return self.filter(ended_at__isnull=True, cancelled_at__isnull=True)

    def over(self):
        """Played to their end, or called off."""
        return self.filter(Q(ended_at__isnull=False) | Q(cancelled_at__isnull=False))


class Tournament(Enterable, Drawable, Settling, CalledOff, WaitingList):
    class Mode(models.TextChoices):
        KNOCKOUT = "knockout", _("Knockout: who loses is out")
        LEAGUE = "league", _("League: everybody plays everybody")

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="tournament")
    mode = models.CharField(_("how it is played"), max_length=8, choices=Mode.choices)
    is_for_teams = models.BooleanField(_("teams enter"), default=False)
    entries_most = models.PositiveSmallIntegerField(_("places"))
    closes_at = models.DateTimeField(_("entries close"))
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # Published with its order: whoever doubts the draw repeats it.
    seed = models.CharField(max_length=64, blank=True, editable=False)
    drawn_at = models.DateTimeField(null=True, editable=False)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    champion = models.ForeignKey(
        "community.Entry", models.SET_NULL, null=True, related_name="+", editable=False
    )
    # Kept by the verbs, under the lock of the post.
    entry_count = models.PositiveSmallIntegerField(default=0, editable=False)
    last_number = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = TournamentQuerySet.as_manager()

    class Meta:
        verbose_name = _("tournament")
        verbose_name_plural = _("tournaments")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_count__lte=F("entries_most")), name="tournament_never_overfull"
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, seed="") | Q(drawn_at__isnull=False) & ~Q(seed=""),
                name="tournament_drawn_with_a_seed",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(drawn_at__isnull=False), name="tournament_drawn_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(cancelled_at__isnull=True), name="what_is_called_off_has_no_end"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["ended_at", "-post"], name="tournament_going_on")]

    def __str__(self) -> str:
        return self.post.headline

    def get_absolute_url(self) -> str:
        return f"/tournaments/{self.pk}/"

    def phase(self, as_of: datetime | None = None) -> str:
        """In one word how far it is: open, closed, running, over or cancelled."""
        if self.cancelled_at is not None:
            return "cancelled"
        if self.ended_at is not None:
            return "over"
        if self.drawn_at is not None:
            return "running"
        return "open" if self.takes_entries(as_of) else "closed"


class EntryQuerySet(models.QuerySet):
    def entered(self):
        """With a place, or in line for one."""
        return self.filter(withdrawn_at__isnull=True)

    def standing(self):
        """With a place."""
        return self.entered().filter(line__isnull=True)

    def in_line(self):
        return self.filter(line__isnull=False).order_by("line")

    def drawn(self):
        """Those of the draw, withdrawn or not, in the order of their lots."""
        return self.filter(lot__isnull=False).order_by("lot")

    def with_people(self):
        return self.select_related("captain__avatar")


class Entry(models.Model):
    """A member, or a team with its captain."""

    tournament = models.ForeignKey(Tournament, models.CASCADE, related_name="entries")
    number = models.PositiveSmallIntegerField()  # in the order of entering; what the draw is made with
    captain = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name of the team"), max_length=60, blank=True)
    players = models.CharField(_("who plays"), max_length=200, blank=True)
    lot = models.PositiveSmallIntegerField(null=True, editable=False)
    line = models.PositiveIntegerField(
        null=True, editable=False
    )  # the place in line; without one they are in
    promoted_at = models.DateTimeField(null=True, editable=False)
    entered_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tournament", "number"], name="entry_has_a_number_of_its_own"),
            models.UniqueConstraint(fields=["tournament", "captain"], name="one_entry_a_captain"),
            models.UniqueConstraint(
                fields=["tournament", "lot"], condition=Q(lot__isnull=False), name="one_lot_each"
            ),
            models.UniqueConstraint(
                fields=["tournament", "line"], condition=Q(line__isnull=False), name="one_place_in_line_an_entry"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(lot__isnull=True, withdrawn_at__isnull=True),
                name="who_waits_is_neither_drawn_nor_out",
            ),
            models.UniqueConstraint(
                "tournament", Lower("name"), condition=~Q(name="") & Q(withdrawn_at__isnull=True),
                name="one_team_of_a_name",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or self.person

    @property
    def people(self) -> int:
        """How many places it takes."""
        return 1

    @property
    def person_in_line(self):
        return self.captain

    @property
    def person(self) -> str:
        """The captain's name, as long as they are here."""
        is_here = self.captain is not None and self.captain.left_at is None
        return self.captain.name if is_here else gettext("Former member")


class MatchQuerySet(models.QuerySet):
    def visible_to(self, member):
        return self.filter(tournament__in=Tournament.objects.visible_to(member).values("pk"))

    def with_players(self):
        return self.select_related("home__captain", "away__captain", "winner")

    def disputed(self):
        return self.filter(disputed_at__isnull=False)

    def played_by(self, member):
        """Those of the member's own entries, as long as they stand."""
        mine = Entry.objects.standing().filter(captain_id=member.pk)
        return self.filter(Q(home__in=mine.values("pk")) | Q(away__in=mine.values("pk")))


class Match(Playable):
    class How(models.TextChoices):
        PLAYED = "played", _("played")
        WALKOVER = "walkover", _("without playing")
        LEFT = "left", _("the other withdrew")
        FREE = "free", _("free round")
        NOBODY = "nobody", _("nobody came")

    tournament = models.ForeignKey(Tournament, models.CASCADE, related_name="matches")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("when it is played"), null=True, blank=True)
    home = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    away = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    home_score = models.PositiveSmallIntegerField(null=True, editable=False)
    away_score = models.PositiveSmallIntegerField(null=True, editable=False)
    winner = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    disputed_at = models.DateTimeField(null=True, editable=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tournament", "round", "position"], name="one_match_a_place"),
            models.CheckConstraint(
                condition=Q(winner__isnull=True) | Q(winner=F("home")) | Q(winner=F("away")),
                name="who_wins_has_played",
            ),
            models.CheckConstraint(
                condition=Q(how="", decided_at__isnull=True, winner__isnull=True)
                | ~Q(how="") & Q(decided_at__isnull=False),
                name="match_decided_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(home_score__isnull=True, away_score__isnull=True) & ~Q(how="played")
                | Q(home_score__isnull=False, away_score__isnull=False, how="played"),
                name="scores_of_what_was_played",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.home or '?'} – {self.away or '?'}"

    def get_absolute_url(self) -> str:
        return f"/tournaments/{self.tournament_id}/matches/{self.pk}/"


class StatementQuerySet(models.QuerySet):
    def open(self):
        """What a player says and nobody has decided yet."""
        return self.filter(superseded_at__isnull=True)


class Statement(models.Model):
    """What somebody said about a match. Lines are added, never changed: this is its history."""

    VOICES = [(HOME, HOME), (AWAY, AWAY), (ORGANISER, ORGANISER)]

    match = models.ForeignKey(Match, models.CASCADE, related_name="statements")
    voice = models.CharField(max_length=9, choices=VOICES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    home_score = models.PositiveSmallIntegerField(null=True)
    away_score = models.PositiveSmallIntegerField(null=True)
    winner = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")  # of a walkover
    reason = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["match", "voice"],
                condition=Q(superseded_at__isnull=True),
                name="one_open_word_a_side",
            )
        ]


class FixtureReminder(Reminder):
    """Of the first matches of a tournament, or of one match that has a time of its own."""

    tournament = models.ForeignKey(Tournament, models.CASCADE, related_name="reminders")
    match = models.ForeignKey(Match, models.CASCADE, null=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tournament", "stage"], condition=Q(match__isnull=True), name="one_reminder_a_start_and_stage"
            ),
            models.UniqueConstraint(fields=["match", "stage"], name="one_reminder_a_match_and_stage"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_at"], name="fixture_reminder_due", condition=Q(told_at__isnull=True))
        ]


@made_once
def _read(reader, pk):
    chosen = Tournament.objects.visible_to(reader).filter(pk=pk)
    return chosen.select_related("post__group__centre", "post__author", "champion__captain")
