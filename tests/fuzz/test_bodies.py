"""Bodies that no form of ours sends: wrong types, thousands of fields, bytes that are no text."""

import json
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction

from tests.fuzz.test_forms import POSTED
from tests.fuzz.throwing import DEEP, path_in, throw

pytestmark = pytest.mark.django_db

BOUNDARY = "multipart/form-data; boundary=x"
BODIES = {
    "JSON": ("application/json", json.dumps({"body": "x", "kind": ["story"]}).encode()),
    "broken JSON": ("application/json", b"{"),
    "XML": (
        "text/xml",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    ),
    "no type": ("", b"body=x"),
    "a type that is none": ("x" * 300, b"body=x"),
    "bytes that are no text": ("application/x-www-form-urlencoded", b"body=%ff%fe&title=%c3%28&\xff=\xfe"),
    "NUL": (
        "application/x-www-form-urlencoded",
        b"body=a%00b&name=a%00b&reason=%00&message=%00&submission=%00",
    ),
    "another charset": ("application/x-www-form-urlencoded; charset=utf-16", b"body=x"),
    "a charset that is none": ("application/x-www-form-urlencoded; charset=klingon", b"body=x"),
    "parts without an end": (BOUNDARY, b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nhalf'),
    "parts without a boundary": ("multipart/form-data", b"--x\r\n"),
    "a part with bad base64": (
        BOUNDARY,
        b'--x\r\nContent-Disposition: form-data; name="body"\r\nContent-Transfer-Encoding: base64\r\n'
        b"\r\n###\r\n--x--\r\n",
    ),
    "a file where words belong": (
        BOUNDARY,
        b'--x\r\nContent-Disposition: form-data; name="body"; filename="a"\r\n\r\nx\r\n--x--\r\n',
    ),
    "one field ten thousand times": ("application/x-www-form-urlencoded", b"body=x&" * 10_000),
    "ten thousand fields": (
        "application/x-www-form-urlencoded",
        "&".join(f"f{number}=x" for number in range(10_000)).encode(),
    ),
    "more than a form may hold": ("application/x-www-form-urlencoded", b"body=" + b"x" * 3_000_000),
}
SEEN: dict = {}
for _door in POSTED:
    SEEN.setdefault(_door[0], _door)


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_of_another_kind_is_answered(world, kind):
    content_type, body = BODIES[kind]
    # Each body at every fourth form, each form with every fourth body; in depth each with each.
    for door in [*SEEN.values()] if DEEP else [*SEEN.values()][[*BODIES].index(kind) % 4 :: 4]:
        with token_of(world, door[2]) as token:
            throw(
                world, door[2], "post", path_in(world, door), body, content_type=content_type, headers=token
            )


# Pressed by the reader's mailbox, which has none (RFC 8058); the token in its address is the right to it.
TOKENLESS = {"notifications:way-out"}


@contextmanager
def token_of(world, role: str):
    """The browser as it is outside of tests: what it sends is looked at before the page is asked, for the token."""
    client, token = world.clients[role], "t" * 32
    client.handler.enforce_csrf_checks = True
    client.cookies[settings.CSRF_COOKIE_NAME] = token
    yield {"X-CSRFToken": token}
    client.handler.enforce_csrf_checks = False


def test_a_form_without_its_token_is_refused_and_leaves_nothing(world):
    for door in SEEN.values():
        if door[0] in TOKENLESS:
            continue
        with token_of(world, door[2]):
            answer = throw(world, door[2], "post", path_in(world, door), {"body": "x"})
            assert answer.status in (403, 405), door


def test_a_kept_filter_cannot_lock_the_queue(world):
    """What no column can hold is kept in a filter, and the queue counts it each time."""
    with transaction.atomic():
        for number, query in enumerate(
            ["q=%00", "team=9999999999999999999999", "state=%00", "view=%00&kind=%ff", "q=" + "%25" * 200]
        ):
            kept = {"name": f"Mine {number}", "query": query}
            assert world.clients["sol"].post("/admin/tickets/ticket/filters/", kept).status_code == 302
        for path in ("/admin/tickets/ticket/", "/admin/tickets/ticket/rows/"):
            assert world.clients["sol"].get(path).status_code == 200
        transaction.set_rollback(True)
