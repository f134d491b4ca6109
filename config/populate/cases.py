"""What became of the complaints: tickets with their clocks and history, by the verbs that staff and customers use."""

import random
from datetime import datetime, timedelta

from accounts.members.models import Member
from accounts.roles import Role
from community.posts.models import Post
from config.populate.progress import Progress
from config.populate.talk import Said, Talk
from tickets.desk.models import Ticket
from tickets.teams.models import Team

# Each a course of events: what is done, after how many hours. Most are solved, some are still open.
COURSES = (
    (),
    (("assign", 1),),
    (("assign", 1), ("public", 3)),
    (("public", 2), ("note", 3), ("solve", 30), ("confirm", 40)),
    (("assign", 2), ("reply", 5), ("write", 9), ("public", 20), ("solve", 50)),
    (("public", 4), ("solve", 26)),
    (("assign", 1), ("reply", 30), ("refuse", 60)),
    (("public", 6), ("solve", 30), ("reopen", 50), ("reply", 55)),
)
WORDS = {
    "public": "Gracias por contarlo: tienes razón y lo sentimos. Mañana lo arreglamos y te lo decimos aquí.",
    "reply": "Para poder mirarlo necesitamos la fecha y el recibo. Puedes mandarlos por aquí.",
    "note": "Hablado con mantenimiento, vienen el martes.",
    "write": "Gracias. Os mando el recibo y la foto.",
    "solve": "Está arreglado y te hemos devuelto lo que pagaste. Si vuelve a pasar, reábrelo.",
    "refuse": "Lo hemos mirado y no podemos devolverlo: las normas dicen 48 horas. Lo sentimos.",
    "reopen": "Ha vuelto a pasar esta mañana.",
}


def cases(talk: Talk, as_of: datetime, chance: random.Random, progress: Progress) -> None:
    staff = [person.id for person in talk.circles[0].people if person.role == Role.AGENT]
    agents = list(Member.objects.filter(pk__in=staff).order_by("pk"))
    Team.objects.default().members.add(*agents)
    complaints = talk.complaints
    for said in progress.through("tickets", complaints, len(complaints)):
        live_through(said, talk.moment(said.at), chance.choice(agents), chance.choice(COURSES), as_of)


def live_through(said: Said, at: datetime, agent: Member, course, as_of: datetime) -> None:
    post = Post.objects.select_related("author", "group").get(pk=said.id)
    ticket = post.flag(by=post.author, asks_for="Que alguien lo arregle.", as_of=at).opened
    for verb, hours in course:
        if (then := at + timedelta(hours=hours)) < as_of:
            ACTS[verb](Ticket.objects.get(pk=ticket.pk), agent, post.author, WORDS.get(verb, ""), then)


ACTS = {
    "assign": lambda ticket, agent, who, words, at: ticket.assign(to=agent, by=agent, as_of=at),
    "public": lambda ticket, agent, who, words, at: ticket.answer_publicly(by=agent, body=words, as_of=at),
    "reply": lambda ticket, agent, who, words, at: ticket.reply(by=agent, body=words, as_of=at),
    "note": lambda ticket, agent, who, words, at: ticket.note(by=agent, body=words, as_of=at),
    "write": lambda ticket, agent, who, words, at: ticket.write(by=who, body=words, as_of=at),
    "solve": lambda ticket, agent, who, words, at: ticket.solve(by=agent, note=words, as_of=at),
    "refuse": lambda ticket, agent, who, words, at: ticket.refuse(by=agent, reason=words, as_of=at),
    "confirm": lambda ticket, agent, who, words, at: ticket.confirm(by=who, as_of=at),
    "reopen": lambda ticket, agent, who, words, at: ticket.reopen(by=who, reason=words, as_of=at),
}
