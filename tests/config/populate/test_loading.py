"""A made-up house keeps every law, sends nothing, and does not mix with people."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from accounts import invariants
from accounts.mail.models import Mail
from accounts.members.models import Member
from community.comments.models import Comment
from community.groups.models import Group
from community.notifications.deliveries import Delivery
from community.posts.models import Post
from community.search.models import SearchEntry
from config.populate import loading
from config.populate.progress import Progress
from tickets.desk.models import Ticket

SIZE = loading.Size(members=30, groups=4, posts=80, comments=400, tickets=4, messages=60)


def load(seed: int = 1, **more) -> bool:
    return loading.load(SIZE, seed=seed, progress=Progress(io.StringIO()), **more)


def entries() -> list[tuple]:
    return list(
        SearchEntry.objects.order_by("post_id", "comment_id").values_list("post_id", "comment_id", "vector")
    )


def test_a_made_up_house_keeps_every_law_and_sends_nothing(db):
    assert load()
    assert {law.id: count for law in invariants.LAWS if (count := law.violations())} == {}
    assert (Post.objects.count(), Ticket.objects.count(), Group.objects.count()) == (80, 4, 5)
    assert Comment.objects.count() >= 400  # the answers of staff beside them
    assert not Mail.objects.queued().exists()
    assert not Delivery.objects.filter(outcome="").exists()
    written = entries()
    SearchEntry.objects.rebuild()
    assert entries() == written


def test_a_seed_is_loaded_once_and_another_adds_to_it(db):
    at = datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert load(as_of=at)
    before = Post.objects.count()
    assert not load(as_of=at)
    assert Post.objects.count() == before
    assert load(seed=2, as_of=at)
    assert Post.objects.count() == 2 * before
    assert {law.id: count for law in invariants.LAWS if (count := law.violations())} == {}


def test_people_are_left_among_themselves_unless_told_otherwise(ana):
    with pytest.raises(CommandError, match="There are people in this house"):
        call_command("populate", members=10, posts=0, comments=0, tickets=0, messages=0, groups=1)
    assert Member.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"members": 2}, {"posts": 0}, {"tickets": 81}, {"messages": -1}])
def test_what_cannot_be_loaded_is_refused_with_a_sentence(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        loading.check(loading.Size(**vars(SIZE) | wrong))
