"""Forms of tournaments: announcing one, its terms, entering, when a match is played and what happened in it."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.brand.moments import MomentField
from community.posts.forms import OfOneKind
from community.posts.models import Post
from community.tournaments.announcing import FEWEST, MOST
from community.tournaments.entering import TERMS
from community.tournaments.models import Tournament
from community.tournaments.playing import AWAY, HIGHEST, HOME
from community.writing.sending import Sending

TIMES = ("closes_at", "starts_at")
SHORT = {"class": "input-short"}


class Terms(forms.Form):
    """How many, until when, where."""

    entries_most = forms.IntegerField(
        label=_("Places"), min_value=FEWEST, max_value=max(MOST.values()), initial=16,
        help_text=_("A knockout takes up to 128, a league up to 20."), widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    closes_at = MomentField(label=_("Entries close"))
    starts_at = MomentField(label=_("First matches"), required=False)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)

    def in_zone_of(self, group) -> None:
        """What was typed is the clock of the group's centre, if it has one of its own."""
        zone = zone_of(group)
        for name in TIMES:
            if isinstance(moment := self.cleaned_data.get(name), datetime):
                typed = timezone.localtime(moment, Brand.current().zone)
                self.cleaned_data[name] = typed.replace(tzinfo=zone)


def zone_of(group):
    return ((group and group.centre) or Brand.current()).zone


class TournamentForm(Terms, OfOneKind):
    only_kind = Post.Kind.EVENT
    experienced_on = is_by_household = None
    title = forms.CharField(label=_("What is it called?"), max_length=140)
    body = forms.CharField(
        label=_("What should players know?"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mode = forms.ChoiceField(
        label=_("How is it played?"),
        choices=Tournament.Mode.choices,
        widget=forms.RadioSelect,
        initial="knockout",
    )
    is_for_teams = forms.BooleanField(
        label=_("Teams enter"), required=False, help_text=_("Whoever enters names a team and is its captain.")
    )

    def clean(self):
        said = super().clean()
        self.in_zone_of(self.cleaned_data.get("group"))
        return said

    def make(self, *, join: bool, kind: str, **said):
        return Tournament.objects.announce(by=self.member, join=join, **said)


class TermsForm(Terms, Sending):
    def __init__(self, *args, tournament: Tournament, member, **kwargs):
        self.tournament, self.member = tournament, member
        super().__init__(*args, **kwargs)
        zone = zone_of(tournament.post.group)
        self.initial = {name: getattr(tournament, name) for name in TERMS}
        for name in TIMES:
            if moment := self.initial[name]:
                self.initial[name] = timezone.localtime(moment, zone).replace(tzinfo=None)
        if tournament.drawn_at:
            del self.fields["entries_most"], self.fields["closes_at"]

    def clean(self):
        said = super().clean()
        self.in_zone_of(self.tournament.post.group)
        self._keep_what_was_not_touched()
        return said

    def _keep_what_was_not_touched(self) -> None:
        """The field shows minutes: who leaves it as it stands changes nothing."""
        for name in TIMES:
            if name in self.fields and name not in self.changed_data:
                self.cleaned_data[name] = getattr(self.tournament, name)

    def make(self, *, submission, **terms):
        self.tournament.change(by=self.member, **terms)
        return self.tournament


class EntryForm(Sending):
    """A team's name; single members enter with a button alone."""

    name = forms.CharField(label=_("Name of the team"), max_length=60, required=False)
    players = forms.CharField(
        label=_("Who plays with you"),
        max_length=200,
        required=False,
        help_text=_("Everybody in the group reads it."),
    )

    def __init__(self, *args, tournament: Tournament, member, **kwargs):
        self.tournament, self.member = tournament, member
        super().__init__(*args, **kwargs)
        if not tournament.is_for_teams:
            self.fields.clear()
            return
        self.fields["name"].required = True

    def make(self, *, submission=None, **said):
        return self.tournament.enter(by=self.member, **said)


class PlanForm(Sending):
    starts_at = MomentField(
        label=_("When do you play?"),
        required=False,
        help_text=_("Both are told, and reminded a day and two hours before."),
    )

    def __init__(self, *args, match, member, **kwargs):
        self.match, self.member = match, member
        super().__init__(*args, auto_id="id_plan_%s", **kwargs)
        self.zone = zone_of(match.tournament.post.group)
        if match.starts_at:
            self.initial["starts_at"] = timezone.localtime(match.starts_at, self.zone).replace(tzinfo=None)

    def clean_starts_at(self):
        """What was typed is the clock of the group's centre; who leaves it as it stands changes nothing."""
        if "starts_at" not in self.changed_data:
            return self.match.starts_at
        if moment := self.cleaned_data["starts_at"]:
            return timezone.localtime(moment, Brand.current().zone).replace(tzinfo=self.zone)
        return None

    def make(self, *, submission, starts_at):
        self.match.plan(by=self.member, starts_at=starts_at)
        return self.match


class ScoreField(forms.IntegerField):
    def __init__(self, **kwargs):
        super().__init__(
            min_value=0,
            max_value=HIGHEST,
            widget=forms.NumberInput(attrs=SHORT | {"inputmode": "numeric"}),
            **kwargs,
        )


class ReportForm(Sending):
    home_score = ScoreField()
    away_score = ScoreField()

    def __init__(self, *args, match, member, **kwargs):
        self.match, self.member = match, member
        super().__init__(*args, **kwargs)
        self.fields["home_score"].label = str(match.home)
        self.fields["away_score"].label = str(match.away)

    def make(self, *, submission, **said):
        self.match.report(by=self.member, **said)
        return self.match


class DecisionForm(ReportForm):
    outcome = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect, initial="played")
    home_score = ScoreField(required=False)
    away_score = ScoreField(required=False)
    reason = forms.CharField(
        label=_("In a sentence"),
        max_length=200,
        required=False,
        help_text=_("It stays in the history of the match."),
    )

    def __init__(self, *args, match, member, **kwargs):
        super().__init__(*args, match=match, member=member, auto_id="id_decision_%s", **kwargs)
        without = _("%(name)s goes on without playing")
        self.fields["outcome"].choices = [
            ("played", _("It was played")),
            (HOME, without % {"name": match.home}),
            (AWAY, without % {"name": match.away}),
        ]
        self.initial |= {"home_score": match.home_score, "away_score": match.away_score}

    def make(self, *, submission, **said):
        self.match.decide(by=self.member, **said)
        return self.match
