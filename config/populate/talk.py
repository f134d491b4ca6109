"""What made-up people say: posts, the comments below them, and who reacted, voted and read.

Comments come first: what the posts' columns count is known when the posts are written. Foreign keys are asked at the
end of it all.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import Jsonb

from community.comments.models import Comment
from community.posts.models import Post, PostRead
from community.posts.suggesting import SuggestionVote
from community.posts.tagging import PostTag, key_of
from community.reactions.models import Reaction
from config.populate import shapes
from config.populate.circles import Circle
from config.populate.copying import copy, reserve
from config.populate.people import YEARS, Person
from config.populate.progress import Progress
from config.populate.texts import Speech
from config.populate.words import TAGS

KINDS = ("story",) * 9 + ("question",) * 5 + ("suggestion",) * 2 + ("praise",) * 2
REACTIONS = ("like",) * 6 + ("thanks",) * 2 + ("laugh", "sorry")
ANSWERS = 0.3  # of comments that answer another
BLANKED = 0.004  # of comments: taken back by their author
ACCEPTED = 0.5  # of questions that somebody answered
TAGGED = 0.3  # of posts
READ = 0.15  # of posts, the newest, of which it is known who read them
SPAN = YEARS * 365 * 86400


@dataclass(slots=True)
class Said:
    """A post before it is written, and what is counted on it."""

    id: int
    at: float
    circle: Circle
    author: Person
    kind: str
    weight: float
    comments: int = 0
    last: float = 0
    answered: float | None = None
    accepted: int | None = None
    votes: int = 0
    tops: list[int] = field(default_factory=list)
    reactions: dict[str, int] = field(default_factory=dict)


class Talk:
    """All that is said in the groups, for so many posts and comments."""

    def __init__(
        self, circles: list[Circle], speech: dict[str, Speech], as_of: datetime, chance: random.Random
    ):
        self.circles, self.speech, self.chance = circles, speech, chance
        self.began = as_of - timedelta(seconds=SPAN)
        self.posts: list[Said] = []

    def moment(self, at: float) -> datetime:
        return self.began + timedelta(seconds=at)

    # Planning

    def plan(self, count: int, complaints: int) -> None:
        """Who posts what where and when; so many of the newest by members are complaints."""
        sizes = shapes.Dice([len(circle.people) ** 0.9 for circle in self.circles])
        weights = shapes.popularity(count, self.chance)
        for pk, at, weight in zip(
            reserve(Post, count), shapes.moments(count, SPAN, self.chance), weights, strict=True
        ):
            circle = self.circles[sizes.throw(self.chance)]
            kind = self.chance.choice(KINDS)
            self.posts.append(Said(pk, at, circle, circle.somebody(self.chance), kind, weight, last=at))
        newest = [post for post in self.posts[-4 * complaints :] if not post.author.is_staff]
        for post in self.chance.sample(newest, min(complaints, len(newest))):
            post.kind = "complaint"

    @property
    def complaints(self) -> list[Said]:
        return [post for post in self.posts if post.kind == "complaint"]

    # Writing

    def write(self, comments: int, progress: Progress) -> None:
        with progress.stage("planning comments"):
            order = self.order(comments)
            numbers = reserve(
                Comment, comments
            )  # while rows are being copied the connection answers nothing else
        copy(Comment, COMMENT, progress.through("comments", self.comments(numbers, order), comments))
        copy(Reaction, REACTION, progress.through("reactions", self.reactions(), len(self.posts)))
        copy(SuggestionVote, VOTE, progress.through("votes", self.votes(), len(self.posts)))
        recent = self.posts[int(len(self.posts) * (1 - READ)) :]
        copy(PostRead, READS, progress.through("reading marks", self.reads(recent), len(recent)))
        copy(Post, POST, progress.through("posts", self.rows(), len(self.posts)))
        copy(PostTag, TAG, progress.through("tags", self.tags(), len(self.posts)))

    def order(self, count: int) -> list[tuple[float, int]]:
        """When each comment comes and below which post, in the order of time."""
        dice = shapes.Dice([post.weight for post in self.posts])
        places = [dice.throw(self.chance) for _ in range(count)]
        return sorted((shapes.later(self.posts[place].at, SPAN, self.chance), place) for place in places)

    def comments(self, numbers: range, order: list[tuple[float, int]]) -> Iterator[tuple]:
        roll = self.chance.random
        for pk, (at, place) in zip(numbers, order, strict=True):
            post = self.posts[place]
            author = post.circle.somebody(self.chance)
            parent = post.tops[int(len(post.tops) * roll())] if post.tops and roll() < ANSWERS else None
            when, fate = self.moment(at), roll()
            body, html = self.speech[author.language].comment() if fate >= BLANKED else ("", "")
            said = (pk, post.id, parent, author.id, body, html, author.language, when)
            if fate < BLANKED:
                yield (*said, when, author.id)
            else:
                self.count(post, pk, at, author, is_top=parent is None)
                yield (*said, None, None)

    def count(self, post: Said, pk: int, at: float, author: Person, *, is_top: bool) -> None:
        post.comments += 1
        post.last = at
        if is_top:
            post.tops.append(pk)
        if author.is_staff and author is not post.author and post.answered is None:
            post.answered = at

    def several(self, post: Said, slope: float) -> list[Person]:
        """Different people of the group, the author not among them; few for most posts."""
        count = min(int(self.chance.paretovariate(slope)) - 1, 300)
        drawn = (post.circle.somebody(self.chance) for _ in range(count))
        return list(dict.fromkeys(person for person in drawn if person is not post.author))

    def reactions(self) -> Iterator[tuple]:
        for post in self.posts:
            for person in self.several(post, 1.3):
                kind = self.chance.choice(REACTIONS)
                post.reactions[kind] = post.reactions.get(kind, 0) + 1
                yield (post.id, person.id, kind, self.moment(post.at))

    def tags(self) -> Iterator[tuple]:
        """Some words are used for much, most for little."""
        dice = shapes.Dice([1 / (place + 1) for place in range(len(TAGS))])
        for post in self.posts:
            if self.chance.random() < TAGGED:
                for place in {dice.throw(self.chance) for _ in range(self.chance.choice((1, 1, 2, 3)))}:
                    yield (post.id, key_of(TAGS[place]), TAGS[place])

    def votes(self) -> Iterator[tuple]:
        for post in self.posts:
            if post.kind == "suggestion":
                for person in self.several(post, 0.8):
                    post.votes += 1
                    yield (post.id, person.id, self.moment(post.at))

    def reads(self, posts: list[Said]) -> Iterator[tuple]:
        for post in posts:
            for person in self.several(post, 0.8):
                seen = int(post.comments * self.chance.random())
                yield (post.id, person.id, seen, self.moment(post.last))

    def rows(self) -> Iterator[tuple]:
        for post in self.posts:
            speech = self.speech[post.author.language]
            body, html = speech.post(post.kind == "complaint")
            title = speech.title() if self.chance.random() < 0.6 else ""
            accepted: tuple = (None, None, None)
            if post.kind == "question" and post.tops and self.chance.random() < ACCEPTED:
                accepted = (self.chance.choice(post.tops), self.moment(post.last), post.author.id)
            yield (
                post.id, post.circle.id, post.author.id, post.kind, title, body, html, post.author.language,
                self.moment(post.at), self.moment(post.last), post.comments, Jsonb(post.reactions), post.votes,
                None if post.answered is None else self.moment(post.answered), *accepted,
            )  # fmt: skip


COMMENT = (
    "id", "post_id", "parent_id", "author_id", "body", "body_html", "language", "created_at",
    "deleted_at", "deleted_by_id",
)  # fmt: skip
REACTION = ("post_id", "member_id", "kind", "created_at")
TAG = ("post_id", "key", "name")
VOTE = ("post_id", "member_id", "created_at")
READS = ("post_id", "member_id", "comment_count", "at")
POST = (
    "id", "group_id", "author_id", "kind", "title", "body", "body_html", "language",
    "created_at", "last_activity_at", "comment_count", "reaction_counts", "vote_count",
    "answered_at", "accepted_id", "accepted_at", "accepted_by_id",
)  # fmt: skip
