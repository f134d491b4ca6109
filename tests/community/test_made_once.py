"""Statements that are made once: they answer what their queryset answers, to each reader what is theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.members.models import Member
from community.made_once import made_once
from community.posts.models import Post
from tests.community.examples import closed, everybody, post, secret

pytestmark = pytest.mark.django_db


@made_once
def seen(reader, keys):
    return Post.objects.visible_to(reader).filter(pk__one_of=keys).order_by("pk").values_list("pk", "body")


def test_it_answers_each_reader_what_the_queryset_answers(ana, bruno, marta, sol, gema):
    hall = everybody()
    hall.admit(ana)
    said = [post(ana, place) for place in (hall, closed("Board", ana), secret("Surprise", ana))]
    keys = [one.pk for one in said[1:]] + [said[0].pk]
    for member in (ana, bruno, marta, sol, gema):
        asked = Post.objects.visible_to(member).filter(pk__in=keys).order_by("pk")
        assert seen.rows(member, keys=keys) == list(asked.values_list("pk", "body"))
        assert seen.rows(member, keys=[]) == []


def test_it_is_made_once_for_whoever_has_the_same_role(ana, bruno, django_assert_num_queries):
    seen.rows(ana, keys=[1])
    before = seen.made.cache_info().misses
    with django_assert_num_queries(1):
        seen.rows(bruno, keys=[2, 3])
    assert seen.made.cache_info().misses == before


def test_rows_come_as_objects_too(ana):
    @made_once
    def named(name):
        return Member.objects.filter(name=name)

    (found,) = named.objects(name=ana.name)
    assert found == ana and found.joined_at == ana.joined_at
    assert named.objects(name="Nobody") == []


def test_what_nobody_fulfils_asks_nothing(ana, django_assert_num_queries):
    @made_once
    def nothing(reader):
        return Post.objects.visible_to(reader).none()

    assert nothing.rows(ana) == []
    with django_assert_num_queries(0):
        assert nothing.rows(ana) == [] and nothing.objects(ana) == []


def test_no_moment_is_kept(ana):
    @made_once
    def recent():
        return Post.objects.filter(created_at__gt=timezone.now() - timedelta(days=1))

    with pytest.raises(TypeError):
        recent.rows()
