"""The law of following: it ends where a block begins."""

from django.db.models import Exists, OuterRef, Q

from accounts import invariants
from community.contacts.models import Block
from community.following.models import Follow


@invariants.register("E1", "nobody follows over a block, or whom they ignore")
def followings_over_a_block() -> int:
    away = Block.objects.filter(member=OuterRef("member"), other=OuterRef("other"))
    back = Block.objects.filter(member=OuterRef("other"), other=OuterRef("member"), kind=Block.Kind.BLOCK)
    return Follow.objects.filter(Q(Exists(away)) | Q(Exists(back))).count()
