"""Names of files: what a person called it, without what could mislead another person or a program."""

import re
import unicodedata

LONGEST = 120
# Control, format (bidi, zero width), surrogate, private, unassigned; line and paragraph separators.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# What a picture was before it was drawn anew: “goteras.png” is “goteras.webp” from then on.
PICTURES = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|hei[cf]|bmp|tiff?)$", re.IGNORECASE)
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean(name: str | None, suffix: str) -> str:
    """The last part of the path, of at most 120 characters, ending in the suffix of what the content is."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in HIDDEN
    )
    stem = " ".join(seen.translate(FORBIDDEN).split())
    if suffix == ".webp":
        stem = PICTURES.sub("", stem)
    elif stem.lower().endswith(suffix):
        stem = stem[: -len(suffix)]
    return (stem.strip(". ")[: LONGEST - len(suffix)].strip() or "file") + suffix
