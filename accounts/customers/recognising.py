"""The person whom a list means, and who never joined, turns out to be a member: what waited for them is theirs."""

from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.translation import gettext

from accounts.brand.models import Brand
from accounts.customers.signals import person_recognised
from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.media.holders import holders
from accounts.media.models import Upload
from accounts.members.models import Member


@transaction.atomic
def recognise(person: Member, member: Member, as_of: datetime) -> None:
    """Moves what waited for the person, who has not joined, to the member; the place that they held goes."""
    for invitation in Invitation.objects.open(as_of).filter(member=person):
        invitation.revoke(as_of)
    Upload.objects.filter(owner=person).update(owner=member)
    Mail.objects.filter(member=person).update(member=member)
    person_recognised.send(sender=Member, person=person, member=member, as_of=as_of)
    number = person.membership_number
    _clear(person)
    if number and not member.membership_number:
        member.prefer(membership_number=number)


def _clear(person: Member) -> None:
    """An empty shell, if a history names it; else nothing."""
    with translation.override(Brand.current().language):
        nobody = gettext("Former member")
    alone = Member.objects.filter(pk=person.pk, joined_at__isnull=True)
    alone.update(name=nobody, email=None, membership_number=None, phone="", born_on=None)
    Invitation.objects.filter(member=person).update(member=None)
    if any(held.filter(**{field: person}).exists() for held, field in holders(Member)):
        return
    try:
        with transaction.atomic():
            alone.delete()
    except (ProtectedError, DatabaseError):
        pass  # somebody has given it something in this moment
