"""The permission matrix: every address, admin page and socket message, as everybody, for every kind of thing."""

import pytest
from django.contrib import admin

from accounts.live import frames, watching
from tests.matrix.addresses import ROUTES
from tests.matrix.asking import DEEP, findings
from tests.matrix.paper import PAPER, written
from tests.matrix.table import FRAMES, HOME, NEVER, ROLES, SETTINGS, TABLE, WATCHES

METHODS = ("get", "post", "put", "delete", "patch", "options", "head") if DEEP else ("get", "post")


def test_every_address_is_in_the_table():
    assert sorted(set(ROUTES) - set(TABLE)) == []


def test_the_table_names_no_address_that_is_gone():
    assert sorted(set(TABLE) - set(ROUTES)) == []


def test_every_admin_page_is_in_the_table():
    pages = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    of_their_own = {"tickets_ticket", "tickets_talk", "tickets_sealed", "accounts_period"}
    assert pages - set(SETTINGS) == of_their_own


def test_every_socket_message_is_in_the_table():
    assert set(watching.kinds()) == set(WATCHES)
    assert set(FRAMES) == frames.VERBS


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_the_address_opens_for_whom_the_table_says(world, name):
    found = findings(world, name, ROLES, METHODS[:2])
    assert not found, "\n".join(["", *found])


def topics(world) -> list[tuple[str, str, str]]:
    """(kind of watch, kind of thing, topic) of everything that can be watched in this world."""
    ids = {
        "post": {kind: one.pk for kind, one in world.post.items()},
        "room": {kind: one.pk for kind, one in world.room.items()},
        "request": {kind: one.key for kind, one in world.ticket.items()},
        "ticket": {kind: one.pk for kind, one in world.ticket.items()},
        "queue": {kind: one.pk for kind, one in world.team.items()} | {"never": NEVER},
    }
    return [(watch, kind, f"{watch}:{id}") for watch, found in ids.items() for kind, id in found.items()]


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(HOME))
def test_a_socket_hears_what_its_member_may_know_of_and_nothing_else(world, role):
    """As the hub asks: by the statement that reads the rights of all open sockets again."""
    asked = topics(world)
    assert all(watching.topic(topic) for _watch, _kind, topic in asked)
    member = world.people[role]
    allowed = {topic for _pk, topic in watching.rights([(member, topic) for *_, topic in asked])}
    assert allowed == {topic for watch, kind, topic in asked if role in WATCHES[watch][kind]}


def test_the_paper_says_what_the_table_says():
    """Otherwise: python -m tests.matrix.paper"""
    assert PAPER.read_text() == written()
