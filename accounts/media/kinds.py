"""What may be uploaded: told by the content, never by the name or by what the browser says (rows 19 and
44). A name only takes away: a text that is called a picture is a damaged picture."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from accounts.media import naming, office, pictures

LARGEST = 15 * 1024 * 1024

MARKUP = re.compile(rb"<\s*(!doctype|\?xml|html|svg|script|iframe|body|head|math)\b", re.IGNORECASE)
# Signs that a text does not hold: then it is something else.
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
PHONE_PHOTO = re.compile(rb"\A.{4}ftyp(hei[cxmsf]|hev[cxms]|mif1|msf1|avif|avis)", re.DOTALL)

EMPTY = _("This file is empty.")
TOO_BIG = _("This file is too big: %(most)d MB at most.")
ONLY_PICTURES = _("This kind of file is not accepted. Send a picture: JPEG, PNG, WebP or GIF.")
ONLY_THESE = _(
    "This kind of file is not accepted. Send a picture (JPEG, PNG, WebP, GIF), a PDF, a plain text, or a document of"
    " an office (Word, Excel, PowerPoint, OpenDocument) without macros."
)
NOT_PAGES = _(
    "Drawings and pages such as SVG and HTML can hold programs and are not accepted. Send a PNG or JPEG."
)
NOT_HEIC = _("Photos in this format (HEIC, AVIF) cannot be shown here. Send it as JPEG: phones offer that.")
DAMAGED = _("This file is damaged and cannot be read. Choose it again, or send another.")
TOO_MANY_PIXELS = _("This picture has too many pixels. Make it smaller and send it again.")


@dataclass(frozen=True)
class Found:
    content_type: str
    suffix: str
    width: int | None = None
    height: int | None = None

    @property
    def is_picture(self) -> bool:
        return self.width is not None


def recognised(file: File | None, documents: bool) -> Found:
    """What the file is. Raises ValidationError with the sentence for whoever sent it."""
    if file is None or not file.size:
        raise ValidationError(EMPTY, "empty")
    if file.size > LARGEST:
        raise ValidationError(TOO_BIG, "size", {"most": LARGEST // (1024 * 1024)})
    file.seek(0)
    head = file.read(4096)
    found = _picture(file, head) or (_document(file, head) if documents else None)
    file.seek(0)
    if found is None:
        raise ValidationError(_refusal(head, documents), "type")
    if found.suffix == ".txt" and naming.PICTURES.search(file.name or ""):
        # Whoever chose it means a picture, and would miss it among the files.
        raise ValidationError(DAMAGED, "damaged")
    return found


def _picture(file: File, head: bytes) -> Found | None:
    if not pictures.looks_like_one(head):
        return None
    try:
        width, height = pictures.measured(file, head)
    except pictures.TooManyPixels as error:
        raise ValidationError(TOO_MANY_PIXELS, "pixels") from error
    except pictures.Unreadable as error:
        raise ValidationError(DAMAGED, "damaged") from error
    # Whatever it was, it is kept and served as WebP.
    return Found("image/webp", ".webp", width, height)


def _document(file: File, head: bytes) -> Found | None:
    file.seek(0)
    content = file.read()
    # From the first byte to the last: nothing in front of it and nothing of another kind behind it.
    if head.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]:
        return Found("application/pdf", ".pdf")
    if found := office.recognised(file, content):
        return Found(*found)
    if not BINARY.search(content) and not MARKUP.search(content):
        return Found("text/plain", ".txt")
    return None


def _refusal(head: bytes, documents: bool):
    if MARKUP.search(head):
        return NOT_PAGES
    if PHONE_PHOTO.match(head):
        return NOT_HEIC
    return ONLY_THESE if documents else ONLY_PICTURES
