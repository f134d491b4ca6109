"""Who is it? The people that a few typed words may mean."""

from django.contrib.postgres.lookups import Unaccent
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower, Replace

from accounts.members.models import Member

MOST = 8


def like(words: str, by: Member) -> list[Member]:
    """People whose name, address, telephone or membership number resembles the words; the best known first."""
    words = " ".join(words.replace("\0", "").split())[:80]
    if len(words) < 2:
        return []
    people = Member.objects.visible_to(by).filter(left_at__isnull=True)
    # Names as people say them, from the beginning of a word on: whoever asks for Ana does not mean Santana.
    named = people.annotate(bare=Concat(Value(" "), Replace(Unaccent(Lower("name")), Value("-"), Value(" "))))
    each = Q()
    for word in words.lower().replace("-", " ").split():
        each &= Q(bare__contains=Concat(Value(" "), Unaccent(Value(word))))
    other = Q(email__istartswith=words) | Q(membership_number__iexact=words)
    digits = "".join(sign for sign in words if sign.isdigit())
    if len(digits) >= 6:
        other |= Q(phone__contains=digits)
    return list(named.filter(each | other).order_by("joined_at", "name", "pk")[:MOST])


def perhaps_known(name: str, email: str, phone: str, number: str, by: Member) -> list[Member]:
    """People whom somebody new resembles: the same address, number, telephone or whole name."""
    same = Q(name__iexact=name.strip())
    if email:
        same |= Q(email__iexact=email.strip())
    if number:
        same |= Q(membership_number__iexact=number.strip())
    digits = "".join(sign for sign in phone if sign.isdigit())
    if len(digits) >= 6:
        same |= Q(phone__contains=digits[-9:])
    return list(Member.objects.visible_to(by).filter(same).order_by("joined_at", "pk")[:MOST])
