"""Counts what breaks each law about the data; every count must be 0 (docs/laws.md)."""

import sys

from django.core.management.base import BaseCommand

from accounts import invariants


class Command(BaseCommand):
    help = "Prints one line per law with the number of violations; exit status 1 when any is not 0."

    def handle(self, *args, **options):
        laws = sorted(invariants.LAWS, key=lambda law: (law.id[0], len(law.id), law.id))
        counts = [self.counted(law) for law in laws]
        if any(counts):
            sys.exit(1)

    def counted(self, law: invariants.Law) -> int:
        """How often it is broken; one that cannot be counted counts as broken and hides no other."""
        try:
            count = law.violations()
        except Exception as error:
            self.stderr.write(f"{law.id} could not be counted: {error!r}")
            self.stdout.write(f"{law.id:<4} {'?':>6}  {law.sentence}")
            return 1
        self.stdout.write(f"{law.id:<4} {count:>6}  {law.sentence}")
        return count
