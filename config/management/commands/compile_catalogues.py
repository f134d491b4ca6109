"""`manage.py compile_catalogues`: makes the compiled translations, as `serve` and the tests do anyway."""

from django.core.management.base import BaseCommand

from config import catalogues


class Command(BaseCommand):
    help = "Compiles the translations that changed; needs no gettext."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        done = catalogues.compile_stale()
        self.stdout.write(f"{len(done)} compiled." if done else "All are up to date.")
