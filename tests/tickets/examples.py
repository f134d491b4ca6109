"""A small club for the tests of tickets: a group, a team, complaints."""

import uuid

from django.utils import timezone

from community.flags.models import Flag
from community.flags.signals import complaint_for_staff, opened
from community.groups.models import Group
from community.posts.models import Post
from community.rendering.markdown import render
from tickets.desk.models import Ticket
from tickets.teams.models import Team


def default_group(*members) -> Group:
    """The group that holds everybody, with these people in it."""
    group = Group.objects.default() or Group.objects.create(name="The club", slug="the-club", is_default=True)
    for member in members:
        group.admit(member)
    return group


def group_of(*members, name="Courts", **fields) -> Group:
    group = Group.objects.create(name=name, slug=fields.pop("slug", name.lower()), **fields)
    for member in members:
        group.admit(member)
    return group


def team_with(*staff) -> Team:
    """The default team with these people; only one there is."""
    team = Team.objects.default()
    team.members.add(*staff)
    return team


def complaint_of(member, group=None, body="Court 2 is flooded again.", **fields) -> Ticket:
    """A complaint posted in the group, and its ticket."""
    group = group or default_group(member)
    post = Post.objects.publish(by=member, group=group, kind="complaint", body=body, **fields)
    return Ticket.objects.of(post)


def private_complaint_of(member, body="I was charged twice.", **fields) -> Ticket:
    """A complaint that only staff may see. History has no pace."""
    sent = {
        "group": None, "text_html": render(body), "asks_for": "", "experienced_on": None, "uploads": (),
        "submission": uuid.uuid4(), "noted_at": None, "as_of": timezone.now(),
    } | fields  # fmt: skip
    return opened(complaint_for_staff.send(sender=Flag, member=member, text=body, **sent))
