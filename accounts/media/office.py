"""Documents of an office: told by what the archive holds, never unpacked (rows 19 and 44)."""

import zipfile
from typing import IO

OOXML = "application/vnd.openxmlformats-officedocument."
# The part that every document of its kind has, and what the file is then.
PARTS = {
    "word/document.xml": (f"{OOXML}wordprocessingml.document", ".docx"),
    "xl/workbook.xml": (f"{OOXML}spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": (f"{OOXML}presentationml.presentation", ".pptx"),
}
# What an open document says of itself in its first part, which is not compressed.
SAID = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
LONGEST = max(map(len, SAID))
PROGRAMS = (
    "vbaproject.bin",
    "basic/",
    "scripts/",
    ".exe",
    ".dll",
    ".js",
    ".vbs",
    ".bat",
    ".cmd",
    ".html",
    ".svg",
)
MOST_PARTS, LARGEST = 2000, 200 * 1024 * 1024
END, END_SIZE = b"PK\x05\x06", 22


def recognised(file: IO[bytes], content: bytes) -> tuple[str, str] | None:
    """Content type and suffix; None for any other archive, and for one that holds programs or more than it should."""
    # Nothing in front of it and nothing behind.
    if not content.startswith(b"PK\x03\x04") or content[-END_SIZE : -END_SIZE + 4] != END:
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind(archive, archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None


def _kind(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> tuple[str, str] | None:
    names = {part.filename for part in parts}
    is_sound = (
        0 < len(parts) <= MOST_PARTS
        and sum(part.file_size for part in parts) <= LARGEST
        and min(part.header_offset for part in parts) == 0
        and not any(part.flag_bits & 1 for part in parts)  # locked: nobody can see what is in it
        and not any(_is_program(name.lower()) for name in names)
    )
    if not is_sound:
        return None
    if "[Content_Types].xml" in names:
        return next((kind for part, kind in PARTS.items() if part in names), None)
    first = parts[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.file_size > LONGEST:
        return None
    said = archive.read(first)
    return (said.decode(), SAID[said]) if said in SAID else None


def _is_program(name: str) -> bool:
    return name.endswith(PROGRAMS) or name.startswith(PROGRAMS)
