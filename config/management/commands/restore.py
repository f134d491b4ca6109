"""`manage.py restore FILE`: puts a backup back into an empty house, or in the place of this one."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.backup.restoring import Refused, restore


class Command(BaseCommand):
    help = "Puts the backup back: all of it or nothing. Everybody signs in again; what waited in the outbox is held."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="although there are people in this house")

    def handle(self, *args, file: Path, replace: bool, **options):
        try:
            done = restore(file, replace=replace, as_of=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{done['rows']} rows and {done['files']} files are back.")
        self.stdout.write(
            f"{done['mails']} mails that waited are held, {done['erased']} people erased again."
        )
        self.stdout.write(
            f"{done['digests']} digests that were due count as sent; invitations of {done['lists']} imports wait until"
            " a manager lets them go."
        )
