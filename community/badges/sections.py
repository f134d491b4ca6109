"""Badges on a member's page, the newest year first."""

from itertools import groupby

from accounts.members import sections
from community.badges.models import Badge
from community.badges.rules import find, rules
from community.profiles.choices import ProfileChoice
from community.profiles.circles import Circle

TEMPLATE = "community/badges/_of_member.html"


def register() -> None:
    sections.register(of, rank=30, as_seen=from_circle)


def of(member, viewer) -> dict | None:
    return shelf(Badge.objects.visible_to(viewer, member))


def from_circle(member, circle: str) -> dict | None:
    """As `Badge.objects.visible_to` has it for somebody in that circle."""
    hidden = ProfileChoice.objects.of(member).badges_hidden_at is not None
    is_far = member.is_minor() and circle != Circle.GROUPS
    return None if hidden or is_far else shelf(Badge.objects.filter(member=member))


def shelf(badges) -> dict | None:
    """Years, each with its badges as (icon, words); None for an empty one."""
    order = [rule.name for rule in rules()]
    known = [badge for badge in badges if badge.rule in order]
    known.sort(key=lambda badge: (-badge.year, order.index(badge.rule)))
    years = [
        (year, [(rule.icon, rule.told(badge.count)) for badge in those if (rule := find(badge.rule))])
        for year, those in groupby(known, key=lambda badge: badge.year)
    ]
    return {"template": TEMPLATE, "years": years} if years else None
