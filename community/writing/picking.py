"""Pictures and files in a form: chosen now, sent ahead, or kept from a first try that had a mistake in it."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.media.enclosing import FilesField
from accounts.media.models import Upload
from community.writing.pictures import tidy_words, uploads_of


@dataclass(frozen=True)
class Kept:
    """A picture or a file that is there already, with its words."""

    upload: Upload
    alt: str


class Picking(forms.Form):
    pictures = FilesField(label=_("Pictures"), required=False)
    documents = False  # whether it takes files that are no pictures, too

    def __init__(self, *args, member, shown=(), **kwargs):
        self.member, self.kept = member, [Kept(picture.upload, picture.alt) for picture in shown]
        super().__init__(*args, **kwargs)
        if self.documents:
            self.fields["pictures"].label = _("Pictures and files")

    def clean_pictures(self) -> list[tuple[Upload, str]]:
        """The (upload, words) pairs: those kept first. A file that is not accepted says why, the others stay."""
        self.keep(self.data)
        for file in self.cleaned_data["pictures"]:
            try:
                upload = Upload.objects.accept(owner=self.member, file=file, documents=self.documents)
                self.kept.append(Kept(upload, ""))
            except ValidationError as refusal:
                words = " ".join(refusal.messages)
                self.add_error("pictures", ValidationError(f"{file.name}: {words}", "file"))
        return [(kept.upload, kept.alt) for kept in self.kept]

    def keep(self, sent) -> None:
        """Shows again the pictures that were sent, or stand in a draft."""
        self.kept = list(self._kept_of(sent if isinstance(sent, MultiValueDict) else MultiValueDict()))

    def _kept_of(self, sent: MultiValueDict):
        dropped = set(sent.getlist("drop"))
        keys = [key for key in dict.fromkeys(sent.getlist("upload")) if key not in dropped]
        found = {str(upload.pk): upload for upload in self._uploads(keys)} if keys else {}
        for key in keys:
            if upload := found.get(key):
                yield Kept(upload, tidy_words(sent.get(f"alt-{key}", "")))

    def _uploads(self, keys):
        return uploads_of(self.member, keys, documents=self.documents)
