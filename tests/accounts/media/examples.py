"""Files that people send, and files that nobody should."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.media.models import Upload

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 200


def sent(content: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def picture(size=(64, 48), format="PNG", mode="RGB", **options) -> bytes:
    """Red above, blue below: so that one can see which way up it is."""
    drawn = Image.new(mode, size, "blue" if mode in ("RGB", "RGBA") else 200)
    if mode in ("RGB", "RGBA"):
        ImageDraw.Draw(drawn).rectangle([0, 0, size[0], size[1] // 2], fill="red")
    file = io.BytesIO()
    drawn.save(file, format, **options)
    return file.getvalue()


def phone_photo(size=(64, 48), orientation=1) -> bytes:
    """A JPEG with the place, the device and the way it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "CanaryPhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (40.0, 26.0, 46.0), 3: "W", 4: (3.0, 41.0, 10.0)})
    return picture(size, "JPEG", exif=exif, comment=b"CanaryComment")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_announcing(width: int, height: int, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    flood = zlib.compress(b"\0" * 200_000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(more)
        + chunk(b"IDAT", flood)
        + chunk(b"IEND", b"")
    )


def gif_announcing(width: int, height: int, frames: int = 1) -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0" * 6 + frame * frames + b"\x3b"


def webp_announcing(width: int, height: int) -> bytes:
    canvas = b"\x00" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_announcing(width: int, height: int, kind: int = 0xC0) -> bytes:
    small = picture((16, 16), "JPEG", progressive=kind == 0xC2)
    at = small.index(bytes([0xFF, kind]))
    return small[: at + 5] + struct.pack(">HH", height, width) + small[at + 9 :]


def upload_of(member, content: bytes | None = None, **how) -> Upload:
    """A picture of the member's, ready."""
    upload = Upload.objects.accept(owner=member, file=sent(content or picture()), **how)
    upload.make_ready()
    return upload
