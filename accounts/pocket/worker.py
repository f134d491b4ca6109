"""The service worker's text: its pieces one after another, below what it has to know of this house and this version."""

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from accounts.brand.models import Brand
from accounts.pocket import icons

PIECES = ("store", "shell", "keeping", "waiting", "sending", "pushing", "routing")
# What the members' pages link. The staff's desk works with a line or not at all.
FOLDERS = ("css", "js", "js/chat", "icons")
STAFFS = {"css/admin.css", "css/desk.css", "js/desk.js"}
BESIDES = ("django_htmx/htmx-2.min.js",)
SUFFIXES = {".css", ".js", ".svg"}


def text(brand: Brand) -> bytes:
    """The whole worker. A byte of it moves when anything moves that it keeps, so that browsers fetch the new one."""
    return _text(brand.version, brand.style_version, brand.logo_version)


def version(brand: Brand) -> str:
    return hashlib.sha256(text(brand)).hexdigest()[:16]


@lru_cache(maxsize=4)
def _text(brand: str, style: str, logo: str) -> bytes:
    marks = f"{reverse('brand:stylesheet')}?v={style}", icons.address(192, brand)
    logos = (f"{reverse('brand:logo')}?v={logo}",) if logo else ()
    known = {
        "version": hashlib.sha256(f"{brand}{_print()}".encode()).hexdigest()[:16],
        "shell": [*_shell(), *marks, *logos],
        "languages": [code for code, _name in settings.LANGUAGES],
        "icon": marks[1],
    }
    return f"const HOUSE = {json.dumps(known, sort_keys=True)};\n".encode() + _pieces()


@cache
def _names() -> list[str]:
    """The static files that members' pages may link, by their names."""
    found = []
    for folder in FOLDERS:
        here = Path(str(finders.find(folder)))
        found += [f"{folder}/{file.name}" for file in sorted(here.iterdir()) if file.suffix in SUFFIXES]
    return [name for name in found if name not in STAFFS] + list(BESIDES)


@cache
def _shell() -> list[str]:
    return list(map(static, _names()))


@cache
def _print() -> str:
    """A fingerprint of every file of the shell."""
    sum_of = hashlib.sha256()
    for name in _names():
        sum_of.update(Path(str(finders.find(name))).read_bytes())
    return sum_of.hexdigest()


@cache
def _pieces() -> bytes:
    return b"\n".join(Path(str(finders.find(f"js/worker/{name}.js"))).read_bytes() for name in PIECES)
