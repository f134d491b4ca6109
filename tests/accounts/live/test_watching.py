"""What can be watched, and by whom."""

import pytest

from accounts.live import watching
from community.groups.models import Group, Membership
from community.posts.models import Post
from tests import cast

ROW_11 = [
    "thread:*",
    "thread:%",
    "thread:_",
    "thread:?",
    "*",
    "%",
    "thread",
    "thread:",
    ":7",
    "thread:7.8",
    "thread:a.b",
    "thread:7,8",
    "thread:7 ",
    " thread:7",
    "thread:7\n",
    "thread:07",
    "thread:+7",
    "thread:-7",
    "thread:0",
    "thread:7:7",
    "thread:1e3",
    "thread:0x7",
    "thread:٧",
    "thread:７",
    "thread:7\u200b",
    "thread:9999999999999999999",
    "Thread:7",
    "member:1",
    "member:*",
    "!rights",
    "live:tertulia",
    "corner:Board",
    "corner:board*",
    "corner:bóard",
    7,
    None,
    ["thread:7"],
]


@pytest.mark.parametrize("text", ROW_11)
def test_row_11_a_topic_has_one_spelling(kinds, text):
    assert watching.topic(text) is None


def test_a_topic_is_a_registered_kind_and_its_number_or_name(kinds):
    assert watching.topic("thread:7") == "thread:7"
    assert watching.topic("corner:board") == "corner:board"


def test_a_kind_is_registered_once_and_ones_own_events_never(kinds):
    for kind in ("thread", "member"):
        with pytest.raises(ValueError, match="can be watched already"):
            watching.register(kind, Post.objects.visible_to)


def everything(cast_, ids, kind):
    return [(member, f"{kind}:{id}") for member in cast_ for id in ids]


def test_rights_read_together_are_those_that_each_member_has_alone(ana, bruno, marta, sol, gema, kinds):
    shapes = [(listing, joining) for listing in Group.Listing for joining in Group.Joining]
    for number, (listing, joining) in enumerate(shapes):
        group = Group.objects.create(
            name=f"g{number}", slug=f"g{'abcdefgh'[number]}", listing=listing, joining=joining
        )
        if number % 2:
            Membership.objects.create(group=group, member=ana)
        for author, hidden in [(ana, None), (bruno, None), (bruno, group.created_at)]:
            Post.objects.create(
                group=group, author=author, body="x", language="en", hidden_at=hidden, version=number + 3
            )
    people = [ana, bruno, marta, sol, gema]
    ids = [*Post.objects.values_list("pk", flat=True), 10**17]
    alone = {
        (member.pk, f"thread:{post.pk}"): post.version
        for member in people
        for post in Post.objects.visible_to(member)
    }
    assert watching.rights(everything(people, ids, "thread")) == alone
    slugs = list(Group.objects.values_list("slug", flat=True))
    assert watching.rights(everything(people, slugs, "corner")) == {
        (member.pk, f"corner:{group.slug}"): None
        for member in people
        for group in Group.objects.visible_to(member)
    }


def test_rights_cost_the_same_for_more_members_and_more_topics(db, kinds, django_assert_num_queries):
    group = Group.objects.create(name="Open", slug="open")
    Post.objects.bulk_create(Post(group=group, body="x", language="en") for _ in range(20))
    people = [cast.person(f"P{n}") for n in range(20)]
    ids = list(Post.objects.values_list("pk", flat=True))
    for crowd in (people[:1], people):
        with django_assert_num_queries(2):
            asked = everything(crowd, ids, "thread") + everything(crowd, [group.pk], "hall")
            assert len(watching.rights(asked)) == len(asked)


def test_a_rule_that_sees_nothing_gives_nothing(ana, kinds):
    watching.register("nothing", lambda member: Post.objects.none())
    try:
        assert watching.rights([(ana, "nothing:1"), (ana, "unheard:1"), (ana, "member:1")]) == {}
    finally:
        watching.unregister("nothing")


@pytest.mark.parametrize("kind", watching.kinds())
def test_whatever_the_house_lets_watch_can_be_asked_for_all_at_once(ana, marta, sol, gema, kind, caplog):
    nothing = "999999999" if watching._kinds[kind].is_numbered else "NOTHING"
    assert watching.rights((member, f"{kind}:{nothing}") for member in (ana, marta, sol, gema)) == {}
    assert not caplog.records


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "rule",
    [
        lambda member: Post.objects.filter(language=member.language),
        lambda member: Post.objects.filter(
            group__in=list(member.memberships.values_list("group", flat=True))
        ),
    ],
)
def test_a_rule_that_asks_for_more_than_role_and_key_refuses_aloud(ana, kinds, rule, caplog):
    watching.register("personal", rule)
    post = Post.objects.create(group=Group.objects.create(name="g", slug="g"), body="x", language="en")
    try:
        asked = [(ana, f"personal:{post.pk}"), (ana, f"thread:{post.pk}")]
        assert watching.rights(asked) == {(ana.pk, f"thread:{post.pk}"): 1}
        assert "who may watch personal could not be read" in caplog.text
    finally:
        watching.unregister("personal")
