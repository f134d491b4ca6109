"""What the club votes on and where it meets: polls and events, past, full, called off and ahead."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.brand.models import Brand
from community.events.models import Event, Rsvp
from community.events.reminding import remind_due
from community.polls.models import Poll, Vote
from community.polls.sweeping import tell_due
from config.demo import contests, tournaments
from config.demo.acts import let_in, moment
from config.demo.pictures import landscape

# days ago, hour, author, group, question, more about it, closes in days, how, {option: voters}
POLLS = [
    (2, 18, "gema", "la-ribera", "¿Qué cenamos en la fiesta de Navidad?",
     "Con lo que salga cerramos el menú el viernes. Las raciones para celíacos van aparte, como siempre.", 5, {},
     {"Chuletón y pimientos": "bruno joaquin rafa dani hugo hector manolo", "Bacalao al pil-pil": "carmen fermin tono begona gloria",
      "Menú vegetariano para todos": "irene zoe emma liam", "Que cada uno traiga algo": "vega samuel"}),
    (9, 12, "paula", "gimnasio", "¿A qué hora ponemos la clase de espalda sana?", "", -2, {},
     {"A las 18:15": "teresa nieves gloria carmen", "A las 19:15": "ines irene zoe liam", "A las 20:15": "hector"}),
    (1, 9, "lucia", "padel-y-pistas", "¿Qué días podéis para la liga de invierno?", "Marcad todos los que os vengan bien.", 8,
     {"is_several": True},
     {"Martes por la tarde": "ana dani hugo oscar xavi", "Jueves por la tarde": "alvaro paula emma hugo",
      "Sábado por la mañana": "joaquin dani samuel vega oscar xavi"}),
    (3, 20, "manolo", "viajes", "Foto del otoño: ¿cuál va al calendario?",
     "La que gane sale en noviembre y quien la hizo se lleva una cesta.", 4, {"is_anonymous": True},
     {"Viñas en octubre": "ana rosa teresa", "La ermita con niebla": "pilar manolo", "El puente al amanecer": "quique julian"}),
]  # fmt: skip
PHOTOS = {
    "Viñas en octubre": ((222, 164, 92), (120, 62, 38)),
    "La ermita con niebla": ((206, 212, 218), (120, 132, 140)),
    "El puente al amanecer": ((248, 190, 150), (70, 88, 128)),
}

# announced days ago, in days, hour, hours long, author, group, name, words, facts, yes (handle+guests), maybe, called off
EVENTS = [
    (6, 5, 19, 2, "lucia", "padel-y-pistas", "Torneo relámpago de pádel",
     "Partidos de 20 minutos, parejas por sorteo y bocadillo al final. Si falla alguien, entra la lista de espera sola.",
     {"place": "Pistas 1 a 4", "seats": 8, "price": "5 €, bocadillo incluido"},
     "hugo oscar xavi dani alvaro paula emma samuel ana vega joaquin", "nuria", ""),
    (4, 13, 21, 3, "fermin", "sociedad-gastronomica", "Cena de Navidad de la sociedad",
     "Mesa larga, tres fuegos y sobremesa con mus. Cada uno puede traer a dos.",
     {"place": "Sociedad gastronómica", "seats": 20, "guests_most": 2, "price": "32 €, niños 12 €"},
     "fermin+1 carmen+2 tono+1 gloria+2 manolo+1 teresa+1 hector+1 begona+2 nieves bruno+2", "", ""),
    (3, 2, 11, 2, "rafa", "futbol-base", "Partido de padres contra hijos", "Pierden los de siempre.",
     {"place": "Campo 2"}, "rafa ana pilar begona yolanda", "julian", "El campo 2 sigue encharcado. Lo repetimos en cuanto seque."),
    (8, 20, 8, 11, "manolo", "viajes", "Excursión a las bodegas de Laguardia",
     "Autobús a las 8:30 desde la puerta principal. Visita, comida y vuelta a media tarde.",
     {"place": "Puerta principal", "price": "45 €, comida incluida", "guests_most": 3}, "manolo+1 rosa ana+1 teresa", "pilar quique", ""),
    (10, 1, 19, 1, "paula", "gimnasio", "Ciclo indoor de la tarde", "Cuarenta y cinco minutos, música alta y agua fría.",
     {"place": "Sala 2", "seats": 10, "repeats": "weekly", "dates": 6}, "paula ana irene zoe liam", "hector", ""),
    (24, -9, 19, 2, "sol", "la-ribera", "Charla: comer para entrenar",
     "Con la nutricionista Maite Goñi. Preguntas al final, y fruta.",
     {"place": "Salón de actos", "seats": 60, "guests_most": 1}, "ana bruno+1 carmen+1 irene zoe hector paula gloria", "", ""),
]  # fmt: skip


def between(days: float, until: float, people, groups, as_of) -> None:
    """Those that were asked and announced so many days ago, the oldest first."""
    rows = [(row, ask) for row in POLLS] + [(row, announce) for row in EVENTS]
    rows += [(row, tournaments.announce) for row in tournaments.TOURNAMENTS]
    rows += [(row, contests.announce) for row in contests.CONTESTS]
    for row, live in sorted(rows, key=lambda pair: -pair[0][0]):
        if until <= row[0] < days:
            live(row, people, groups, as_of)


def settle(as_of) -> None:
    """What is over was told long ago."""
    tell_due(as_of)
    remind_due(as_of)


def ask(row, people, groups, as_of) -> None:
    days, hour, author, slug, title, body, closes, how, chosen = row
    said = moment(as_of, days, hour)
    let_in(groups[slug], people[author])
    options = [(words, photo(words, people[author])) for words in chosen]
    poll = Poll.objects.ask(
        by=people[author], group=groups[slug], title=title, body=body, options=options,
        closes_at=moment_ahead(as_of, closes, 20), as_of=said, **how,
    )  # fmt: skip
    vote(poll, chosen, people, said)


def vote(poll, chosen, people, said) -> None:
    """All votes in one go, as a verb would leave them."""
    votes, voters = [], set()
    for option in poll.options.all():
        for handle in chosen[option.text].split():
            let_in(poll.post.group, people[handle])
            votes.append(
                Vote(
                    poll=poll,
                    option=option,
                    member=people[handle],
                    is_only=not poll.is_several,
                    created_at=said,
                )
            )
            voters.add(handle)
        poll.options.filter(pk=option.pk).update(vote_count=len(chosen[option.text].split()))
    Vote.objects.bulk_create(votes)
    poll.rows().update(voter_count=len(voters))


def photo(words: str, member):
    if words not in PHOTOS:
        return None
    return landscape(member, PHOTOS[words])


def announce(row, people, groups, as_of) -> None:
    ago, days, hour, hours, author, slug, title, body, facts, yes, maybe, off = row
    said, starts = moment(as_of, ago, 11), moment_ahead(as_of, days, hour)
    let_in(groups[slug], people[author])
    event = Event.objects.announce(
        by=people[author], group=groups[slug], title=title, body=body, starts_at=starts,
        ends_at=starts + timedelta(hours=hours), as_of=said, **facts,
    )  # fmt: skip
    answer(event, yes, maybe, people, said)
    if off:
        event.cancel(by=people[author], reason=off, as_of=as_of - timedelta(hours=3))


def answer(event, yes: str, maybe: str, people, said: datetime) -> None:
    """All answers in one go; who comes after the last seat stands in line."""
    rows, taken = [], 0
    for handle, _, guests in (word.partition("+") for word in yes.split()):
        let_in(event.post.group, people[handle])
        party = 1 + int(guests or 0)
        waits = event.last_in_line > 0 or (event.seats is not None and taken + party > event.seats)
        event.last_in_line += waits
        taken += 0 if waits else party
        rows.append(
            Rsvp(
                event=event,
                member=people[handle],
                answer="yes",
                guests=party - 1,
                answered_at=said,
                line=event.last_in_line if waits else None,
                arrived_at=None if waits or event.starts_at > timezone.now() else event.starts_at,
            )
        )
    for handle in maybe.split():
        let_in(event.post.group, people[handle])
        rows.append(Rsvp(event=event, member=people[handle], answer="maybe", answered_at=said))
    Rsvp.objects.bulk_create(rows)
    event.settle(as_of=said)


def moment_ahead(as_of: datetime, days: int, hour: int) -> datetime:
    """In so many days, at that hour of the club's clock; a full hour."""
    local = timezone.localtime(as_of, Brand.current().zone) + timedelta(days=days)
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)
