"""Forms about people. Each names its fields: a column that is not here cannot be sent (row 28)."""

from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from accounts.brand.forms import ZoneField
from accounts.media.models import Upload
from accounts.members import impersonation, names
from accounts.members.models import Member


class ProfileForm(forms.ModelForm):
    handle = forms.CharField(
        label=_("Handle"),
        max_length=41,  # with the sign before it, which people type too
        help_text=_("How others mention you: @ and this word."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("A photo of you, or whatever stands for you. We remove where it was taken."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_picture = forms.BooleanField(label=_("Remove my picture"), required=False)
    field_order = ["picture", "without_picture", "name", "handle", "bio"]

    class Meta:
        model = Member
        fields = ["name", "handle", "bio"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "bio": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"bio": _("A sentence or two. Everybody here can read it.")}

    def clean_name(self) -> str:
        name = names.clean_name(self.cleaned_data["name"])
        if "name" in self.changed_data:  # who has borne a name all along keeps it
            impersonation.require_own_name(name, of=self.instance)
        return name

    def clean_handle(self) -> str:
        handle = names.clean_handle(self.cleaned_data["handle"])
        impersonation.require_own_handle(handle, of=self.instance)
        return handle

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.avatar_id:
            del self.fields["without_picture"]
        if self.instance.is_minor():  # L-25
            self.fields["bio"].help_text = _("A sentence or two. The people of your groups can read it.")

    def clean(self) -> dict:
        """Takes the picture in when all else is well: its errors are sentences for the field."""
        cleaned = super().clean()
        if cleaned.get("picture") and not self.errors:
            try:
                self.upload = Upload.objects.accept(owner=self.instance, file=cleaned["picture"])
            except forms.ValidationError as error:
                self.add_error("picture", error)
        return cleaned

    def wanted(self) -> dict:
        """The arguments for `Member.describe`."""
        words = {name: self.cleaned_data[name] for name in ("name", "handle", "bio")}
        if upload := getattr(self, "upload", None):
            words["avatar"] = upload
        elif self.cleaned_data.get("without_picture"):
            words["avatar"] = None
        return words

    def send(self, member: Member) -> bool:
        """Changes what others see of the member; False when somebody took the handle in this very moment."""
        try:
            member.describe(**self.wanted())
        except IntegrityError:
            self.add_error("handle", impersonation.HANDLE)
            member.refresh_from_db()
            return False
        return True

    def clean_bio(self) -> str:
        return names.clean_text(self.cleaned_data["bio"], lines=True)


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.Select)
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("auto", _("As this device is set")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    timezone = ZoneField(
        empty=_("Same as the centre's"),
        required=False,
        help_text=_("Times are shown in the zone of the centre; yours is named beside it."),
    )
