"""Teams can be praised: all who are in one hear of it."""

from django.contrib.auth import get_user_model

from community.praise import bodies
from tickets.teams.models import Team


def names():
    return Team.objects.order_by("name").values_list("name", flat=True)


def people(name: str):
    return get_user_model().objects.filter(teams__name=name)


bodies.register(names=names, people=people)
