"""How order is kept in the club: a report that waits, a change that was asked for, a decision that was objected to, a
criticism that somebody wanted out of sight, a rumour that was clarified, and three accounts that are one person."""

from datetime import timedelta

from accounts.members.models import Member
from community.clarifications.models import Clarification, tell_due
from community.comments.models import Comment
from community.concert.models import Concert
from community.concert.traces import Trace, hashed, network_of
from community.contests.models import ContestEntry
from community.groups.models import Group
from community.moderation.appeals import Appeal
from community.moderation.corrections import Correction
from community.moderation.models import ModerationAct
from community.polls.models import PollOption
from community.posts.models import Post, PostRead
from community.posts.slowing import Pace
from community.reports.models import Report
from community.writing.repeats import Repeat, fingerprint_of
from config.demo.acts import let_in

SMEAR = "Llevo años en el club y la directiva solo mira por los suyos. Pedid todos la baja antes de junio."
PUPPETS = [("socio1968", "Socio del 68"), ("ribera_libre", "Ribera Libre"), ("marisa_v", "Marisa V.")]
PICTURED = "El sendero del río"  # on the ballot of the contest of the gym
AGREED = ["Que cada uno traiga algo", "A las 20:15", "Sábado por la mañana"]  # in polls where names are shown
RUMOUR = (
    "oscar",
    "He oído que cierran la piscina",
    "Me lo ha dicho alguien del bar: en enero cierran la piscina.",
)
TRUTH = (
    "La piscina **no cierra**. En enero se cambia la caldera y cierra **tres días**, del 12 al 14. La cuota de esos días"
    " se devuelve."
)
SOURCES = "Acta de la junta del 4 de noviembre, punto 3\nContrato de la obra, en secretaría"
WHY = {
    "ground": "insult",
    "facts": "El comentario llama «inútil» al entrenador de pádel.",
    "reason": "Aquí no se insulta a nadie. Di lo que pasó, no lo que alguien es.",
}


def keep(people, as_of) -> None:
    everybody = Group.objects.default()
    argue(people, everybody, as_of)
    clarify(people, everybody, as_of)
    play_in_concert(everybody, as_of)


def argue(people, group, as_of) -> None:
    """Marta hid a comment, its author objected, and Gema has it on her desk; another waits with a report."""
    below = Post.objects.publish(
        by=people["dani"], group=group, kind="story", title="Cambio de pista el sábado",
        body="El torneo pasa a la pista 4 por la lluvia.", as_of=as_of - timedelta(days=2),
    )  # fmt: skip
    rude = Comment.objects.say(
        post=below,
        by=people["hugo"],
        body="El entrenador es un inútil, siempre igual.",
        as_of=as_of - timedelta(days=2),
    )
    named = Comment.objects.say(
        post=below, by=people["rosa"], as_of=as_of - timedelta(hours=30),
        body="Quien quiera ir en coche, que llame a mi vecina Pilar al 600 12 34 56.",
    )  # fmt: skip
    Correction.objects.ask(
        named, by=people["marta"], ground="private", as_of=as_of - timedelta(hours=28),
        reason="Quita el teléfono de tu vecina: que lo dé ella si quiere. Lo demás está muy bien.",
    )  # fmt: skip
    act = ModerationAct.objects.hide(rude, by=people["marta"], as_of=as_of - timedelta(days=1), **WHY)
    Appeal.objects.lodge(
        act, words="Estaba enfadado, pero no quería insultar a nadie.", as_of=as_of - timedelta(hours=5)
    )
    spam = Comment.objects.say(
        post=below, by=people["vega"], body="Vendo raquetas nuevas, escribidme por privado.",
        as_of=as_of - timedelta(hours=6),
    )  # fmt: skip
    for handle, note in (("ana", "Es la tercera vez esta semana."), ("rosa", "")):
        Report.objects.receive(
            spam, by=people[handle], reason="spam", note=note, as_of=as_of - timedelta(hours=5)
        )
    shown = ContestEntry.objects.get(caption=PICTURED)
    Report.objects.receive(
        shown, by=people["pilar"], reason="private", as_of=as_of - timedelta(hours=2),
        note="Se lee la matrícula de mi coche.",
    )  # fmt: skip


def clarify(people, group, as_of) -> None:
    handle, title, body = RUMOUR
    post = Post.objects.publish(
        by=people[handle], group=group, kind="story", title=title, body=body, as_of=as_of - timedelta(days=3)
    )
    said = as_of - timedelta(days=2)
    PostRead.objects.bulk_create(
        PostRead(post=post, member=people[who], comment_count=0, at=said - timedelta(hours=3))
        for who in ("ana", "bruno", "carmen", "rosa")
    )
    Clarification.objects.publish(
        post, by=people["gema"], body=TRUTH, sources=SOURCES, signed_as="La junta directiva", as_of=said
    )
    tell_due(said)
    # A rumour warms people up: until all have read the answer it goes slowly.
    post.slow_down(Pace.QUARTER, by=people["marta"], as_of=said)


def play_in_concert(group, as_of) -> None:
    """Three accounts of one person: one device, one evening, one text."""
    joined = as_of - timedelta(days=9)
    puppets = [
        Member(
            email=f"{handle}@example.com", handle=handle.replace("_", "-"), name=name, language="es",
            timezone="Europe/Madrid", created_at=joined, joined_at=joined, approved_at=joined,
        )
        for handle, name in PUPPETS
    ]  # fmt: skip
    for number, member in enumerate(puppets):
        member.set_unusable_password()
        member.save()
        group.admit(member)
        at = as_of - timedelta(days=4, minutes=6 * number)
        Post.objects.publish(by=member, group=group, kind="story", body=SMEAR, as_of=at)
    days = [(as_of - timedelta(days=day)).date() for day in range(1, 6)]
    network, device = hashed(network_of("192.0.2.68")), hashed("Firefox, es")
    Trace.objects.bulk_create(
        Trace(member=member, network=network, device=device, day=day) for member in puppets for day in days
    )
    Repeat.objects.bulk_create(
        Repeat(member=member, fingerprint=fingerprint_of(SMEAR), day=days[0], times=1, first_at=as_of)
        for member in puppets
    )


def agree(as_of) -> None:
    """Once the polls of the club are there: in each the three choose the same, and the desk has looked."""
    puppets = Member.objects.filter(handle__in=[handle.replace("_", "-") for handle, _name in PUPPETS])
    for option in PollOption.objects.filter(text__in=AGREED).select_related("poll__post__group"):
        poll = option.poll
        for member in puppets:
            let_in(poll.post.group, member)
            poll.vote(by=member, options=[option.pk], as_of=poll.post.created_at + timedelta(hours=1))
    Concert.objects.look(as_of)
