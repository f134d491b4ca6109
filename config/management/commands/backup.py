"""`manage.py backup FILE`: the whole house in one file, while it goes on."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.backup.taking import take


class Command(BaseCommand):
    help = "Writes database and files into FILE, with checksums. The list of erased people is kept apart."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        manifest = take(file, as_of=timezone.now())
        stored = sum(name.startswith("media/") for name in manifest["sums"])
        size = file.stat().st_size / 1e6
        self.stdout.write(f"{file}: {sum(manifest['rows'].values())} rows, {stored} files, {size:.1f} MB.")
        if manifest["missing"]:
            self.stdout.write(f"{len(manifest['missing'])} files went while it was taken.")
