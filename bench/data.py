"""A club of a size at which slow pages show: its people and words in bulk, its tickets by their own verbs."""

import random
import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.members.models import Member
from community.comments.models import Comment
from community.groups.models import Group, Membership
from community.posts.models import Post
from community.reactions.models import Reaction
from tickets.desk.models import Ticket
from tickets.teams.models import Team

MEMBERS, GROUPS, POSTS, COMMENTS, TICKETS = 2000, 50, 20000, 60000, 240
BUSY = 120  # comments below the post whose page is measured
WORDS = """
pista agua turno clase monitor vestuario taquilla reserva torneo cena partido entrada cuota horario césped luz gracias
ayer mañana siempre nunca equipo grupo socio bien mal tarde pronto nuevo viejo
""".split()  # noqa: SIM905 - read more easily than a list


def load() -> dict[str, int]:
    """Fills the house; returns the ids that the bench asks for."""
    chance = random.Random(7)
    now = timezone.now()
    people = make_members(now)
    groups = make_groups(people, chance)
    posts = make_posts(people, groups, now, chance)
    make_comments(posts, people, now, chance)
    make_reactions(posts, people, chance)
    ana, sol = people[0], people[1]
    Team.objects.default().members.add(sol)
    make_tickets(people, groups, now, chance)
    busy = posts[-1]
    return {
        "ana": ana.pk,
        "sol": sol.pk,
        "post": busy.pk,
        "ticket": Ticket.objects.order_by("-pk").first().pk,
    }


def words(chance, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def make_members(now) -> list[Member]:
    rows = [
        Member(
            email=f"m{n}@example.com", handle=f"m{n}", name=f"Persona Número {n}", language="es", joined_at=now,
            approved_at=now, role="agent" if n == 1 else "member",
        )
        for n in range(MEMBERS)
    ]  # fmt: skip
    return Member.objects.bulk_create(rows, batch_size=1000)


def make_groups(people, chance) -> list[Group]:
    groups = Group.objects.bulk_create(
        Group(name=f"Grupo {n}", slug=f"grupo-{n}", is_default=n == 0, purpose=words(chance, 6))
        for n in range(GROUPS)
    )
    rows = [Membership(group=groups[0], member=person) for person in people]
    for group in groups[1:]:
        chosen = chance.sample(people[2:], 80)
        rows += [Membership(group=group, member=person) for person in chosen[1:]]
        rows.append(Membership(group=group, member=chosen[0], role="owner"))
    rows += [Membership(group=group, member=people[0]) for group in groups[1:23]]
    Membership.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    for group in groups:
        Group.objects.filter(pk=group.pk).update(member_count=group.memberships.count())
    return groups


def make_posts(people, groups, now, chance) -> list[Post]:
    rows = []
    for n in range(POSTS):
        at = now - timedelta(minutes=10 * (POSTS - n))
        body = words(chance, chance.randint(12, 60))
        kind = chance.choice(["story", "story", "question", "suggestion", "praise"])
        rows.append(
            Post(
                group=chance.choice(groups), author=chance.choice(people), kind=kind, body=body, language="es",
                body_html=f"<p>{body}</p>", created_at=at, last_activity_at=at,
                title=words(chance, 5) if n % 3 == 0 else "",
            )
        )  # fmt: skip
    posts = Post.objects.bulk_create(rows, batch_size=2000)
    for group in groups:
        Group.objects.filter(pk=group.pk).update(activity=group.posts.count())
    return posts


def make_comments(posts, people, now, chance) -> None:
    below = [posts[-1]] * BUSY + chance.choices(posts[-8000:], k=COMMENTS - BUSY)
    rows = []
    counts: dict[int, int] = {}
    for post in below:
        body = words(chance, chance.randint(5, 30))
        rows.append(
            Comment(
                post=post, author=chance.choice(people), body=body, body_html=f"<p>{body}</p>", language="es",
                created_at=now,
            )
        )  # fmt: skip
        counts[post.pk] = counts.get(post.pk, 0) + 1
    Comment.objects.bulk_create(rows, batch_size=2000)
    told = [Post(pk=pk, comment_count=count) for pk, count in counts.items()]
    Post.objects.bulk_update(told, ["comment_count"], batch_size=1000)


def make_reactions(posts, people, chance) -> None:
    rows, told = [], []
    for post in posts[-2000:]:
        who = chance.sample(people, chance.randint(0, 9))
        rows += [Reaction(post=post, member=person, kind="like") for person in who]
        if who:
            told.append(Post(pk=post.pk, reaction_counts={"like": len(who)}))
    Reaction.objects.bulk_create(rows, batch_size=2000)
    Post.objects.bulk_update(told, ["reaction_counts"], batch_size=1000)


def make_tickets(people, groups, now, chance) -> None:
    for n in range(TICKETS):
        person = people[2 + n % 400]
        at = now - timedelta(hours=chance.randint(1, 200))
        Post.objects.publish(
            by=person,
            group=groups[0],
            kind="complaint",
            body=words(chance, 20),
            submission=uuid.uuid4(),
            as_of=at,
        )
