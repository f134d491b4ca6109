"""How the club keeps its groups in order: questions for who asks to join, a request, and a post that waits."""

from datetime import timedelta

from community.posts.models import Post

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
    "La usé dos partidos y me dio un tirón. 60 €, la enseño en el bar del club.",
)


def keep(people, groups, as_of) -> None:
    """Set at the end: what was said before did not wait."""
    football, cups = groups["futbol-base"], groups["torneos"]
    football.change(by=people["rafa"], questions=QUESTIONS)
    for handle, message, answers in ASKING:
        football.ask(by=people[handle], message=message, answers=answers)
    cups.change(by=people["dani"], posting="approved")
    author, slug, title, body = WAITING
    Post.objects.publish(
        by=people[author],
        group=groups[slug],
        kind="story",
        title=title,
        body=body,
        as_of=as_of - timedelta(hours=3),
    )
