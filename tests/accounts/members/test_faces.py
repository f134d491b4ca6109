"""Lists know of people what a face needs."""

import uuid

from django.urls import reverse

from accounts.members.faces import Face, initials_of, small_picture


def test_the_small_picture_is_where_the_site_shows_it():
    key = uuid.uuid4()
    assert small_picture(key) == reverse("media", args=[key, "320"]) == Face(1, "Ana", key).avatar_url
    assert small_picture(None) == ""


def test_first_and_last_word_give_the_initials():
    assert [initials_of(name) for name in ("Ana María Ruiz", "Ana", "")] == ["AR", "A", ""]
