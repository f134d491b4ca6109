"""What the club plays for: a cup in its semi-finals, a league half way, one that is full, one over and one called off."""

from datetime import timedelta

from community.tournaments.models import Match, Tournament
from config.demo.acts import let_in, moment

# announced days ago, author, group, name, words, mode, places, teams, entries closed days ago, seed, players, results
# Results are taken in the order of rounds: "3-1", or "home" and "away" for who goes on without playing.
TOURNAMENTS = [
    (26, "dani", "torneos", "Copa de otoño de frontenis", "Partidos a 25 tantos. El bote, para la merienda.",
     "knockout", 8, False, 20, "otono-1968", "dani hugo oscar xavi liam quique", "25-19 25-23 25-11 25-22 25-24"),
    (12, "lucia", "padel-y-pistas", "Liga de invierno de pádel", "Un partido por semana; cada pareja reserva su pista.",
     "league", 6, True, 9, "ribera-liga", "ana:Las_Bandejas hugo:Los_Globos dani:Punto_de_Oro emma:Red_y_Pared paula:Doble_Falta",
     "6-4 3-6 2-1 6-2 4-6"),
    (8, "dani", "torneos", "Torneo de primavera", "Cuadro único, al mejor de tres juegos. Las semifinales, el sábado.",
     "knockout", 8, False, 3, "primavera", "ana bruno dani hugo oscar xavi lucia quique", "2-1 2-0 away 2-1"),
    (2, "quique", "torneos", "Futbolín del bar, por equipos", "De dos en dos. Quien pierde, paga la ronda.",
     "knockout", 4, True, -6, "", "quique:Los_de_la_Barra liam:Portería_a_Cero bruno:Media_Chilena dani:Muñecos_de_Hierro"
     " oscar:Palo_y_Dentro ana:Las_de_la_Grada", ""),
    (9, "dani", "torneos", "Doce horas de frontenis", "Del sábado al domingo, por turnos.",
     "knockout", 16, False, -4, "", "hugo oscar xavi ana", ""),
]  # fmt: skip
OFF = {"Doce horas de frontenis": "Se ha caído un foco del frontón y hay que revisarlos todos."}


def announce(row, people, groups, as_of) -> None:
    """Lives through one of them by the verbs that everybody uses."""
    ago, author, slug, title, body, mode, places, is_for_teams, closed, seed, players, results = row
    said = moment(as_of, ago, 10)
    closes = moment(as_of, closed, 21) if seed else ahead(as_of, -closed)
    let_in(groups[slug], people[author])
    cup = Tournament.objects.announce(
        by=people[author], group=groups[slug], title=title, body=body, mode=mode, entries_most=places,
        is_for_teams=is_for_teams, closes_at=closes, as_of=said,
    )  # fmt: skip
    for player in players.split():
        handle, _, team = player.partition(":")
        let_in(groups[slug], people[handle])
        cup.enter(by=people[handle], name=team.replace("_", " "), as_of=said)
    if seed:
        cup.draw(by=people[author], seed=seed, as_of=closes)
        decide(cup, people[author], results.split(), closes)
        plan(cup, people[author], as_of)
    if title in OFF:
        cup.cancel(by=people[author], reason=OFF[title], as_of=as_of - timedelta(hours=5))


def plan(cup, by, as_of) -> None:
    """The next ones have their evening."""
    ready = Match.objects.filter(tournament=cup, how="", home__isnull=False, away__isnull=False)
    for days, match in enumerate(ready.select_related("tournament__post__group", "home", "away")[:2], 1):
        match.plan(by=by, starts_at=ahead(as_of, days), as_of=as_of)


def ahead(as_of, days: int):
    """In so many days, at a full hour of the evening."""
    return (as_of + timedelta(days=days)).replace(hour=19, minute=0, second=0, microsecond=0)


def decide(cup, by, results: list[str], drawn) -> None:
    """One result a match, in the order in which they can be played; the rest is still open."""
    for hours, result in enumerate(results, 4):
        ready = Match.objects.filter(tournament=cup, how="", home__isnull=False, away__isnull=False)
        match = ready.select_related("tournament__post__group", "home__captain", "away__captain").first()
        at = drawn + timedelta(hours=hours)
        if result in ("home", "away"):
            match.decide(by=by, outcome=result, reason="Lesión en el calentamiento", as_of=at)
        else:
            home, away = result.split("-")
            match.decide(by=by, home_score=int(home), away_score=int(away), as_of=at)
