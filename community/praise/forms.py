"""The composer of praise, and saying whether it may be quoted."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from community.posts.forms import OfOneKind
from community.posts.models import Post
from community.praise import bodies
from community.praise.models import Praise
from community.writing.sending import Sending

ASKED = _(
    "It may then be shown outside, such as on the web or in the entrance. You may take that back at any time."
)


def consent_field(**more) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=Praise.Consent.choices, widget=forms.RadioSelect, required=False, help_text=ASKED, **more
    )


def asked() -> str:
    return _("May %(brand)s quote it?") % {"brand": Brand.current().name}


class PraiseForm(OfOneKind):
    """Whom one thanks, what for, and whether others may read it elsewhere."""

    only_kind = Post.Kind.PRAISE
    title = is_by_household = None
    guarded = ("body", "tags")
    body = forms.CharField(
        label=_("What was good?"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    praised = forms.ChoiceField(
        label=_("Whom is it for?"),
        required=False,
        help_text=_("Whom you name is told."),
    )
    consent = consent_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = asked()
        self.initial.setdefault("consent", "")
        self.staff = {f"member-{one.pk}": one for one in employees(self.member)}
        self.teams = {f"team-{name}": name for name in bodies.names()}
        self.fields["praised"].choices = [
            ("", _("Nobody in particular")),
            (_("People"), [(key, said_of(one)) for key, one in self.staff.items()]),
            (_("Teams"), list(self.teams.items())),
        ]

    def make(self, *, kind: str, praised: str, **said):
        whom = {"employee": self.staff.get(praised), "team": self.teams.get(praised, "")}
        return Praise.objects.give(by=self.member, **whom, **said)


def employees(member):
    """Staff who are here, but the one who writes."""
    return get_user_model().objects.joined().active().staff().exclude(pk=member.pk).order_by("name", "pk")


def said_of(member) -> str:
    return f"{member.name} · {member.title}" if member.title else member.name


class ConsentForm(Sending):
    consent = consent_field()

    def __init__(self, *args, praise: Praise, member, **kwargs):
        self.praise, self.member = praise, member
        super().__init__(*args, initial={"consent": praise.consent if praise.is_quotable else ""}, **kwargs)
        self.fields["consent"].label = asked()

    def make(self, *, submission, consent: str) -> Praise:
        self.praise.allow(consent, by=self.member)
        return self.praise
