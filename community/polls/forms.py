"""The composer of a poll."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.brand.moments import MomentField
from accounts.media.models import Upload
from community.polls.asking import MOST
from community.polls.models import Poll
from community.posts.forms import OfOneKind
from community.posts.models import Post
from community.writing.pictures import uploads_of

SHOWN = 4  # lines for options that stand there before one asks for more


class Row:
    """A line for an option: its words, and its picture if it has one."""

    def __init__(self, form: "PollForm", number: int):
        self.form, self.number = form, number
        self.text, self.picture = form[f"option-{number}"], form[f"picture-{number}"]

    @property
    def place(self) -> int:
        return self.number + 1

    @property
    def kept(self) -> Upload | None:
        return self.form.kept_pictures.get(self.number)


class PollForm(OfOneKind):
    """A question, its options and its rules. A picture that was chosen stays when something else was wrong."""

    only_kind = Post.Kind.POLL
    experienced_on = None
    title = forms.CharField(label=_("Your question"), max_length=140)
    body = forms.CharField(
        label=_("More about it"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_several = forms.BooleanField(label=_("Several answers are possible"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_("Nobody sees who chose what, staff neither. Whoever votes reads this beforehand."),
    )
    shows_at_end = forms.BooleanField(
        label=_("Show results only when it closes"),
        required=False,
        help_text=_("Otherwise each sees them after voting."),
    )
    closes_at = MomentField(
        label=_("Closes"), required=False, help_text=_("Until then everybody may change their vote.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(MOST):
            self.fields[f"option-{number}"] = forms.CharField(max_length=140, required=False)
            self.fields[f"picture-{number}"] = forms.FileField(required=False)
        self.kept_pictures = self._kept() if self.is_bound else {}

    @cached_property
    def rows(self) -> list[Row]:
        return [Row(self, number) for number in range(MOST)]

    @property
    def first_rows(self) -> list[Row]:
        return self.rows[:SHOWN]

    @property
    def more_rows(self) -> list[Row]:
        return self.rows[SHOWN:]

    @property
    def has_more(self) -> bool:
        return any(row.text.value() or row.kept or row.picture.errors for row in self.more_rows)

    @property
    def option_errors(self) -> list[str]:
        return self.errors.get("options", [])

    def clean(self):
        said = super().clean()
        for number in range(MOST):
            if file := self.cleaned_data.get(f"picture-{number}"):
                self._accept(number, file)
        return said

    def make(self, *, join: bool, kind: str, **said):
        options = [(said.pop(f"option-{n}", ""), self.kept_pictures.get(n)) for n in range(MOST)]
        for number in range(MOST):
            said.pop(f"picture-{number}", None)
        return Poll.objects.ask(by=self.member, join=join, options=options, **said)

    def refuse(self, refusal: ValidationError) -> None:
        known = getattr(refusal, "error_dict", {})
        if "options" in known:
            self.errors["options"] = self.error_class(known.pop("options")[0].messages)
            if not known:
                return
        super().refuse(refusal)

    def _accept(self, number: int, file) -> None:
        try:
            self.kept_pictures[number] = Upload.objects.accept(owner=self.member, file=file)
        except ValidationError as refusal:
            self.add_error(f"picture-{number}", refusal)

    def _kept(self) -> dict[int, Upload]:
        keys = {n: self.data.get(f"kept-{n}") for n in range(MOST) if not self.data.get(f"drop-{n}")}
        found = {str(one.pk): one for one in uploads_of(self.member, [key for key in keys.values() if key])}
        return {number: found[key] for number, key in keys.items() if key in found}
