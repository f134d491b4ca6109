"""How often something was tried today: a row that the database itself adds up, so that ten at once are ten."""

from datetime import datetime

from django.db import connection, models


class TryQuerySet(models.QuerySet["Try"]):
    def count_one(self, key: str, as_of: datetime) -> int:
        """How often this was tried today, this time included."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_try (key, day, times) VALUES (%s, %s, 1)"
                " ON CONFLICT (key, day) DO UPDATE SET times = accounts_try.times + 1 RETURNING times",
                [key, as_of.date()],
            )
            return cursor.fetchone()[0]

    def sweep(self, as_of: datetime) -> int:
        """Forgets the days before; returns how many rows that was."""
        return self.filter(day__lt=as_of.date()).delete()[0]


class Try(models.Model):
    key = models.CharField(max_length=64)
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)

    objects = TryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="try_counted_in_one_row")]
