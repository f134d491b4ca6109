"""People whom the house knows before they join: who wrote, called or stood at the counter."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.members.models import Member


@transaction.atomic
def staged(
    *, name: str, email: str = "", phone: str = "", membership_number: str = "", language: str = ""
) -> Member:
    """The person with this address or number, else a new one who has not joined: their requests wait for them, and a
    later invitation to the same address lets them claim it all. Asked twice it is one person."""
    email, number = email.strip().lower(), membership_number.strip()
    known = Member.objects.filter(email=email).first() if email else None
    known = known or (Member.objects.filter(membership_number=number).first() if number else None)
    if known is not None:
        return known
    person = unsaved(name=name, email=email, phone=phone, membership_number=number, language=language)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:  # of two at once the second finds the first one's
        return Member.objects.get(Q(email=email) if email else Q(membership_number=number))
    return person


def unsaved(
    *,
    name: str,
    email: str = "",
    phone: str = "",
    membership_number: str = "",
    language: str = "",
    born_on: date | None = None,
) -> Member:
    """A person who has not joined, for whoever saves them; `email` and number are as they are to be kept."""
    person = Member(
        name=name.strip()[:80] or email.partition("@")[0][:80],
        email=email or None,
        phone=phone.strip()[:32],
        membership_number=membership_number or None,
        language=language,
        born_on=born_on,
    )
    person.set_unusable_password()
    return person
