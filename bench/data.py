"""What is asked for in a made-up house: whose pages, which post, which words."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count

from accounts.members import second_factor
from accounts.members.models import Member
from bench.house import SEED
from community.groups.models import Group
from community.posts.models import Post
from community.reports.models import Report
from config.populate.people import made_up
from config.populate.texts import coined
from tickets.desk.models import Ticket

BELONGS = 20  # groups of the reader whose pages are measured
LONG = 110  # comments below the post that is measured, at least
WRITERS = 120  # people who comment in turn: one alone is held up by the pace of posts
SECRET = "b" * 32  # of the form's token
COMMON = ("pista", "partido", "gracias", "clase", "torneo")
REPORTED = 45  # posts
DEEP = 499 * 20  # posts before the five hundredth page


@dataclass(frozen=True)
class Page:
    """An address, the cookie of who asks, and what is sent along when something is written."""

    path: str
    cookie: str
    body: str = ""


@dataclass(frozen=True)
class Known:
    """What the bench asks for."""

    pages: dict[str, Page]
    deep: dict[str, tuple[Page, Page]]  # the first page of a list, and one far down
    rare: list[str]
    ana: str  # her cookie
    writers: list[str]
    below: list[int]  # posts that everybody may comment on

    def searches(self, words: list[str]) -> list[Page]:
        return [Page("/search/?" + urlencode({"q": word}), self.ana) for word in words]

    def comments(self) -> Iterator[Page]:
        """One comment after the other, each by somebody else, below another post."""
        for cookie, post in zip(cycle(self.writers), cycle(self.below), strict=False):
            said = {"body": "Gracias, nos vemos en la pista.", "submission": uuid.uuid4()}
            yield Page(
                f"/posts/{post}/comments/",
                cookie,
                urlencode(said | {"csrfmiddlewaretoken": SECRET}),
            )


def prepare() -> Known:
    """Signs in who is asked for."""
    people = made_up(SEED).order_by("pk")
    plain = people.filter(role="member")
    near = (
        plain.annotate(belongs=Count("memberships")).filter(belongs__lte=BELONGS).order_by("-belongs", "pk")
    )
    ana, sol, marta = near[0], people.filter(role="agent")[0], people.filter(role="moderator")[0]
    cookies = {"ana": sign_in(ana), "sol": sign_in(sol), "marta": sign_in(marta)}
    report(plain)
    everybodys = Post.objects.filter(group=Group.objects.default()).exclude(kind="complaint")
    return Known(
        pages=pages(ana, sol, cookies),
        deep=deep(ana, cookies["ana"]),
        rare=rare_words(),
        ana=cookies["ana"],
        writers=[sign_in(member) for member in plain[:WRITERS]],
        below=[post.pk for post in everybodys.order_by("-pk").only("pk")[: WRITERS + 7]],
    )


def pages(ana, sol, cookies) -> dict[str, Page]:
    own = Group.objects.joined_by(ana).filter(joining="free", is_default=False).order_by("-member_count")
    read = Post.objects.filter(group__in=Group.objects.joined_by(ana), comment_count__gte=LONG)
    post = (read.order_by("-pk").first() or Post.objects.order_by("-comment_count").first()).pk
    ticket = Ticket.objects.workable_by(sol).order_by("-pk")[0].pk
    asked = {
        "floor": (f"/bench/floor/?post={post}", "ana"),
        "feed": ("/", "ana"),
        "post page": (f"/posts/{post}/", "ana"),
        "group": (own[0].get_absolute_url(), "ana"),
        "requests": ("/requests/", "ana"),
        "directory": ("/members/", "ana"),
        "moderation desk": ("/moderation/", "marta"),
        "queue": ("/admin/tickets/ticket/", "sol"),
        "workspace": (f"/admin/tickets/ticket/{ticket}/change/", "sol"),
        "search, common": ("/search/?q=" + COMMON[0], "ana"),
        "search, rare": ("/search/?q=" + rare_words()[0], "ana"),
    }
    return {name: Page(path, cookies[who]) for name, (path, who) in asked.items()}


def report(people) -> None:
    """Lays posts on the moderators' desk, once: more than a page of it, some of them reported by several."""
    if Report.objects.exists():
        return
    posts = Post.objects.filter(group=Group.objects.default()).order_by("-pk")[:REPORTED]
    for number, post in enumerate(posts):
        for member in people.exclude(pk=post.author_id)[number : number + 1 + number % 3]:
            Report.objects.receive(post, by=member, reason="insult", note="Se pasa de la raya.")


def deep(ana, cookie: str) -> dict[str, tuple[Page, Page]]:
    """Lists whose far end is measured, as far down as there is one."""
    everybody = Group.objects.default()
    lists = {
        "feed": ("/", Post.objects.filter(group__in=Group.objects.joined_by(ana))),
        "everything": ("/?show=all", Post.objects.visible_to(ana)),
        "group": (everybody.get_absolute_url(), Post.objects.filter(group=everybody)),
    }
    found = {}
    for name, (path, posts) in lists.items():
        far = min(DEEP, max(posts.count() - 40, 0))
        before = posts.order_by("-pk").values_list("pk", flat=True)[far]
        further = f"{path}{'&' if '?' in path else '?'}before={before}"
        found[name] = (Page(path, cookie), Page(further, cookie))
    return found


def rare_words(count: int = 5) -> list[str]:
    """Names that ten to twenty texts mention, so that a house of any size has as much to draw."""
    names, found = coined(random.Random(SEED)), []
    with connection.cursor() as cursor:
        # In a small house the rare ones are nearer to the front.
        for name in (*names[len(names) // 20 :: 97], *names[: len(names) // 20]):
            cursor.execute(
                "SELECT count(*) FROM community_searchentry WHERE vector @@ tertulia_asked(%s)", [name]
            )
            if 10 <= cursor.fetchone()[0] <= 20:
                found.append(name)
            if len(found) == count:
                break
    return found


def sign_in(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    if member.is_staff:
        second_factor.note(session, member)
        session.save()
    # The form's token, too: whoever has been here has it.
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={SECRET}"
