"""What people of the club say in their rooms. Times count back from loading: minutes ago."""

from datetime import timedelta

from community.chat.models import Message, Participation, Room

# A group's room: who, how many minutes ago, what, and which of the lines before (counted from 0) it answers.
GROUP_TALK = {
    "la-ribera": [
        ("marta", 9100, "¡Buenos días a todos! Abrimos este chat para lo del día a día. Para lo serio, mejor una publicación.", None),
        ("joaquin", 9085, "Perfecto. ¿A qué hora abre hoy la cafetería?", None),
        ("marta", 9080, "A las 9:30, como siempre.", 1),
        ("teresa", 4400, "Alguien se dejó unas gafas de bucear en el vestuario 2. Están en recepción.", None),
        ("hugo", 4380, "¡Mías! Gracias, Teresa.", 3),
        ("carmen", 1500, "Hoy el aparcamiento está hasta arriba por el torneo. Mejor en bici.", None),
        ("lucia", 95, "Qué buen ambiente en las pistas esta tarde.", None),
        ("quique", 70, "Quedan **doce plazas** en el autobús del domingo. Me decís por aquí.", None),
        ("joaquin", 55, "Apúntame dos, Quique.", 7),
        ("nieves", 31, "Yo otra, por favor.", 7),
    ],
    "padel-y-pistas": [
        ("lucia", 3100, "¿Alguien para un partido mañana a las 19:00? Nos falta una persona.", None),
        ("ana", 3080, "Yo voy. ¿Pista 3?", 0),
        ("lucia", 3075, "Pista 3, sí. Llevo bolas nuevas.", None),
        ("dani", 2950, "Si cae alguien, me apunto.", None),
        ("bruno", 130, "Ojo, que la red de la 2 está floja por el lado del fondo.", None),
        ("alvaro", 122, "Es verdad, ayer ya se notaba.", 4),
        ("hugo", 44, "¿Jugamos el jueves los de siempre?", None),
        ("dani", 40, "Yo sí. @ana, ¿te animas?", 6),
    ],
    "futbol-base": [
        ("rafa", 5800, "El sábado, partido a las 10:00. Quedamos a las 9:15 en la puerta del campo 2.", None),
        ("pilar", 5790, "Allí estaremos. ¿Camiseta blanca o verde?", 0),
        ("rafa", 5785, "Verde.", 1),
        ("begona", 600, "Llevo naranjas para todos.", None),
        ("ana", 590, "Y yo agua.", 3),
    ],
    "comision-de-fiestas": [
        ("marta", 2900, "Os paso el borrador del programa el lunes.", None),
        ("nieves", 2890, "¿Contamos con la charanga del año pasado?", 0),
        ("quique", 2860, "Sí, ya les he dicho que reserven el sábado.", 1),
    ],
}  # fmt: skip
# Rooms of two and of a few: who is in them, the name, and the talk.
PRIVATE_TALK = [
    (("ana", "lucia"), "", [
        ("lucia", 300, "Ana, ¿te viene bien si el jueves quedamos media hora antes?", None),
        ("ana", 288, "Sí, sin problema. ¿Tomamos algo después?", 0),
        ("lucia", 24, "¡Hecho! Reservo mesa para cuatro.", 1),
        ("lucia", 22, "Por cierto, ¿tú tienes la llave de la taquilla 14?", None),
    ]),
    (("ana", "quique"), "", [
        ("quique", 1700, "Te he guardado dos sitios delante en el autobús.", None),
        ("ana", 1650, "¡Eres un sol! Te los pago el domingo.", 0),
    ]),
    (("ana", "dani", "hugo", "lucia"), "Los del jueves", [
        ("dani", 6200, "Abro esto para no llenar el grupo con lo nuestro.", None),
        ("hugo", 6180, "Buena idea. Propongo turno fijo: jueves a las 19:00.", 0),
        ("ana", 6150, "A mí me va bien.", 1),
        ("lucia", 6140, "Y a mí. Reservo yo este mes.", 1),
        ("hugo", 52, "Mañana llevo la pala que os dije, por si la queréis probar.", None),
    ]),
    (("bruno", "carmen"), "", [
        ("carmen", 800, "Bruno, el viernes te toca cocina conmigo en la sociedad.", None),
        ("bruno", 780, "Apuntado. Pienso en un arroz.", 0),
    ]),
]  # fmt: skip
# Who has read up to how many lines before the end; everybody else has read all.
UNREAD = {("ana", "la-ribera"): 3, ("ana", "padel-y-pistas"): 2, ("ana", ("ana", "lucia")): 2,
          ("ana", ("ana", "dani", "hugo", "lucia")): 1, ("sol", "la-ribera"): 4}  # fmt: skip


def chat(people, groups, as_of) -> None:
    """Fills the rooms. Whoever speaks in a group's room belongs to the group."""
    for slug, talk in GROUP_TALK.items():
        for handle in dict.fromkeys(line[0] for line in talk):
            groups[slug].admit(people[handle])
        speak(Room.objects.of_group(groups[slug]), talk, people, as_of)
        settle(slug, groups[slug].room, people)
    for handles, name, talk in PRIVATE_TALK:
        first, *others = (people[handle] for handle in handles)
        room = Room.objects.gather(by=first, with_=others, name=name)
        # They have talked for long: nobody in the demo has used up today's new conversations (community/trust).
        Room.objects.filter(pk=room.pk).update(created_at=as_of - timedelta(days=40))
        speak(room, talk, people, as_of)
        settle(handles, room, people)


def speak(room: Room, talk, people, as_of) -> None:
    said: list[Message] = []
    for handle, minutes, words, answered in talk:
        said.append(
            Message.objects.send(
                room=room, by=people[handle], body=words, as_of=as_of - timedelta(minutes=minutes),
                reply_to=None if answered is None else said[answered],
            )
        )  # fmt: skip


def settle(where, room: Room, people) -> None:
    """History is read, but for what UNREAD leaves."""
    room.refresh_from_db()
    seats = Participation.objects.filter(room=room)
    seats.update(read_number=room.message_count, read_serial=room.serial)
    for (handle, place), count in UNREAD.items():
        if place == where:
            seats.filter(member=people[handle]).update(read_number=room.message_count - count)
