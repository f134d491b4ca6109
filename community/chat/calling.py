"""Whom a message calls by `@handle`: those who take part in its room. Everybody else's handle stays plain text."""

from django.contrib.auth import get_user_model

from community.chat.participations import Participation
from community.rendering.markdown import handles


def called(text: str, room) -> list:
    wanted = handles(text)
    if not wanted:
        return []
    people = Participation.objects.present().filter(room=room).values("member_id")
    return list(get_user_model().objects.joined().filter(pk__in=people, handle__in=wanted))
