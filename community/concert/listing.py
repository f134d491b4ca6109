"""What the managers see: clusters of accounts side by side, the heaviest first, each with what speaks for it."""

from dataclasses import dataclass, field

from django.db.models import Count, Max, Q
from django.utils.translation import ngettext_lazy

from accounts.members.models import Member
from community import keyset
from community.concert.models import Concert
from community.moderation import register
from community.posts.models import Post

SIZE = 10
WORDS = {
    "device": ngettext_lazy("same device on %d day", "same device on %d days"),
    "network": ngettext_lazy("same network on %d day", "same network on %d days"),
    "wording": ngettext_lazy("%d text word for word the same", "%d texts word for word the same"),
    "votes": ngettext_lazy("liked each other %d time", "liked each other %d times"),
    "polls": ngettext_lazy("voted in %d named poll of each other", "voted in %d named polls of each other"),
    "timing": ngettext_lazy("below %d post within ten minutes", "below %d posts within ten minutes"),
    "choices": ngettext_lazy("the same answer in %d named poll", "the same answer in %d named polls"),
}


@dataclass
class Cluster:
    pairs: list[Concert]
    people: list = field(default_factory=list)

    @property
    def first(self) -> Concert:
        return self.pairs[0]

    @property
    def score(self) -> int:
        return max(pair.score for pair in self.pairs)


def page(member, after: str = "") -> dict:
    """Four statements, however many there are."""
    pairs = Concert.objects.visible_to(member).unsettled()
    heads = pairs.values("cluster").annotate(top=Max("score")).order_by("-top", "cluster")
    top, _dot, cluster = after.partition(".")
    if (key := keyset.number(cluster)) is not None:
        weight = keyset.number(top) or 0
        heads = heads.filter(Q(top__lt=weight) | Q(top=weight, cluster__gt=key))
    rows, has_more = keyset.cut(heads, SIZE)
    return {
        "clusters": clusters_of(pairs, [row["cluster"] for row in rows]),
        "tab": "concert",
        "waiting_here": register.waiting(member),
        "next": f"?after={rows[-1]['top']}.{rows[-1]['cluster']}" if has_more else "",
    }


def clusters_of(pairs, keys: list[int]) -> list[Cluster]:
    found = {key: Cluster([]) for key in keys}
    for pair in pairs.filter(cluster__in=keys).select_related("one", "other").order_by("-score", "pk"):
        pair.words = [WORDS[kind] % times for kind, times in pair.reasons.items() if kind in WORDS]
        found[pair.cluster].pairs.append(pair)
    people = {
        one for cluster in found.values() for pair in cluster.pairs for one in (pair.one_id, pair.other_id)
    }
    known = people_of(people)
    for cluster in found.values():
        keys_here = dict.fromkeys(key for pair in cluster.pairs for key in (pair.one_id, pair.other_id))
        cluster.people = [known[key] for key in keys_here]
    return list(found.values())


def people_of(keys) -> dict[int, Member]:
    """The members with how much they wrote and their latest post, to be laid side by side."""
    counted = Member.objects.filter(pk__in=keys).select_related("avatar").annotate(written=Count("posts"))
    people = {member.pk: member for member in counted}
    latest = (
        Post.objects.filter(author__in=keys, deleted_at__isnull=True)
        .order_by("author", "-pk")
        .distinct("author")
    )
    for post in latest:
        people[post.author_id].latest = post
    return people
