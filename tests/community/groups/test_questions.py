"""What a group asks of whoever asks to join, and that it is decided in the group itself."""

import pytest

from community.groups.requests import JoinRequest
from tests.community.examples import closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(bruno):
    place = closed("Board", bruno)
    place.crown(bruno, by=bruno)
    place.change(by=bruno, questions=["Which team?", "Since when?"])
    return place


def test_bruno_sets_up_to_three_questions_on_the_site(bruno, board, client_of):
    form = {
        "name": "Board", "listing": "listed", "joining": "request", "posting": "approved",
        "question_1": "  Which   boat? ", "question_3": "Port or starboard?",
    }  # fmt: skip
    assert client_of(bruno).post("/groups/board/manage/", form).status_code == 302
    board.refresh_from_db()
    assert board.questions == ["Which boat?", "Port or starboard?"]
    assert board.posting == "approved"
    page = client_of(bruno).get("/groups/board/manage/").content.decode()
    assert 'value="Which boat?"' in page


def test_ana_answers_the_questions_and_bruno_reads_them(ana, bruno, board, client_of):
    page = client_of(ana).get("/groups/board/").content.decode()
    assert "Which team?" in page and "Since when?" in page
    said = {"answer_1": "The eights", "answer_2": "2019"}
    assert client_of(ana).post("/groups/board/membership/", said).status_code == 302
    assert JoinRequest.objects.get().answers == [["Which team?", "The eights"], ["Since when?", "2019"]]
    page = client_of(bruno).get("/groups/board/manage/").content.decode()
    assert "The eights" in page and "Which team?" in page


def test_an_answer_that_is_missing_is_said_beside_its_question(ana, board, client_of):
    page = client_of(ana).post("/groups/board/membership/", {"answer_1": "The eights"})
    assert page.status_code == 422 and "The eights" in page.content.decode()
    assert not JoinRequest.objects.exists()


def test_what_was_asked_then_stands_with_the_answer(ana, bruno, board):
    asked = board.ask(by=ana, answers=["The eights", "2019"])
    board.change(by=bruno, questions=["Another one?"])
    assert asked.answers[0] == ["Which team?", "The eights"]


def test_nobody_is_let_into_an_archived_group(ana, bruno, board, client_of):
    asked = board.ask(by=ana, answers=["a", "b"])
    board.archive(by=bruno)
    asked.group.refresh_from_db()
    assert asked.accept(by=bruno) is False
    assert client_of(bruno).post("/groups/board/members/add/", {"handle": "ana"}).status_code == 403
    assert not board.holds(ana)
