"""Publishing: once, counted, heard."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.groups.models import Group
from community.posts.models import Post
from tests.community.examples import closed, everybody, group, post


def test_only_its_kind_has_an_end_or_counts_by_household(ana):
    """Whoever calls the verb, with whatever a form of another kind had left in it."""
    over, padel = timezone.now() + timedelta(days=1), group("Padel", ana)
    story = post(ana, padel, "A story", pinned_until=over, is_by_household=True)
    assert (story.pinned_until, story.pinned_at, story.is_by_household) == (None, None, False)
    assert post(ana, padel, "An idea", "suggestion", is_by_household=True).is_by_household


def test_a_post_is_stored_as_it_was_written_and_as_it_is_read(ana):
    padel = group("Padel", ana)
    said = post(ana, padel, "# Torneo\n\nEl **sábado** a las 10.")
    assert said.body == "# Torneo\n\nEl **sábado** a las 10."
    assert "<h3>Torneo</h3>" in said.body_html and "<strong>sábado</strong>" in said.body_html
    assert said.language == "en"


def test_the_same_submission_makes_one_post(ana):
    padel, submission = group("Padel", ana), uuid.uuid4()
    first = post(ana, padel, submission=submission)
    assert post(ana, padel, "Something else", submission=submission) == first
    assert Post.objects.count() == 1
    assert Group.objects.get(pk=padel.pk).activity == 1


def test_bruno_cannot_post_in_a_group_that_he_has_not_joined(ana, bruno):
    padel = group("Padel", ana)
    with pytest.raises(PermissionDenied):
        post(bruno, padel)
    assert not Post.objects.exists()


def test_joining_and_posting_is_one_step_in_a_free_group_and_none_in_a_closed_one(ana, bruno):
    padel, board = group("Padel", ana), closed("Board", ana)
    post(bruno, padel, join=True)
    assert padel.holds(bruno)
    with pytest.raises(PermissionDenied):
        post(bruno, board, join=True)
    assert not board.holds(bruno)


def test_one_s_own_post_is_no_news_to_oneself(ana, bruno):
    padel = group("Padel", ana, bruno)
    post(ana, padel)
    padel.refresh_from_db()
    seen = {membership.member: membership.activity_seen for membership in padel.memberships.all()}
    assert padel.activity == 1 and seen[ana] == 1 and seen[bruno] == 0


def test_announcements_are_for_moderators_and_staff(ana, sol, marta):
    padel = group("Padel", ana, sol, marta)
    with pytest.raises(PermissionDenied):
        post(ana, padel, kind="announcement")
    assert post(sol, padel, kind="announcement").is_announcement
    assert post(marta, padel, kind="announcement").is_announcement


def test_an_empty_text_is_refused_and_leaves_nothing(ana):
    padel = group("Padel", ana)
    with pytest.raises(ValidationError):
        post(ana, padel, " \u200b \n")
    assert not Post.objects.exists()


def test_a_complaint_without_a_group_goes_to_the_one_that_holds_everybody(ana):
    everybody().admit(ana)
    said = Post.objects.publish(by=ana, kind="complaint", body="The showers are cold.")
    assert said.group.is_default
    assert said.opened.get_absolute_url()


def test_who_writes_faster_than_a_person_is_asked_to_wait(ana):
    padel = group("Padel", ana)
    for number in range(10):
        post(ana, padel, f"Number {number}")
    with pytest.raises(ValidationError) as refused:
        post(ana, padel, "One more", as_of=None)
    assert refused.value.code == "pace"
    assert Post.objects.count() == 10
