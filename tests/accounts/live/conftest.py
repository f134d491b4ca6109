"""A closed group with a post that Ana may watch and Bruno may not; rights are re-read when a test says so."""

from types import SimpleNamespace

import pytest
from django.db import close_old_connections

from accounts.live import publish, rechecking, watching
from community.groups.models import Group, Membership
from community.posts.models import Post
from config import embedded


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    """The hub looks again only when the test asks, so no test waits and none depends on when it ran."""
    monkeypatch.setattr(rechecking, "CHECK_EVERY", 3600)


@pytest.fixture(autouse=True)
def nothing_stays_open(monkeypatch):
    """Channels' communicator leaves connections open, for tests within one transaction; ours have threads."""
    monkeypatch.setattr("channels.testing.application.no_op", close_old_connections)


@pytest.fixture
def kinds():
    """`thread:<id>` as posts are watched, `hall:<id>` where people also see each other write."""
    watching.register("thread", Post.objects.visible_to, serial="version")
    watching.register("hall", Group.objects.readable_by, typing=True)
    watching.register("corner", Group.objects.visible_to, field="slug", pattern=r"[a-z]{1,20}")
    yield
    for kind in ("thread", "hall", "corner"):
        watching.unregister(kind)


@pytest.fixture
def board(ana, kinds):
    """Ana's closed group and her post in it."""
    group = Group.objects.create(name="Board", slug="board", joining=Group.Joining.INVITATION)
    Membership.objects.create(group=group, member=ana)
    post = Post.objects.create(
        group=group, author=ana, body="Closed", body_html="<p>Closed</p>", language="en"
    )
    return SimpleNamespace(group=group, post=post, thread=f"thread:{post.pk}", hall=f"hall:{group.pk}")


@pytest.fixture
def lost_pushes(monkeypatch):
    """Nothing that is pushed arrives."""
    monkeypatch.setattr(publish.line, "send", lambda words, keep=True: None)


@pytest.fixture
def own_redis(tmp_path, settings):
    """A Valkey that the test may kill."""
    folder = tmp_path / "valkey"
    servers = [embedded.start(folder, durable=False, postgres=False)]
    settings.LIVE_REDIS_URL = embedded.redis_url(folder, 2)

    def restart():
        servers.pop().stop(quick=True)
        servers.append(embedded.start(folder, durable=False, postgres=False))

    yield SimpleNamespace(restart=restart, stop=lambda: servers.pop().stop(quick=True))
    for server in servers:
        server.stop(quick=True)
