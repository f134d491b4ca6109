"""What the people of the club say of themselves, who wants to be found, whom they follow, and their badges."""

from datetime import timedelta

from accounts.members.models import Member
from community.badges.models import Badge
from community.following.models import Follow
from community.profiles.models import ProfileAnswer, ProfileChoice, ProfileField, ProfileOption
from tickets.desk.models import Ticket
from tickets.thanks.models import Thanks, helpful

# label in Spanish and English, kind, hint in Spanish and English, options in Spanish and English
FIELDS = [
    ("Deporte", "Sport", "choice", "", "", [
        ("Pádel", "Padel"), ("Tenis", "Tennis"), ("Fútbol", "Football"), ("Gimnasio", "Gym"), ("Natación", "Swimming"),
        ("Senderismo", "Hiking"), ("Ninguno, vengo por la gente", "None, I come for the people"),
    ]),
    ("Nivel", "Level", "choice", "Para encontrar con quién jugar.", "So that others find somebody to play with.", [
        ("Empiezo", "Beginner"), ("Me defiendo", "I get by"), ("Compito", "I compete"),
    ]),
    ("Cuándo suelo venir", "When I come", "text", "", "", []),
    ("Puedo echar una mano con", "I can lend a hand with", "long", "Lo que sabes hacer y no te importa compartir.",
     "What you are good at and do not mind sharing.", []),
    ("Cumpleaños", "Birthday", "day", "Sin año.", "Without the year.", []),
    ("Mi página", "My page", "link", "", "", []),
]  # fmt: skip
# handle: words, sport, level, when, hand, birthday; circles follow below
SAID = {
    "ana": ("Socia desde niña, madre de dos y del turno de los martes.", "Pádel", "Me defiendo", "Martes y jueves, a las 19:00", "Hacer bocadillos para cuarenta y llevar el marcador.", "06-24"),
    "bruno": ("Llegué por el pádel y me quedé por las cenas.", "Pádel", "Empiezo", "Fines de semana", "", ""),
    "marta": ("Modero esto con un café en la mano. Escríbeme si algo no te cuadra.", "Senderismo", "", "Casi siempre", "", ""),
    "lucia": ("Monitora de pádel y la que apunta los partidos.", "Pádel", "Compito", "Todas las tardes", "Dar un repaso al revés a quien lo pida.", "03-09"),
    "dani": ("Organizo el torneo de primavera. Sí, el cuadro es a sorteo.", "Tenis", "Compito", "Sábados por la mañana", "Encordar raquetas.", ""),
    "joaquin": ("Cuarenta años de carné y todavía llego tarde.", "Natación", "Me defiendo", "A primera hora", "", "11-30"),
    "carmen": ("Del gimnasio a la cocina, y vuelta.", "Gimnasio", "Me defiendo", "", "Croquetas.", ""),
    "rafa": ("Entreno a los alevines.", "Fútbol", "Compito", "Lunes, miércoles y partidos", "", ""),
    "fermin": ("Presido los fogones de la sociedad gastronómica.", "Ninguno, vengo por la gente", "", "Jueves de cena", "Bacalao al pilpil, paso a paso.", "02-29"),
    "paula": ("Si hay clase a las siete de la mañana, estoy.", "Gimnasio", "Compito", "De 7 a 9", "", ""),
    "emma": ("From Leeds, in Logroño since 2019. My Spanish improves at the bar.", "Pádel", "Empiezo", "Evenings", "English conversation, in exchange for patience.", ""),
    "quique": ("Llevo los autobuses de la peña.", "Fútbol", "", "", "Encontrar entradas cuando ya no hay.", ""),
    "irene": ("Profe de pilates.", "Gimnasio", "Compito", "Mañanas", "Espaldas que duelen.", ""),
    "oscar": ("", "Tenis", "Me defiendo", "Domingos", "", ""),
    "xavi": ("", "Pádel", "Compito", "Noches", "", ""),
    "rosa": ("", "Natación", "Empiezo", "", "", ""),
    "teresa": ("Paseo al perro por la orilla y leo lo que escribís.", "Senderismo", "Empiezo", "", "", ""),
    "nieves": ("", "Gimnasio", "Empiezo", "Tardes", "", ""),
}  # fmt: skip
PAGES = {"dani": "https://dani.example/torneo", "fermin": "https://fogones.example"}
CIRCLES = ("house", "house", "groups", "house", "groups", "groups")
UNLISTED = {"rosa", "teresa", "quique"}
ALSO_LISTED = (
    "alvaro begona hugo ines manolo pilar samuel vega yolanda zoe liam gloria hector julian tono gema sol"
)
FOLLOWED = {
    "lucia": "ana bruno hugo oscar emma",
    "dani": "ana xavi oscar",
    "marta": "ana carmen",
    "fermin": "bruno tono",
}


def introduce(people: dict[str, Member], as_of) -> None:
    """At the end: badges are counted from all that was told before."""
    fields, options = ask()
    answers = []
    for handle, (bio, *said) in SAID.items():
        Member.objects.filter(pk=people[handle].pk).update(bio=bio)
        words = [*said, PAGES.get(handle, "")]
        for field, circle, text in zip(fields, CIRCLES, words, strict=True):
            if text:
                option = options.get((field.pk, text))
                plain = "" if option else text
                answers.append(
                    ProfileAnswer(
                        member=people[handle], field=field, text=plain, option=option, circle=circle
                    )
                )
    ProfileAnswer.objects.bulk_create(answers)
    list_them(people, as_of)
    Follow.objects.bulk_create(
        Follow(member=people[who], other=people[other], created_at=as_of - timedelta(days=20))
        for other, fans in FOLLOWED.items()
        for who in fans.split()
    )
    give_thanks()
    Badge.objects.award(as_of, years=4)


def give_thanks() -> None:
    """Each whose complaint is solved for them thanks the first who had something useful to say."""
    for ticket in Ticket.objects.filter(confirmed_at__isnull=False).with_people().order_by("pk"):
        if said := helpful(ticket).first():
            Thanks.objects.say(ticket=ticket, comment_id=said.pk, as_of=ticket.confirmed_at)


def ask() -> tuple[list[ProfileField], dict[tuple[int, str], ProfileOption]]:
    fields, options = [], {}
    for place, (label_es, label, kind, hint_es, hint, offered) in enumerate(FIELDS, 1):
        field = ProfileField.objects.create(
            label=label, label_es=label_es, kind=kind, hint=hint, hint_es=hint_es, position=place * 10
        )
        fields.append(field)
        for number, (words_es, words) in enumerate(offered, 1):
            options[field.pk, words_es] = ProfileOption.objects.create(
                field=field, label=words, label_es=words_es, position=number * 10
            )
    return fields, options


def list_them(people: dict[str, Member], as_of) -> None:
    wanted = (set(SAID) - UNLISTED) | set(ALSO_LISTED.split())
    since = as_of - timedelta(days=40)
    ProfileChoice.objects.bulk_create(
        ProfileChoice(member=people[handle], listed_at=since) for handle in sorted(wanted)
    )
