"""A question and its answer: one comment, accepted by who asked, a moderator or staff."""

import pytest
from django.core.exceptions import PermissionDenied

from community.feed.comments import may_accept as shown_to
from community.feed.queries import these
from community.notifications.models import Notification
from community.posts import laws
from community.posts.answering import may_accept
from community.posts.models import Post
from tests.community.examples import comment, everybody, group, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def padel(ana, bruno, sol, gema):
    return group("Padel", ana, bruno, sol, gema)


@pytest.fixture
def question(ana, padel):
    return post(ana, padel, "Where are the rackets?", kind="question")


def anew(written):
    return type(written).objects.get(pk=written.pk)


def test_ana_accepts_brunos_answer_and_it_stands_first_and_marked(ana, bruno, gema, question, client_of):
    comment(gema, question, "I wonder too.")
    answer = comment(bruno, question, "In the shed.")
    assert "This answers it" in client_of(ana).get(f"/posts/{question.pk}/").content.decode()
    client_of(ana).post(f"/comments/{answer.pk}/acceptance/")
    page = client_of(gema).get(f"/posts/{question.pk}/").content.decode()
    assert "Accepted answer" in page
    assert page.index("In the shed.") < page.index("I wonder too.")
    assert "Answered" in client_of(gema).get("/").content.decode()
    assert Notification.objects.visible_to(bruno).filter(kind="community.accepted").count() == 1


def test_accepting_another_takes_the_place_of_the_first(ana, bruno, question):
    first, second = comment(bruno, question, "Here."), comment(bruno, question, "There.")
    assert first.accept(by=ana) and not anew(first).accept(by=ana)
    assert anew(second).accept(by=ana)
    assert anew(question).accepted == second
    assert not anew(first).is_accepted
    assert laws.questions_with_a_foreign_answer() == 0


def test_both_are_drawn_anew_when_another_takes_the_place(ana, bruno, question):
    first, second = comment(bruno, question, "Here."), comment(bruno, question, "There.")
    first.accept(by=ana)
    before = anew(first).version
    anew(second).accept(by=ana)
    assert anew(first).version > before


def test_it_can_be_taken_back(ana, bruno, question, client_of):
    answer = comment(bruno, question)
    answer.accept(by=ana)
    client_of(ana).post(f"/comments/{answer.pk}/acceptance/remove/")
    assert anew(question).accepted is None
    assert anew(answer).unaccept(by=ana) is False


def test_who_only_answers_does_not_accept(ana, bruno, question, client_of):
    answer = comment(bruno, question)
    assert client_of(bruno).post(f"/comments/{answer.pk}/acceptance/").status_code == 403
    assert "This answers it" not in client_of(bruno).get(f"/posts/{question.pk}/").content.decode()


def test_who_asked_and_left_the_group_accepts_nothing_there(ana, bruno, padel, question):
    answer = comment(bruno, question)
    padel.remove(ana, by=ana)
    with pytest.raises(PermissionDenied):
        answer.accept(by=ana)
    assert not may_accept(anew(question), ana)


def test_a_story_has_no_answer(ana, bruno, padel):
    with pytest.raises(PermissionDenied):
        comment(bruno, post(ana, padel)).accept(by=ana)


def test_an_archived_group_accepts_nothing_more(ana, bruno, gema, padel, question):
    answer = comment(bruno, question)
    padel.archive(by=gema)
    with pytest.raises(PermissionDenied):
        anew(answer).accept(by=ana)
    assert not may_accept(anew(question), gema), "nor does the house"


def test_what_is_hidden_or_taken_back_answers_nothing(ana, bruno, gema, question):
    for take_away in (lambda said: said.hide(by=gema, reason="a rule"), lambda said: said.delete(by=bruno)):
        answer = comment(bruno, question)
        answer.accept(by=ana)
        take_away(anew(answer))
        assert anew(question).accepted is None
    assert laws.questions_with_a_foreign_answer() == 0


def test_an_answered_question_is_not_unanswered(ana, bruno, question, client_of):
    comment(bruno, question, "In the shed.").accept(by=ana)
    assert not Post.objects.unanswered().exists()
    assert "rackets" not in client_of(ana).get("/?show=unanswered").content.decode()


def test_what_the_page_offers_and_what_the_verb_allows_agree(ana, bruno, marta, sol, gema, question, padel):
    everybody()
    for member in (ana, bruno, marta, sol, gema):
        for said in (question, post(bruno, padel, kind="question"), post(ana, padel)):
            (row,) = these(member, [said.pk])
            assert shown_to(row, member) == may_accept(said, member), (member, said)


def test_a_foreign_answer_is_noticed(ana, bruno, padel, question):
    other = comment(bruno, post(ana, padel))
    Post.objects.filter(pk=question.pk).update(accepted=other)
    assert laws.questions_with_a_foreign_answer() == 1


def test_a_page_with_an_answer_takes_as_many_queries_as_one_without(
    ana, bruno, question, client_of, django_assert_num_queries
):
    answer, client = comment(bruno, question), client_of(ana)
    client.get(f"/posts/{question.pk}/")
    with django_assert_num_queries(4):
        client.get(f"/posts/{question.pk}/")
    answer.accept(by=ana)
    client.get(f"/posts/{question.pk}/")
    with django_assert_num_queries(4):
        client.get(f"/posts/{question.pk}/")
