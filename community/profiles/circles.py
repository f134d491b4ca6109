"""Circles: how far something of a profile reaches, and who stands in which circle of whom.

Managers own the house: they count as members of each group and read what is for nobody else here, as all but private
messages; where one chooses a circle, its name says so. No other role opens it.
What somebody under age shows reaches their groups at most, and a link nobody (L-25).
"""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.members.ages import last_day_of_age
from community.contacts import reach
from community.contacts.models import Block
from community.groups.neighbours import EVERY_ROW, NO_ROW


class Circle(models.TextChoices):
    HOUSE = "house", _("Everybody here")
    GROUPS = "groups", _("People of my groups")
    ME = "me", _("Only me and managers")


def innermost(viewer) -> Q:
    """The condition under which what is for nobody else reaches the viewer."""
    return EVERY_ROW if viewer.is_manager else NO_ROW


def reaching(near: Q, inside: Q = NO_ROW, as_of: datetime | None = None) -> Q:
    """The condition on rows with `member`, `circle`, `field`: they reach somebody who is `near` where that holds, and
    `inside` the last circle where that does. The one rule; who reads only changes the two."""
    minor = Q(member__born_on__gt=last_day_of_age(as_of))
    house = Q(circle=Circle.HOUSE) & ~minor
    shown = house | (Q(circle__in=(Circle.HOUSE, Circle.GROUPS)) & near) | (Q(circle=Circle.ME) & inside)
    return shown & ~(minor & Q(field__kind="link"))


def is_near(viewer, member) -> bool:
    return viewer.is_manager or reach.share_a_group(viewer, member)


def is_open(viewer, member) -> bool:
    """Whether the viewer sees what the member shows to everybody: their few words, their badges."""
    if viewer.pk == member.pk:
        return True
    if Block.objects.parted(viewer, member):
        return False
    return not member.is_minor() or is_near(viewer, member)
