"""Who is online in the live bench: members in groups, each looking at the room of one; and what is told there."""

import time
from dataclasses import dataclass

from django.utils import timezone

from accounts.live import publish
from accounts.members.models import Member
from bench.data import sign_in
from community.chat.models import Participation, Room
from community.groups.models import Group, Membership
from community.posts.models import Post

TEXT = "x" * 250


@dataclass(frozen=True)
class Club:
    online: list[tuple[str, str]]  # cookie and topic of each
    rooms: list[str]  # topics
    asked: dict  # what the readers and writers beside them ask for


def load(size: int, groups: int) -> Club:
    """So many members, each in the default group and in one other; a post in each group."""
    now = timezone.now()
    people = Member.objects.bulk_create(
        Member(
            email=f"o{n}@example.com", handle=f"o{n}", name=f"Persona {n}", language="es", joined_at=now,
            approved_at=now, password="!",
        )
        for n in range(size)
    )  # fmt: skip
    everybody = Group.objects.create(name="Todos", slug="todos", is_default=True)
    others = [Group.objects.create(name=f"Grupo {n}", slug=f"g{n}") for n in range(groups)]
    admit(everybody, people)
    for number, group in enumerate(others):
        admit(group, people[number::groups])
    rooms = [Room.objects.of_group(group) for group in others]
    posts = [
        Post.objects.publish(
            by=people[n], group=everybody, kind="story", body=f"Buenos días, {n}.", as_of=now
        )
        for n in range(20)
    ]
    cookies = [sign_in(one) for one in people]
    topics = [room.topic for room in rooms]
    online = [(cookie, topics[n % groups]) for n, cookie in enumerate(cookies)]
    pages = ["/", "/groups/", "/notifications/", "/requests/", *(f"/posts/{post.pk}/" for post in posts)]
    asked = {
        "readers": cookies, "writers": cookies, "pages": pages,
        "targets": [f"/posts/{post.pk}/comments/" for post in posts],
    }  # fmt: skip
    return Club(online, topics, asked)


def admit(group: Group, people: list[Member]) -> None:
    """Into the group and the seats of its room; the first one that ever comes is its owner."""
    before = group.memberships.count()
    came = Membership.objects.bulk_create(
        Membership(group=group, member=one, role="member" if before + number else "owner")
        for number, one in enumerate(people)
    )
    room = Room.objects.of_group(group)
    Participation.objects.bulk_create(
        Participation(room=room, member=one.member, membership=one) for one in came
    )
    Group.objects.filter(pk=group.pk).update(member_count=before + len(came))


def tell(topics: list[str], watchers: float, deliveries: float, seconds: float) -> int:
    """Tells the rooms in turn, so that so many deliveries a second come of it; returns how many events it told."""
    pause, count = watchers / deliveries, 0
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        topic = topics[count % len(topics)]
        publish.push(topic, {"event": "changed", "told": time.monotonic(), "html": TEXT})
        count += 1
        time.sleep(max(0.0, began + count * pause - time.monotonic()))
    return count
