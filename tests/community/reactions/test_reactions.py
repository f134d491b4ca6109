"""Reactions: one of a kind per member and post, counted on the card."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import invariants
from community.posts.models import Post
from community.reactions.models import Reaction
from tests.cast import person
from tests.community.examples import closed, group, post
from tests.community.threads import at_once


def test_a_reaction_is_given_changed_and_taken_back(ana, bruno):
    said = post(ana, group("Padel", ana, bruno))
    steps = [("like", {"like": 1}), ("thanks", {"thanks": 1}), ("thanks", {})]
    for kind, counts in steps:
        Reaction.objects.toggle(post=said, by=bruno, kind=kind)
        assert Post.objects.get().reaction_counts == counts


def test_only_who_may_write_reacts_and_only_with_what_there_is(ana, bruno):
    said = post(ana, group("Padel", ana))
    for member, kind in ((bruno, "like"), (ana, "hate"), (ana, "")):
        with pytest.raises(PermissionDenied):
            Reaction.objects.toggle(post=said, by=member, kind=kind)
    assert not Reaction.objects.exists()


def test_nobody_reacts_to_what_is_out_of_sight(ana, bruno, gema):
    said = post(ana, group("Padel", ana, bruno))
    said.hide(by=gema, reason="a rule")
    for member in (ana, gema):
        with pytest.raises(PermissionDenied):
            Reaction.objects.toggle(post=said, by=member, kind="like")


def test_the_button_answers_with_the_card_or_goes_back(ana, bruno, client_of):
    said = post(ana, group("Padel", ana, bruno))
    browser = client_of(bruno)
    address = f"/posts/{said.pk}/reaction/"
    plain = browser.post(address, {"kind": "like", "next": "/?show=all"})
    assert plain.status_code == 302 and plain.url == "/?show=all"
    piece = browser.post(address, {"kind": "thanks"}, headers={"HX-Request": "true"}).content.decode()
    assert piece.startswith("<article") and 'value="thanks" aria-pressed="true"' in piece


@pytest.mark.parametrize(
    "evil", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_row_27_the_way_back_never_leaves_the_house(ana, client_of, evil):
    said = post(ana, group("Padel", ana))
    answer = client_of(ana).post(f"/posts/{said.pk}/reaction/", {"kind": "like", "next": evil})
    assert answer.url == f"/posts/{said.pk}/"


def test_bruno_cannot_react_to_what_he_cannot_see(ana, bruno, client_of):
    said = post(ana, closed("Board", ana))
    assert client_of(bruno).post(f"/posts/{said.pk}/reaction/", {"kind": "like"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_row_30_many_at_once_are_counted_exactly(ana):
    place = group("Padel", ana)
    crowd = [person(f"Member {number}", handle=f"member{number}") for number in range(10)]
    for member in crowd:
        place.admit(member)
    said = post(ana, place)
    kinds = ["like", "thanks"]
    calls = [
        lambda by=by, kind=kind: Reaction.objects.toggle(post=Post.objects.get(pk=said.pk), by=by, kind=kind)
        for by in crowd
        for kind in kinds
    ]
    results = at_once(calls)
    assert not [result for result in results if isinstance(result, Exception)], results
    assert sum(Post.objects.get().reaction_counts.values()) == Reaction.objects.count() == len(crowd)
    assert not any(law.violations() for law in invariants.LAWS if law.id == "I8")
