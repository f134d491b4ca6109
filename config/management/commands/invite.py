"""Issues an invitation and prints its link."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.invitations import notices
from accounts.invitations.models import Invitation
from accounts.members.models import Member
from accounts.roles import Role


class Command(BaseCommand):
    help = "Invites a person by e-mail and prints the link of the invitation."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--group", action="append", default=[], metavar="SLUG", help="a group to join; may be repeated"
        )
        parser.add_argument("--role", choices=Role.values, default=Role.MEMBER)

    def handle(self, *, email, group, role, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        if Member.objects.joined().filter(email=email).exists():
            raise CommandError(f"{email} is a member already.")
        invitation = Invitation.issue(by=None, email=email, role=role, groups=group)
        self.stdout.write(settings.BASE_URL + notices.path(invitation))
