"""Files in a form: any number of them, each checked as any other (row 19)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.media.models import Upload

MOST = 5


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; each is judged by itself where it is stored, so that one bad file spoils no other."""

    widget = ManyFiles

    def clean(self, data, initial=None) -> list:
        return data if isinstance(data, list) else []


class Enclosing(forms.Form):
    """A form whose words files go along with: pictures, PDF, plain text and documents of an office."""

    enclosed = FilesField(label=_("Files"), required=False)

    def __init__(self, *args, member, **kwargs):
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_enclosed(self) -> list[Upload]:
        """The uploads. One that is not accepted says why beside the field."""
        chosen = self.cleaned_data["enclosed"]
        if len(chosen) > MOST:
            raise ValidationError(
                ngettext_lazy("One file at most.", "%(most)d files at most.", MOST), "many", {"most": MOST}
            )
        return [upload for file in chosen if (upload := self._accepted(file))]

    def _accepted(self, file) -> Upload | None:
        try:
            return Upload.objects.accept(owner=self.member, file=file, documents=True)
        except ValidationError as refusal:
            self.add_error("enclosed", ValidationError(f"{file.name}: {' '.join(refusal.messages)}", "file"))
            return None
