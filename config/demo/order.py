"""How the club keeps its groups in order, and what became of what was asked: questions for who asks to join, a post that
waits, answers, votes, a plan, posts kept for later."""

from datetime import timedelta

from community.bookmarks.models import Bookmark
from community.comments.models import Comment
from community.posts.models import Post, PostRead
from community.posts.suggesting import SuggestionVote

QUESTIONS = ["¿En qué equipo juega tu hijo o tu hija?", "¿Puedes echar una mano algún sábado?"]
# handle, a word, answers
ASKING = [
    ("bruno", "Mi sobrina empieza en enero.", ["Benjamines, desde enero", "Sí, si es por la mañana"]),
    ("vega", "", ["Alevines, con Iker", "Los sábados trabajo, pero hago bocadillos"]),
]
WAITING = (
    "hugo",
    "torneos",
    "Vendo pala casi nueva",
    "La usé dos partidos y me dio un tirón. 60 €, la enseño en el bar.",
)
# the question, who gave the answer that whoever asked accepted
ANSWERED = [
    ("Is there an English-speaking pilates class?", "irene"),
    ("¿Cómo se congela la cuota un mes?", "sol"),
    ("¿Las botas de tacos valen para el campo nuevo?", "iker"),
]
# the suggestion, who is for it, what becomes of it, why, who says so
SUGGESTED = [
    ("Que las reservas se abran a las 8 y no a medianoche",
     "alvaro oscar hugo dani xavi paula emma joaquin samuel vega ana", "", "", ""),
    ("Una clase de espalda sana por la tarde", "nieves gloria teresa carmen ines irene rosa", "planned",
     "La probamos en enero, los miércoles a las 19:15.", "nuria"),
]  # fmt: skip
PINNED, READ_BY = "Horario del puente de diciembre", "ana bruno carmen rosa joaquin irene zoe manolo"


def keep(people, groups, as_of) -> None:
    """At the end: what was said before did not wait."""
    decide_who_comes(people, groups)
    answer(people)
    vote(people, as_of)
    announce(people, as_of)
    author, slug, title, body = WAITING
    groups["torneos"].change(by=people["dani"], posting="approved")
    Post.objects.publish(
        by=people[author],
        group=groups[slug],
        kind="story",
        title=title,
        body=body,
        as_of=as_of - timedelta(hours=3),
    )


def decide_who_comes(people, groups) -> None:
    football = groups["futbol-base"]
    football.change(by=people["rafa"], questions=QUESTIONS)
    for handle, message, answers in ASKING:
        if not football.holds(people[handle]):
            football.ask(by=people[handle], message=message, answers=answers)


def answer(people) -> None:
    for title, handle in ANSWERED:
        given = Comment.objects.filter(post__title=title, author=people[handle]).select_related(
            "post__group", "post__author"
        )
        if found := given.first():
            found.accept(by=found.post.author)


def vote(people, as_of) -> None:
    """All votes in one go, as a verb would leave them."""
    for title, handles, standing, reason, who in SUGGESTED:
        post = Post.objects.select_related("group").get(title=title)
        voters = [people[handle] for handle in handles.split()]
        SuggestionVote.objects.bulk_create(SuggestionVote(post=post, member=member) for member in voters)
        post.change(vote_count=len(voters))
        if standing:
            post.decide(standing, by=people[who], reason=reason, as_of=as_of - timedelta(days=2))


def announce(people, as_of) -> None:
    """The newest announcement is on top for a while; some have read it, and Ana keeps it for later."""
    post = Post.objects.select_related("group").get(title=PINNED)
    post.change(pinned_at=as_of - timedelta(hours=2), pinned_until=as_of + timedelta(days=12))
    PostRead.objects.bulk_create(
        [
            PostRead(post=post, member=people[handle], comment_count=2, at=as_of)
            for handle in READ_BY.split()[1:]
        ]
    )
    kept = Bookmark.objects.keep(post, by=people["ana"])
    kept.remind(as_of + timedelta(days=3))
    kept.write_down("Mirar si el día 8 abre la piscina.")
