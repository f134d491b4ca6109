"""Loads the demo club; with --voices also things that real customers wrote."""

from argparse import FileType

from django.core.management.base import BaseCommand, CommandError

from config.demo import loading, voices
from config.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Loads the demo club, once. --voices FILE adds JSON lines (id, text, kind, lang, where) as posts."

    def add_arguments(self, parser):
        parser.add_argument("--voices", type=FileType("r", encoding="utf-8"), metavar="FILE")

    def handle(self, *args, voices: object = None, **options):
        try:
            fresh = loading.load()
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"The demo club is there: sign in as ana@example.com, password {PASSWORD}."
            if fresh
            else "The demo club was there already."
        )
        if voices is not None:
            self.add(voices)

    def add(self, file) -> None:
        try:
            loaded = voices.load(file)
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Voices: {loaded.posted} posted, {loaded.known} known already.")
