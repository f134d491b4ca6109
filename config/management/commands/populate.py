"""Fills the house with made-up people and what they say, in bulk (config/populate)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.populate.loading import Size, load
from config.populate.progress import Progress

USUAL = {"members": 200, "groups": 20, "posts": 2000, "comments": 10_000, "tickets": 40, "messages": 2000}


class Command(BaseCommand):
    help = (
        "Adds made-up members, groups, posts, comments, tickets and messages; the same seed gives the same, and is"
        " loaded once. Another seed adds more. Sends nothing."
    )

    def add_arguments(self, parser):
        for name, usual in USUAL.items():
            parser.add_argument(f"--{name}", type=int, default=usual, metavar="N", help=f"usually {usual}")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="which made-up house, usually 1")
        parser.add_argument(
            "--anyway", action="store_true", help="also in a house that has people of its own"
        )

    def handle(self, *args: Any, seed: int, anyway: bool, **options: Any):
        size = Size(**{name: options[name] for name in USUAL})
        try:
            fresh = load(size, seed=seed, anyway=anyway, progress=Progress(self.stderr))
        except ValueError as refusal:
            hint = "" if anyway else " (--anyway does it all the same)"
            raise CommandError(
                f"{refusal}{hint if 'people in this house' in str(refusal) else ''}"
            ) from refusal
        self.stdout.write(
            f"{size.members:,} members, {size.posts:,} posts, {size.comments:,} comments."
            if fresh
            else f"What seed {seed} makes is there already."
        )
