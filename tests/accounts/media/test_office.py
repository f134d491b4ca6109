"""Documents of an office: taken by what is in them, and never when something in them could run (row 19)."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from accounts.media.models import Upload
from tests.accounts.media import examples
from tests.accounts.media.examples import sent

TEXT = "application/vnd.oasis.opendocument.text"


def packed(*names: str, first: tuple[str, str] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "x" * 40)
    return file.getvalue()


WORD = packed("[Content_Types].xml", "word/document.xml")
ACCEPTED = {
    ".docx": WORD,
    ".xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    ".pptx": packed("[Content_Types].xml", "ppt/presentation.xml"),
    ".odt": packed("content.xml", first=("mimetype", TEXT)),
}
REFUSED = {
    "macros": packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "macros of an open document": packed("Basic/Standard/Module1.xml", first=("mimetype", TEXT)),
    "a page inside": packed("[Content_Types].xml", "word/document.xml", "word/page.HTML"),
    "something behind it": WORD + examples.HTML,
    "something in front of it": b"PK\x03\x04" + WORD,
    "any archive": packed("holiday.txt"),
    "an open document of another sort": packed(first=("mimetype", TEXT + "-master")),
    "cut off": WORD[:-30],
}


@pytest.mark.parametrize("suffix", ACCEPTED)
def test_a_document_is_what_it_holds_whatever_its_name(ana, suffix):
    upload = Upload.objects.accept(owner=ana, file=sent(ACCEPTED[suffix], "minutes.jpg"), documents=True)
    assert upload.name == f"minutes.jpg{suffix}" and not upload.is_picture and upload.is_ready


@pytest.mark.parametrize("sort", REFUSED)
def test_what_could_run_or_hides_something_is_refused(ana, sort):
    with pytest.raises(ValidationError):
        Upload.objects.accept(owner=ana, file=sent(REFUSED[sort], "minutes.docx"), documents=True)
