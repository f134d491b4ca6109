"""`manage.py start_from_preset SECTOR`: the groups and categories of requests with which a sector begins."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.brand.models import Brand
from accounts.members.models import Member
from community.groups import presets


class Command(BaseCommand):
    help = "Founds the groups of a sector and makes its categories of requests; what there is already is left alone."

    def add_arguments(self, parser):
        parser.add_argument("sector", choices=list(presets.BY_SECTOR))
        parser.add_argument(
            "--by", help="e-mail of the manager who owns the groups; by default the first one"
        )

    def handle(self, *, sector, by=None, **options):
        managers = Member.objects.joined().active().filter(role=Member.Role.MANAGER).order_by("pk")
        manager = managers.filter(email=by.lower()).first() if by else managers.first()
        if manager is None:
            raise CommandError(
                "There is no such manager. Invite one first: manage.py invite EMAIL --role manager"
            )
        with translation.override(Brand.current().language):
            made = presets.start(sector, by=manager)
            self.stdout.write("\n".join(group.name for group in made) or "Nothing was missing.")
