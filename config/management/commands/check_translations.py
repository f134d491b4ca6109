"""`manage.py check_translations`: every sentence has its Spanish, and the catalogue holds nothing besides."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LANGUAGE = "es"
SOURCES = ("accounts", "community", "tickets", "config", "templates", "static", "manage.py")
DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")


class Command(BaseCommand):
    help = "Lists what has no Spanish, is only guessed, or is used by no code; exit status 1 if there is any."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        if not shutil.which("xgettext"):
            raise CommandError("This check needs gettext, which is not installed: apt install gettext")
        faults = [fault for domain in DOMAINS for fault in faults_of(domain)]
        if faults:
            self.stdout.write("\n".join(faults))
            raise CommandError(f"{len(faults)} sentences need a translator's hand.")
        self.stdout.write("Every sentence has its Spanish.")


def faults_of(domain: str) -> list[str]:
    """One line a fault, in the order of the catalogue."""
    used = {key(entry): entry for entry in extracted(domain)}
    kept = settings.LOCALE_PATHS[0] / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
    catalogue = polib.pofile(str(kept)) if kept.exists() else []
    known = {key(entry): entry for entry in catalogue if not entry.obsolete}
    faults = [
        f"missing    {where(entry)}  {entry.msgid!r}" for name, entry in used.items() if name not in known
    ]
    for name, entry in known.items():
        if name not in used:
            faults.append(f"unused     {entry.msgid!r}")
        elif fault := fault_of(entry):
            faults.append(f"{fault:10} {where(used[name])}  {entry.msgid!r}")
    return faults


def fault_of(entry: polib.POEntry) -> str:
    words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not words or not all(words):
        return "missing"
    if entry.fuzzy:
        return "guessed"
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    holes = [set(PLACEHOLDER.findall(word)) for word in words]
    # Only a plural's "one" may spell its number out; nothing may ask for what the code does not give.
    return "holes" if holes[-1] != wanted or any(each - wanted for each in holes) else ""


def extracted(domain: str) -> list[polib.POEntry]:
    """What makemessages finds in a copy of the sources; the working tree is not touched."""
    with tempfile.TemporaryDirectory(prefix="tertulia-words-") as folder:
        copy = Path(folder)
        for name in SOURCES:
            copy_one(settings.BASE_DIR / name, copy / name)
        (copy / "locale").mkdir()
        command = [
            "makemessages",
            "--locale",
            LANGUAGE,
            "--domain",
            domain,
            "--keep-pot",
            "--ignore",
            "vendor/*",
        ]
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=copy, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandError(f"The sentences could not be collected: {done.stderr.strip()}")
        found = copy / "locale" / f"{domain}.pot"
        return list(polib.pofile(str(found))) if found.exists() else []


def copy_one(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    elif source.exists():
        shutil.copy(source, target)


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def where(entry: polib.POEntry) -> str:
    return ":".join(entry.occurrences[0]) if entry.occurrences else "?"
