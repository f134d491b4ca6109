"""What an erased person was known by elsewhere, as keyed hashes: a list that still names them does not bring them back.

Rooms that know people by something of their own say so in `apps.ready()`:

    gone.register(Gone.Kind.NUMBER, of=numbers_of)

`of(member)` returns the texts in the spelling in which they are asked for again. Whoever writes to the house, calls or
comes by is heard like anybody new: the mark keeps out what others bring, never the person.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from accounts.privacy import outliving

SALT = "accounts.gone"
_ways: list[tuple[str, Callable[..., Iterable[str]]]] = []


def register(kind: str, *, of: Callable[..., Iterable[str]]) -> None:
    _ways.append((kind, of))


class GoneQuerySet(models.QuerySet["Gone"]):
    @transaction.atomic
    def remember(self, member, *, as_of: datetime) -> None:
        """Keeps by what others know the person, before it is erased. Safe twice."""
        marks = [
            self.model(digest=hashed(kind, text), kind=kind, at=as_of) for kind, text in _known_by(member)
        ]
        self.bulk_create(marks, ignore_conflicts=True)
        lines = [(mark.digest, mark.kind, mark.at) for mark in marks]
        transaction.on_commit(partial(outliving.add, lines), robust=True)

    def among(self, kind: str, texts: Collection[str]) -> dict[str, datetime]:
        """Since when those of these texts are gone that are; one query, however many."""
        asked = {digest: text for text in texts for digest in _all_hashed(kind, text)}
        found = self.filter(digest__in=list(asked)).values_list("digest", "at") if asked else ()
        return {asked[digest]: at for digest, at in found}

    def lift(self, member) -> None:
        """The person is here again by their own wish: lists may name them."""
        known = [digest for kind, text in _known_by(member) for digest in _all_hashed(kind, text)]
        self.filter(digest__in=known).forget()

    @transaction.atomic
    def forget(self) -> int:
        """Takes these marks away, from the list that outlives the table too; returns how many."""
        hashes = set(self.values_list("digest", flat=True))
        count = self.model.objects.filter(digest__in=hashes).delete()[0]
        if hashes:
            transaction.on_commit(partial(outliving.strike, hashes), robust=True)
        return count


class Gone(models.Model):
    """That whoever was known by this asked to be erased, and when."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        NUMBER = "number"

    digest = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(db_index=True)

    objects = GoneQuerySet.as_manager()


def hashed(kind: str, text: str, key: str | bytes | None = None) -> str:
    """The text under the key of the house, so that nobody finds an address by trying."""
    return salted_hmac(SALT, f"{kind}:{text}", secret=key, algorithm="sha256").hexdigest()


def _all_hashed(kind: str, text: str) -> list[str]:
    """Under each key that the house has had."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hashed(kind, text, key) for key in keys]


def _known_by(member) -> set[tuple[str, str]]:
    return {(kind, text) for kind, of in _ways for text in of(member) if text}
