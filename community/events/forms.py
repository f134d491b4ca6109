"""Forms of events: the composer, changing a date."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.brand.moments import MomentField
from community.events.announcing import MOST_DATES, zone_of
from community.events.models import Event
from community.posts.forms import OfOneKind
from community.posts.models import Post
from community.writing.sending import Sending

TIMES = ("starts_at", "ends_at", "answers_until")


class Facts(forms.Form):
    """When, where, for how many."""

    starts_at = MomentField(label=_("Starts"))
    ends_at = MomentField(label=_("Ends"), required=False)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    price = forms.CharField(
        label=_("Price"),
        max_length=120,
        required=False,
        help_text=_("In words, such as “12 €, children free”."),
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Empty: as many as come. When they are taken, a waiting list begins."),
        widget=forms.NumberInput(attrs={"class": "input-short"}),
    )
    guests_most = forms.IntegerField(
        label=_("Guests that each may bring"),
        min_value=0,
        max_value=20,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
    )
    answers_until = MomentField(label=_("Answer until"), required=False)
    is_list_private = forms.BooleanField(label=_("Only organisers see who comes"), required=False)

    def clean_guests_most(self) -> int:
        return self.cleaned_data["guests_most"] or 0

    def in_zone_of(self, group) -> None:
        """What was typed is the clock of the group's centre, if it has one of its own."""
        zone = zone_of(group) if group else Brand.current().zone
        for name in TIMES:
            if isinstance(moment := self.cleaned_data.get(name), datetime):
                typed = timezone.localtime(moment, Brand.current().zone)
                self.cleaned_data[name] = typed.replace(tzinfo=zone)


class EventForm(Facts, OfOneKind):
    """A name, the facts, and how often it comes again."""

    only_kind = Post.Kind.EVENT
    experienced_on = is_by_household = None
    title = forms.CharField(label=_("What is it called?"), max_length=140)
    body = forms.CharField(
        label=_("What happens there?"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    repeats = forms.ChoiceField(
        label=_("Comes again"),
        required=False,
        choices=[("", _("No, once")), ("weekly", _("Every week")), ("monthly", _("Every month"))],
    )
    dates = forms.IntegerField(
        label=_("How many dates"),
        min_value=1,
        max_value=MOST_DATES,
        required=False,
        help_text=_("In all. Each has its own seats and answers."),
        widget=forms.NumberInput(attrs={"class": "input-short"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("guests_most", 0)

    def clean_dates(self) -> int:
        return self.cleaned_data["dates"] or 1

    def clean(self):
        said = super().clean()
        self.in_zone_of(self.cleaned_data.get("group"))
        return said

    def make(self, *, join: bool, kind: str, **said):
        return Event.objects.announce(by=self.member, join=join, **said)


class ChangeForm(Facts, Sending):
    def __init__(self, *args, event: Event, member, **kwargs):
        self.event, self.member = event, member
        super().__init__(*args, **kwargs)
        zone = zone_of(event.post.group)
        self.initial = {name: getattr(event, name) for name in self.fields if hasattr(event, name)}
        for name in TIMES:
            if moment := self.initial[name]:
                self.initial[name] = timezone.localtime(moment, zone).replace(tzinfo=None)

    def clean(self):
        said = super().clean()
        self.in_zone_of(self.event.post.group)
        return said

    def make(self, *, submission, **facts):
        self.event.change(by=self.member, **facts)
        return self.event
