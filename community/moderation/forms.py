"""Forms of the moderators' desk: no act without its rule, what happened, and why (L-30)."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.appeals import Appeal
from community.moderation.criticism import is_criticism
from community.moderation.grounds import LISTED, NAMED, Ground, begun
from community.moderation.kinds import Kind
from community.moderation.statements import WORDS, field_of
from community.rendering.markdown import tidy
from community.writing.sending import Sending
from community.writing.written import spoken_by

DAYS = [("1", _("A day")), ("3", _("Three days")), ("7", _("A week")), ("30", _("A month"))]


class Words(forms.CharField):
    """A few sentences that somebody will read."""

    def __init__(self, rows: int = 2, **kwargs):
        kwargs = {"max_length": 280, "widget": forms.Textarea(attrs={"rows": rows})} | kwargs
        super().__init__(**kwargs)

    def clean(self, value):
        if not (words := tidy(super().clean(value))) and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        return words


class StatementForm(forms.Form):
    """What the person concerned will read: which rule or law, what happened, why the one is against the other."""

    ground = forms.ChoiceField(label=_("Which rule or law it breaks"), choices=Ground.choices)
    clause = forms.CharField(
        label=_("Which rule or law exactly"),
        max_length=140,
        required=False,
        help_text=_("Needed for what looks illegal and for anything that is not on the list."),
    )
    facts = Words(
        label=_("What happened"),
        max_length=500,
        rows=3,
        help_text=_("Facts: what was said or done, and when."),
    )
    reason = Words(
        label=_("Why that breaks the rule"),
        help_text=_("The person reads all of it, together with how to object."),
    )

    def __init__(self, *args, matter, group=None, begin: str = "", **kwargs):
        self.matter, self.group = matter, group
        reader = matter if not hasattr(matter, "author_id") else matter.author
        if begin in Ground.values and reader is not None:
            kwargs["initial"] = (
                {"ground": begin} | begun(begin, spoken_by(reader)) | kwargs.get("initial", {})
            )
        super().__init__(*args, **kwargs)
        self.is_guarded = is_criticism(matter)
        if self.is_guarded:
            self.fields["ground"].choices = [choice for choice in Ground.choices if choice[0] in LISTED]

    @property
    def about(self) -> str:
        """ "post", "comment", "message", "entry" or "member"."""
        return field_of(self.matter)

    @property
    def beginnings(self) -> list[tuple[str, str]]:
        return [choice for choice in self.fields["ground"].choices if choice[0] != Ground.OTHER]

    def clean(self):
        found = super().clean()
        if found.get("ground") in NAMED and not found.get("clause"):
            self.add_error("clause", _("Name the rule or the law."))
        return found

    @property
    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in WORDS if name in self.fields}


class CorrectionForm(StatementForm):
    """What is asked of the author; what happened they can see for themselves."""

    facts = None
    reason = Words(
        label=_("What should be different"),
        rows=3,
        help_text=_("The author reads it on top of what they wrote, with the rule."),
    )


class HidingForm(StatementForm):
    kind = forms.ChoiceField(
        label=_("What happens to it"),
        required=False,
        choices=[
            (Kind.HIDDEN, _("Hide it: its author and the moderators still see it")),
            (
                Kind.TAKEN,
                _("Take it away: hidden now, deleted for good after six months without an objection"),
            ),
        ],
        widget=forms.RadioSelect,
        initial=Kind.HIDDEN,
    )
    field_order = ["kind"]

    def clean_kind(self):
        return self.cleaned_data["kind"] or Kind.HIDDEN


class SilenceForm(StatementForm):
    days = forms.ChoiceField(label=_("For how long"), choices=DAYS, initial="3")
    field_order = ["days"]

    @property
    def until(self):
        return timezone.now() + timedelta(days=int(self.cleaned_data["days"]))


class SuspensionForm(SilenceForm):
    days = forms.ChoiceField(
        label=_("For how long"),
        choices=[*DAYS, ("", _("Until somebody ends it"))],
        required=False,
        initial="7",
    )

    @property
    def until(self):
        return super().until if self.cleaned_data["days"] else None


class DismissalForm(forms.Form):
    reason = Words(label=_("Note"), required=False, help_text=_("For the other moderators."))


class ReversalForm(forms.Form):
    reason = Words(label=_("Why"), help_text=_("For the register, and for the person."), required=False)


class ObjectionForm(Sending):
    words = Words(
        label=_("Why it is wrong"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("You can also leave it empty: another person looks at it again in any case."),
    )


class ProposalForm(forms.Form):
    agreed = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes: it goes out of sight")), ("no", _("No: it stays"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    objection = Words(label=_("Why not"), required=False, help_text=_("For whoever proposed it."))


class AppealForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What you decide"), choices=Appeal.Outcome.choices, widget=forms.RadioSelect
    )
    answer = Words(label=_("Your answer"), max_length=500, rows=4, help_text=_("Whoever objected reads it."))
