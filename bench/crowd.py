"""A thousand people are told of one thing at once: how long it takes, and whether others feel it.

A text calls twenty people at most, so the way to call a crowd is an announcement to its group.
"""

import threading
import time
from itertools import cycle

from django.db import connection
from django.utils import timezone

from accounts.members.models import Member
from bench import load
from bench.data import Known
from bench.house import SEED
from community.comments.models import Comment
from community.groups.models import Group
from community.notifications.models import Notification
from community.posts.levels import PostLevel
from community.posts.models import Post
from config.populate.people import made_up

PEOPLE = 1000
LASTS = 6.0  # seconds of other people's pages around it


def told(port: int, known: Known) -> dict[str, float]:
    """Seconds until the last has the row, and the 99th percentile of other pages meanwhile (milliseconds)."""
    manager = made_up(SEED).get(role="manager")
    group = crowd(manager)
    post = announce(group, manager)  # one before, so that everybody has an inbox
    follow(post)
    found = {}
    for name, act in (("announcement", announce), ("comment", comment)):
        found[name], meanwhile = beside_others(port, known, lambda act=act: act(group, manager))
        found[f"{name}, p99 of other pages"] = meanwhile.p99
    quiet = load.ask(port, cycle([known.pages["feed"], known.pages["post page"]]), LASTS, connections=2)
    return found | {"p99 of these pages without it": quiet.p99}


def crowd(manager) -> Group:
    group = Group.objects.found(by=manager, name="A thousand", purpose="")
    for member in made_up(SEED).filter(role="member").order_by("pk")[:PEOPLE]:
        group.admit(member)
    return group


def announce(group: Group, manager: Member) -> Post:
    return Post.objects.publish(
        by=manager, group=group, kind="announcement", body="Mañana cerramos a las dos.", as_of=timezone.now()
    )


def follow(post: Post) -> None:
    people = post.group.memberships.values_list("member_id", flat=True)
    PostLevel.objects.bulk_create(PostLevel(post=post, member_id=pk, level="follow") for pk in people)


def comment(group: Group, manager: Member) -> Comment:
    post = Post.objects.filter(group=group).order_by("pk").select_related("group")[0]
    return Comment.objects.say(post=post, by=manager, body="Abrimos a las cinco.", as_of=timezone.now())


def beside_others(port: int, known: Known, act) -> tuple[float, load.Round]:
    """Seconds that the act took until everybody had it, while others read."""
    reading: list[load.Round] = []
    pages = cycle([known.pages["feed"], known.pages["post page"]])
    others = threading.Thread(target=lambda: reading.append(load.ask(port, pages, LASTS, connections=2)))
    before = Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    others.start()
    time.sleep(1)
    began = time.monotonic()
    act()
    spent = time.monotonic() - began
    heard = Notification.objects.filter(pk__gt=before).values("member").distinct().count()
    others.join()
    if heard < min(PEOPLE, made_up(SEED).filter(role="member").count()):
        raise RuntimeError(f"Only {heard} were told.")
    connection.close()
    return spent, reading[0]
