"""Imports: a list of customers on its way into the house, from the file to the last invitation."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.imports import choices, columns, tables
from accounts.imports.problems import OF_FILES, Unreadable
from accounts.imports.rows import Row
from accounts.nudges import nudge

WORK_DUE = "accounts.imports.tasks.work_due"
# A worker says with each batch that it lives; who has been silent for so long is dead.
DEAD_AFTER = timedelta(minutes=2)


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, member):
        """Managers see all of them; nobody else knows of any."""
        return self.all() if member.is_manager and member.is_at_home else self.none()

    def recent(self, most: int = 50):
        """The newest first, with who did what and how many rows came to what."""
        counted = {name: Count("rows", filter=Q(rows__outcome=name)) for name in Row.Outcome.values}
        people = self.select_related("made_by", "run_by", "undone_by")
        # Said anew: whoever counts by groups is not given the order of the model.
        return people.annotate(**counted).order_by("-made_at", "-pk")[:most]

    def whole_lists(self):
        """Those that were entered, still stand, and held all customers that there are; the newest first."""
        return self.filter(is_whole=True, done_at__isnull=False, undone_at__isnull=True).order_by("-run_at")

    @transaction.atomic
    def receive(self, file, *, by, as_of: datetime | None = None) -> "Import":
        """Takes a file in; the worker reads it. Raises ValidationError with a sentence for whoever sent it."""
        try:
            # What comes in is capped far below memory (accounts.media.intake); the rest is thrown away on the way.
            if file.size > tables.LARGEST:
                raise Unreadable("size")
            content = file.read()
            kind = tables.kind_of(content)
        except Unreadable as error:
            raise ValidationError(str(OF_FILES[error.code]), error.code) from error
        made = self.create(name=file.name[-120:], kind=kind, made_by=by, made_at=as_of or timezone.now())
        Original.objects.create(of=made, content=content)
        nudge(WORK_DUE)
        return made

    @transaction.atomic
    def claim(self, as_of: datetime) -> "Import | None":
        """Takes the one that has waited longest for the worker; two never take the same."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=as_of - DEAD_AFTER)
        waiting = self.filter(free, state__in=Import.WORKING).select_for_update(
            skip_locked=True, of=("self",)
        )
        found = waiting.order_by("made_at").first()
        if found:
            found.claimed_at = as_of
            found.save(update_fields=["claimed_at"])
        return found

    def hold_all_invitations(self) -> int:
        """Sends no further ones of any list, until a manager lets them go again; returns of how many lists."""
        return self.filter(invite_at__isnull=False).update(invite_at=None)

    def remembered_columns(self) -> dict[str, str]:
        """What the headings of earlier files were for."""
        known: dict[str, str] = {}
        earlier = self.exclude(columns=[]).order_by("-pk").values_list("headings", "columns")[:20]
        for headings, chosen in reversed(earlier):
            known |= dict(zip(map(columns.plain, headings), chosen, strict=False))
        return known


class Import(models.Model):
    class State(models.TextChoices):
        READING = "reading", pgettext_lazy("import", "Being read")
        UNREADABLE = "unreadable", pgettext_lazy("import", "Cannot be read")
        COLUMNS = "columns", pgettext_lazy("import", "Waits for its columns")
        CHECKING = "checking", pgettext_lazy("import", "Being checked")
        CHECKED = "checked", pgettext_lazy("import", "Checked, not entered yet")
        RUNNING = "running", pgettext_lazy("import", "Being entered")
        DONE = "done", pgettext_lazy("import", "Entered")
        UNDOING = "undoing", pgettext_lazy("import", "Being undone")
        UNDONE = "undone", pgettext_lazy("import", "Undone")

    WORKING = (State.READING, State.CHECKING, State.RUNNING, State.UNDOING)
    BEFORE_ENTRY = (State.UNREADABLE, State.COLUMNS, State.CHECKED)

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)  # tables.CSV or XLSX
    delimiter = models.CharField(max_length=1, blank=True)
    encoding = models.CharField(max_length=12, blank=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)  # what each heading is for
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    problem = models.CharField(max_length=12, blank=True)
    claimed_at = models.DateTimeField(null=True)
    worked = models.PositiveIntegerField(default=0)  # rows of what is going on now
    total = models.PositiveIntegerField(default=0)
    # Whether whoever is not in it is no customer any more.
    is_whole = models.BooleanField(default=False)
    # Slugs of the groups that its people join when they come in.
    groups = models.JSONField(default=list)
    note = models.CharField(max_length=280, blank=True)
    invite_at = models.DateTimeField(null=True)
    an_hour = models.PositiveIntegerField(default=300)  # invitations
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    run_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    run_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(
                fields=["made_at"],
                name="import_due",
                condition=Q(state__in=("reading", "checking", "running", "undoing")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    # Questions

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def percent(self) -> int:
        return min(100, 100 * self.worked // self.total) if self.total else 0

    @property
    def problem_words(self) -> str:
        return str(OF_FILES.get(self.problem, ""))

    @property
    def good(self):
        """The rows that can be entered."""
        return self.rows.filter(outcome__in=Row.GOOD)

    @property
    def used_labels(self) -> list:
        """The names of the columns that are taken, in their order."""
        return [columns.LABELS[column] for column in self.columns if column]

    @property
    def unused_headings(self) -> list[str]:
        """The headings of the columns that are left out, in their order."""
        return [heading for heading, column in zip(self.headings, self.columns, strict=False) if not column]

    @property
    def has_rows(self) -> bool:
        """Whether the rows are still kept: after their period only the history stays."""
        return self.rows.exists()

    def counts(self) -> dict[str, int]:
        """How many rows came to what."""
        found = {name: Count("pk", filter=Q(outcome=name)) for name in Row.Outcome.values}
        more = {
            "good": Count("pk", filter=Q(outcome__in=Row.GOOD)),
            "entered": Count("pk", filter=Q(entered_at__isnull=False)),
            "undone": Count("pk", filter=Q(undone_at__isnull=False)),
            "kept": Count("pk", filter=~Q(kept="")),
            "invited": Count("pk", filter=Q(invited_at__isnull=False)),
        }
        return self.rows.aggregate(**found, **more)

    # Verbs: each moves on from the states it may come from, and from no other

    def match(self, chosen: list[str]) -> bool:
        """Says what each column is for, and has the rows checked. Raises ValidationError for what cannot be."""
        if faults := columns.faults_of(chosen):
            raise ValidationError(faults)
        return self._move(
            (self.State.COLUMNS, self.State.CHECKED),
            state=self.State.CHECKING,
            columns=list(chosen),
            worked=0,
        )

    @transaction.atomic
    def choose(self, number: int, choice: str) -> bool:
        """Settles what one row means, and has all of them checked again. False for what cannot be chosen there."""
        row = self.rows.bad().select_for_update().filter(number=number).first()
        if row is None or choice not in dict(row.choices):
            return False
        if choice == choices.INSTEAD:
            other = next(words["row"] for code, words in row.problems if code in ("again", "yields"))
            self.rows.filter(number=other).update(yields_to=number)
            self.rows.filter(number=number).update(yields_to=None)
        else:
            self.rows.filter(number=number).update(goes_by=choice)
        return self._move((self.State.CHECKED,), state=self.State.CHECKING, worked=0)

    def run(self, *, by, as_of: datetime | None = None, **how: Any) -> bool:
        """Has the good rows entered; `how` are groups, is_whole, note, invite_at and an_hour."""
        now = as_of or timezone.now()
        return self._move(
            (self.State.CHECKED,), state=self.State.RUNNING, run_by=by, run_at=now, worked=0, **how
        )

    def undo(self, *, by, as_of: datetime | None = None) -> bool:
        """Has taken back what can be: `Row.kept` says what cannot. Raises ValidationError when its rows are gone."""
        if not self.has_rows:
            raise ValidationError(_("Its rows are not kept any more: it cannot be undone."))
        now = as_of or timezone.now()
        return self._move(
            (self.State.DONE,),
            state=self.State.UNDOING, undone_by=by, undone_at=now, invite_at=None, worked=0,
        )  # fmt: skip

    def hold_invitations(self) -> bool:
        """Sends no further invitations."""
        held = Import.objects.filter(pk=self.pk, state=self.State.DONE, invite_at__isnull=False)
        return bool(held.update(invite_at=None))

    def invite(self, *, at: datetime, an_hour: int) -> bool:
        """Sends them from that moment on."""
        ready = Import.objects.filter(pk=self.pk, state=self.State.DONE)
        return bool(ready.update(invite_at=at, an_hour=an_hour))

    @transaction.atomic
    def throw_away(self) -> bool:
        """Forgets a file that was never entered; False for one that was."""
        mine = Import.objects.filter(pk=self.pk, state__in=self.BEFORE_ENTRY)
        return bool(mine.delete()[0])

    # What the worker says

    def beat(self, worked: int, as_of: datetime) -> bool:
        """It lives and has come so far; False when another worker has taken over."""
        mine = Import.objects.filter(pk=self.pk, state=self.state, claimed_at=self.claimed_at)
        kept = mine.update(claimed_at=as_of, worked=worked)
        self.claimed_at = as_of
        return bool(kept)

    def let_go(self) -> None:
        """Another run goes on with it."""
        Import.objects.filter(pk=self.pk, claimed_at=self.claimed_at).update(claimed_at=None)
        nudge(WORK_DUE)

    def end(self, state: str, **fields: Any) -> None:
        """What was going on is over."""
        mine = Import.objects.filter(pk=self.pk, state=self.state, claimed_at=self.claimed_at)
        mine.update(state=state, claimed_at=None, **fields)
        self.state = state

    @transaction.atomic
    def _move(self, since: tuple[str, ...], **fields: Any) -> bool:
        mine = Import.objects.filter(pk=self.pk, state__in=since, claimed_at__isnull=True)
        moved = bool(mine.update(**fields))
        if moved:
            for name, value in fields.items():
                setattr(self, name, value)
            nudge(WORK_DUE)
        return moved


class Original(models.Model):
    """The file as it came, until the worker has read it: seconds."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="original")
    content = models.BinaryField()
