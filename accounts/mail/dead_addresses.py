"""Addresses from which mail came back for good: nothing is sent there until their owner says that they work again."""

from datetime import datetime

from django.db import models


class DeadAddressQuerySet(models.QuerySet["DeadAddress"]):
    def holding(self, address: str):
        return self.filter(address=address.lower())

    def bury(self, mail, *, as_of: datetime) -> None:
        """No mail but what a person asks for at the door goes there, until its owner says that it works again."""
        dead = self.model(address=mail.to.lower(), since=as_of, reason=mail.returned, words=mail.error)
        self.bulk_create([dead], ignore_conflicts=True)

    def revive(self, address: str) -> bool:
        """Its owner says that it works: mail goes there again."""
        return bool(self.holding(address).delete()[0])


class DeadAddress(models.Model):
    """An address from which mail came back for good."""

    address = models.EmailField(primary_key=True)
    since = models.DateTimeField()
    reason = models.CharField(max_length=8)
    words = models.CharField(max_length=300, blank=True)

    objects = DeadAddressQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address
