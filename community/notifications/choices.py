"""What a member changed of the table of defaults: a row for each sort and channel, none for what they left as it is.

Rows of the sort "digest" speak of a whole channel: no digest at all, or no mails beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.made_once import made_once
from community.notifications import channels
from community.notifications.channels import EVERY, SORTS, WHOLE, Sort, sort_of
from community.transactions import all_or_nothing


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def wishes(self, sort: Sort, members: Iterable[int]) -> dict[int, frozenset[str]]:
        """For each of the members the channels on which they want to hear of this sort; one statement."""
        keys = list(members)
        chosen: dict[int, dict[str, bool]] = defaultdict(dict)
        aside: dict[int, set[str]] = defaultdict(set)
        rows = _changed.rows(members=keys, sorts=[sort.name, WHOLE.name]) if keys else []
        for member, name, channel, wanted in rows:
            if name == WHOLE.name:
                aside[member].add(channel)
            else:
                chosen[member][channel] = wanted
        usual = sort.wanted({})
        changed = chosen.keys() | aside.keys()
        return {
            key: sort.wanted(chosen.get(key, {}), frozenset(aside.get(key, ()))) if key in changed else usual
            for key in keys
        }

    def of(self, member) -> dict[str, frozenset[str]]:
        """For each sort the channels on which the member hears of it."""
        chosen = self._rows(member)
        aside = frozenset(chosen[WHOLE.name])
        return {name: sort.wanted(chosen[name], aside) for name, sort in SORTS.items()}

    def ticked(self, member) -> dict[str, frozenset[str]]:
        """The same as they ticked it, whatever they set aside as a whole: it is there again when they take that
        back."""
        chosen = self._rows(member)
        return {name: sort.wanted(chosen[name]) for name, sort in SORTS.items()}

    def set_aside(self, member) -> frozenset[str]:
        """The channels that the member does not want used for anything that can go without: the digest, or mails
        of their own beside it."""
        return frozenset(self._rows(member)[WHOLE.name])

    def _rows(self, member) -> dict[str, dict[str, bool]]:
        chosen: dict[str, dict[str, bool]] = defaultdict(dict)
        for sort, channel, wanted in self.filter(member=member).values_list("sort", "channel", "is_wanted"):
            chosen[sort][channel] = wanted
        return chosen

    @all_or_nothing
    def choose(self, wanted: Mapping[str, Iterable[str]], *, by) -> None:
        """Keeps for each named sort the channels on which the member wants to hear of it. What is like the default,
        is not offered or cannot be turned off needs no row."""
        self.filter(member=by, sort__in=wanted).delete()
        rows = []
        for name, on in wanted.items():
            sort, on = SORTS[name], frozenset(on)
            rows += [
                self.model(member=by, sort=name, channel=channel, is_wanted=channel in on)
                for channel in channels.CHANNELS
                if sort.offers(channel) and not sort.is_locked(channel)
                if (channel in on) != (channel in sort.defaults)
            ]
        self.bulk_create(rows)

    @all_or_nothing
    def set_channel(self, channel: str, sorts: Iterable[Sort], *, wanted: bool, by) -> None:
        """These sorts by this channel or not, all else as it is. What cannot be turned off stays; safe twice."""
        for sort in sorts:
            if sort.is_locked(channel) or not sort.offers(channel):
                continue
            if wanted == (channel in sort.defaults):
                self.filter(member=by, sort=sort.name, channel=channel).delete()
            else:
                changed = {"is_wanted": wanted, "at": timezone.now()}
                self.update_or_create(member=by, sort=sort.name, channel=channel, defaults=changed)

    def turn_off(self, kind: str, *, by) -> bool:
        """Nothing of the kind's sort any more, until it is taken back; False for what cannot be turned off."""
        sort = sort_of(kind)
        if sort.is_fixed:
            return False
        self.update_or_create(
            member=by, sort=sort.name, channel=EVERY, defaults={"is_wanted": False, "at": timezone.now()}
        )
        return True

    def turn_on(self, kind: str, *, by) -> bool:
        """As it was before it was turned off; whether it was."""
        return bool(self.filter(member=by, sort=sort_of(kind).name, channel=EVERY).delete()[0])


class Choice(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sort = models.CharField(max_length=20)
    channel = models.CharField(max_length=6)
    is_wanted = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "sort", "channel"], name="one_choice_a_sort_and_channel"
            )
        ]


@made_once
def _changed(members, sorts):
    chosen = Choice.objects.filter(member__one_of=members, sort__one_of=sorts)
    return chosen.values_list("member", "sort", "channel", "is_wanted")
