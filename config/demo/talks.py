"""What came of talking: a message of a chat that became a complaint, a talk with the desk, somebody to call back."""

from datetime import timedelta

from community.chat.models import Message, Participation, Room
from tickets.talks import hours
from tickets.talks.callbacks import CallBack
from tickets.talks.models import Talk

ANSWER = (
    "Bruno, Álvaro: tenéis razón, la red de la 2 está para cambiar y lo sentimos. Hoy a las 20:00 ponemos una nueva;"
    " hasta entonces la pista 2 queda cerrada y las reservas pasan a la 5."
)
AT_THE_DESK = [
    ("carmen", 0, "Hola, ¿puedo congelar la cuota dos meses? Me operan de la rodilla."),
    (
        "sol",
        2,
        "Hola, Carmen, soy Sol. Claro que sí: con el parte médico la congelamos desde el día 1. ¿Cuándo es?",
    ),
    ("carmen", 5, "El 9 de diciembre."),
    ("sol", 7, "Apuntado: diciembre y enero sin cuota. Sube el parte cuando lo tengas, y que vaya muy bien."),
    ("carmen", 8, "Qué rápido. ¡Gracias!"),
]


def talk(people, groups, as_of) -> None:
    complain(people, groups["padel-y-pistas"], as_of)
    ask_the_desk(people, as_of)
    CallBack.objects.ask(
        by=people["teresa"], phone="+34 600 000 114", call_at=hours.calls_from(as_of)[0],
        text="Quiero cambiar el horario de la clase de espalda.", as_of=as_of - timedelta(minutes=35),
    )  # fmt: skip


def complain(people, group, as_of) -> None:
    """Álvaro flags what Bruno said in the chat, along with his own words; Nuria answers in the room."""
    room = Room.objects.of_group(group)
    said = Message.objects.filter(room=room, author=people["bruno"]).last()
    echo = Message.objects.filter(room=room, author=people["alvaro"]).last()
    ticket = said.flag(by=people["alvaro"], chosen=[echo], as_of=as_of - timedelta(minutes=118)).opened
    ticket.assign(to=people["nuria"], by=people["nuria"], as_of=as_of - timedelta(minutes=110))
    ticket.answer_publicly(by=people["nuria"], body=ANSWER, as_of=as_of - timedelta(minutes=18))


def ask_the_desk(people, as_of) -> None:
    """Carmen asks for a person in the last hours that were open, and Sol takes it after two minutes."""
    begin = as_of - timedelta(hours=20)
    while not (hours.is_open(begin) and hours.is_open(begin + timedelta(minutes=15))):
        begin -= timedelta(minutes=30)
    made, sol = None, people["sol"]
    for handle, minutes, words in AT_THE_DESK:
        at = begin + timedelta(minutes=minutes)
        if made is None:
            made = Talk.objects.ask(by=people[handle], text=words, as_of=at)
            made.take(by=sol, as_of=at + timedelta(minutes=2))
        else:
            Message.objects.send(room=made.room, by=people[handle], body=words, as_of=at)
    made.close(by=people["carmen"], as_of=begin + timedelta(minutes=9))
    made.room.refresh_from_db()
    Participation.objects.filter(room=made.room).update(
        read_number=made.room.message_count, read_serial=made.room.serial
    )
