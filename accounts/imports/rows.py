"""Rows of an import: what stood in each, what came of it, and what was there before."""

import json
from collections.abc import Callable, Sequence
from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

from accounts.imports import choices
from accounts.imports.columns import LABELS
from accounts.imports.problems import OF_UNDOING, told
from accounts.mail.models import Mail


class RowQuerySet(models.QuerySet["Row"]):
    def bad(self):
        return self.filter(outcome=Row.Outcome.BAD)

    def to_enter(self):
        return self.filter(outcome__in=Row.GOOD, entered_at__isnull=True)

    def erased(self):
        """Those whose person asked the house to be erased."""
        return self.bad().filter(problems__contains=[["erased"]])

    def empty_erased(self) -> int:
        """What the list says of erased people is not kept: the row and the reason stay; returns how many."""
        return self.erased().exclude(cells=[]).update(cells=[], name="", email="")

    def to_undo(self):
        return self.filter(entered_at__isnull=False, undone_at__isnull=True, kept="")

    def to_invite(self):
        """Those whose person has an address, has not joined, and has not been seen to yet."""
        waiting = self.filter(entered_at__isnull=False, undone_at__isnull=True, invited_at__isnull=True)
        return waiting.filter(member__joined_at__isnull=True, member__email__isnull=False)

    def bounced(self):
        """Those whose invitation came back, each with `returned`, the reason."""
        about = Concat(Value("invitation:"), Cast("invitation_id", models.CharField()))
        back = Mail.objects.filter(about=OuterRef("about")).exclude(returned="").order_by("-pk")
        told = self.filter(invitation__isnull=False).annotate(about=about)
        return told.annotate(returned=Subquery(back.values("returned")[:1])).filter(returned__isnull=False)

    def kept(self):
        return self.exclude(kept="")

    def keep(self, rows: Sequence["Row"], *fields: str) -> None:
        """Saves these fields of these rows in one statement: thousands at a time, and `bulk_update` takes seconds."""
        columns = [self.model._meta.get_field(name) for name in fields]
        kinds = ", ".join(f"{column.column} {column.rel_db_type(connection)}" for column in columns)
        values = [{"id": row.pk} | {c.column: getattr(row, c.attname) for c in columns} for row in rows]
        moved = ", ".join(f"{column.column} = v.{column.column}" for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE accounts_row SET {moved} FROM jsonb_to_recordset(%s::jsonb) AS v (id bigint, {kinds})"  # noqa: S608
                " WHERE accounts_row.id = v.id",
                [json.dumps(values, cls=DjangoJSONEncoder)],
            )


class Row(models.Model):
    class Outcome(models.TextChoices):
        NEW = "new", pgettext_lazy("row", "New")
        CHANGED = "changed", pgettext_lazy("row", "Changed")
        SAME = "same", pgettext_lazy("row", "Unchanged")
        BAD = "bad", pgettext_lazy("row", "With errors")

    class GoesBy(models.TextChoices):
        NUMBER = "number"
        EMAIL = "email"

    GOOD = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)

    of = models.ForeignKey("accounts.Import", models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as a spreadsheet shows it
    cells = models.JSONField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    problems = models.JSONField(default=list)  # pairs of code and words
    # What a manager has said of it: it stands back for another row of its person; it goes by number or address alone.
    yields_to = models.PositiveIntegerField(null=True)
    goes_by = models.CharField(max_length=6, blank=True, choices=GoesBy.choices)
    # Whom it speaks of, as far as that could be read: a bad row has an address too, and erasure finds it by that.
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True, db_index=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)  # {"member": {field: value}, "record": {…}} of what was changed
    after = models.JSONField(default=dict)  # the same fields as they were entered
    undone_at = models.DateTimeField(null=True)
    kept = models.CharField(max_length=8, blank=True)  # why it could not be undone
    invited_at = models.DateTimeField(null=True)
    invitation = models.OneToOneField("accounts.Invitation", models.SET_NULL, null=True, related_name="+")

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="row_once_in_an_import"),
            models.UniqueConstraint(
                fields=["of", "member"],
                condition=Q(entered_at__isnull=False),
                name="person_once_in_an_import",
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"

    @property
    def reasons(self) -> list[str]:
        """What is wrong with it, in the reader's words."""
        return [told(code, words_of(words)) for code, words in self.problems]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen where one person may be two, or two one: value and words, from what is wrong with it."""
        return [choice for code, words in self.problems for choice in choices.for_problem(code, words)]

    @property
    def kept_words(self) -> str:
        return str(OF_UNDOING.get(self.kept, ""))


def words_of(words: dict) -> dict:
    """With the names of columns, and days, in the reader's language."""
    told_anew = {name: _TOLD[name](said) for name, said in words.items() if name in _TOLD}
    return words | told_anew


_TOLD: dict[str, Callable[[str], str]] = {
    "column": lambda name: str(LABELS.get(name, name)),
    "day": lambda day: date_format(date.fromisoformat(day), "DATE_FORMAT"),
}
