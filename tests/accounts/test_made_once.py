"""Statements that are made once: they answer what their queryset answers, to each reader what is theirs."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from accounts.made_once import changed_once, made_once
from accounts.members.models import Member
from community.comments.models import Comment
from community.posts.models import Post
from tests.community.examples import closed, comment, everybody, post, secret

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


def test_objects_bring_what_is_selected_with_them(ana, django_assert_num_queries):
    @made_once
    def with_company(pk):
        return Post.objects.filter(pk=pk).select_related("group__centre", "author", "handling_by")

    asked = post(ana, closed("Board", ana)).pk
    expected = Post.objects.select_related("group", "author").get(pk=asked)
    with_company.objects(pk=asked)
    with django_assert_num_queries(1):
        (found,) = with_company.objects(pk=asked)
        assert found.group.name == expected.group.name and found.group.centre is None
        assert found.author.created_at == expected.author.created_at and found.handling_by is None
    assert found.reaction_counts == expected.reaction_counts == {}


def test_a_door_finds_for_each_reader_what_the_list_would(ana, bruno, marta, sol, gema):
    hall = everybody()
    hall.admit(ana)
    said = [post(ana, place) for place in (hall, closed("Board", ana), secret("Surprise", ana))]
    answers = [comment(ana, one) for one in said]
    for model, written in ((Post, said), (Comment, answers)):
        for member in (ana, bruno, marta, sol, gema):
            listed = set(model.objects.visible_to(member))
            assert {one for one in written if is_found(model, member, one.pk)} == listed


def is_found(model, member, pk) -> bool:
    try:
        return model.objects.read_by(member, pk).pk == pk
    except Http404:
        return False


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


def test_rows_are_changed_as_the_queryset_would(ana, bruno, django_assert_num_queries):
    @changed_once
    def renamed(keys, name):
        return Member.objects.filter(pk__one_of=keys), {"name": name, "version": F("version") + 1}

    before = ana.version
    assert renamed.change(keys=[], name="Nobody") == 0
    with django_assert_num_queries(1):
        assert renamed.change(keys=[ana.pk], name="Ana María") == 1
    assert renamed.change(keys=[ana.pk, bruno.pk, 0], name="Ana B. %s") == 2
    ana.refresh_from_db()
    assert (ana.name, ana.version) == ("Ana B. %s", before + 2)


def test_no_moment_is_kept_in_what_changes(ana):
    @changed_once
    def joined(key):
        return Member.objects.filter(pk=key), {"joined_at": timezone.now()}

    with pytest.raises(TypeError):
        joined.change(key=ana.pk)
