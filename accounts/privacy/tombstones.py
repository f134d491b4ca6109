"""Who was erased, as hashes, in the table and in the list that outlives it: what a restored backup brings back of them
is erased again."""

import hashlib
from functools import partial

from django.db import models, transaction

from accounts.privacy import outliving
from accounts.privacy.gone import Gone


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def raise_for(self, departure) -> None:
        """Puts the mark down, after the commit also in the list. Safe twice."""
        mark = self.model(digest=digest_of(departure.member), words=departure.words, at=departure.asked_at)
        self.bulk_create([mark], ignore_conflicts=True)
        line = (mark.digest, mark.words, mark.at)
        transaction.on_commit(partial(outliving.add, [line]), robust=True)


class Tombstone(models.Model):
    """That somebody was erased, and nothing of who it was."""

    digest = models.CharField(max_length=64, primary_key=True)
    words = models.CharField(max_length=4)
    at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()


def digest_of(member) -> str:
    """A hash of number and first moment, which no column of the person gives away after they are gone."""
    return hashlib.sha256(f"{member.pk}\n{member.created_at.isoformat()}".encode()).hexdigest()


def read() -> int:
    """Brings the list into the tables; returns how many marks there are."""
    marks = outliving.read()
    known = [Gone(digest=digest, kind=word, at=at) for digest, word, at in marks if word in Gone.Kind.values]
    erased = [
        Tombstone(digest=digest, words=word, at=at)
        for digest, word, at in marks
        if word not in Gone.Kind.values
    ]
    Gone.objects.bulk_create(known, ignore_conflicts=True)
    Tombstone.objects.bulk_create(erased, ignore_conflicts=True)
    return len(marks)
