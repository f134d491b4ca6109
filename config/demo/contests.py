"""Photo contests of the club: one that wants pictures, one in the vote, one that somebody has won."""

from datetime import timedelta

from community.contests.models import Contest
from config.demo.acts import let_in, moment
from config.demo.pictures import landscape

DAWN, SNOW, WOOD, SEA = (
    ((248, 200, 150), (80, 96, 132)),
    ((236, 240, 246), (132, 150, 172)),
    ((196, 208, 150), (58, 82, 52)),
    ((150, 204, 226), (38, 84, 118)),
)
# announced days ago, author, group, name, words, days for pictures, days for votes, {handle: (line, colours)}, votes
CONTESTS = [
    (30, "manolo", "viajes", "Foto del verano", "Una por persona. La ganadora se enmarca y se cuelga en el bar.", 9, 7,
     {"ana": ("La cala a las ocho de la mañana", SEA), "pilar": ("Sombra en el hayedo", WOOD),
      "quique": ("El puerto antes de salir", DAWN)},
     {"ana": "pilar teresa rosa manolo", "pilar": "ana quique", "quique": "julian"}),
    (6, "paula", "gimnasio", "Vuestro rincón para correr", "Sin filtros y sin gente, por favor.", 4, 6,
     {"irene": ("La pista del parque, vacía", DAWN), "liam": ("El sendero del río", WOOD), "hector": ("", SEA)}, {}),
    (2, "gema", "la-ribera", "El club con nieve", "Para la felicitación de Navidad. Vale cualquier año.", 9, 6,
     {"carmen": ("La puerta principal, 2021", SNOW), "bruno": ("Pista 3 sin red ni líneas", SNOW)}, {}),
]  # fmt: skip


def announce(row, people, groups, as_of) -> None:
    """Lives through one of them by the verbs that everybody uses."""
    ago, author, slug, title, body, gathers, votes_for, brought, votes = row
    said = moment(as_of, ago, 9)
    until = said + timedelta(days=gathers)
    closes = until + timedelta(days=votes_for)
    let_in(groups[slug], people[author])
    contest = Contest.objects.announce(
        by=people[author], group=groups[slug], title=title, body=body, entries_until=until, closes_at=closes,
        as_of=said,
    )  # fmt: skip
    for handle, (line, colours) in brought.items():
        let_in(groups[slug], people[handle])
        picture = landscape(people[handle], colours)
        contest.hand_in(by=people[handle], upload=picture, caption=line, as_of=said + timedelta(hours=5))
    if until <= as_of:
        contest.gather(as_of=until)
        vote(contest.poll, votes, people, until + timedelta(hours=3))


def vote(poll, votes: dict[str, str], people, at) -> None:
    options = {option.by_id: option.pk for option in poll.options.all()}
    for handle, voters in votes.items():
        for voter in voters.split():
            let_in(poll.post.group, people[voter])
            poll.vote(by=people[voter], options=[options[people[handle].pk]], as_of=at)
