"""Comments: said once, counted, two levels deep, told to whom it concerns."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import invariants
from community.comments.models import Comment
from community.notifications.models import Notification
from community.posts.levels import PostLevel
from community.posts.models import Post
from tests.cast import person
from tests.community.examples import CANARY, closed, comment, comments, everybody, group, post, secret
from tests.community.threads import at_once


@pytest.fixture
def padel(ana, bruno, sol):
    return group("Padel", ana, bruno, sol)


def told(member) -> list[str]:
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def laws_hold() -> bool:
    return not any(law.violations() for law in invariants.LAWS if law.id in ("I8", "C1", "C2", "C3"))


def test_a_comment_is_counted_and_its_post_moves(ana, bruno, padel):
    said = post(ana, padel)
    version = said.version
    comment(bruno, said, "**Yes**")
    said.refresh_from_db()
    assert said.comment_count == 1 and said.version > version
    assert "<strong>Yes</strong>" in said.comments.get().body_html
    assert laws_hold()


def test_an_answer_to_an_answer_stands_below_the_same_comment(ana, bruno, padel):
    said = post(ana, padel)
    top = comment(bruno, said)
    answer = comment(ana, said, parent=top)
    assert comment(bruno, said, parent=answer).parent == top
    assert laws_hold()


def test_row_15_an_answer_to_a_comment_of_another_post_is_refused(ana, bruno, padel, client_of):
    here, there = post(ana, padel), post(ana, padel)
    foreign = comment(bruno, there)
    with pytest.raises(ValidationError):
        comment(bruno, here, parent=foreign)
    answer = client_of(bruno).post(
        f"/posts/{here.pk}/comments/", {"body": "Hello there", "parent": foreign.pk}
    )
    assert answer.status_code == 422 and "Hello there" in answer.content.decode()
    assert Comment.objects.count() == 1


def test_what_was_taken_back_is_answered_by_nobody_any_more(ana, bruno, padel):
    said = post(ana, padel)
    gone = comment(bruno, said)
    gone.delete(by=bruno)
    with pytest.raises(ValidationError, match="not there any more"):
        comment(ana, said, "But you said…", parent=gone)


def test_a_comment_that_changes_moves_its_post(ana, bruno, padel):
    """Whoever missed the push finds by the post's version that there is something new to see."""
    said = post(ana, padel)
    answer = comment(bruno, said)
    before = Post.objects.get(pk=said.pk).version
    answer.edit(by=bruno, body="Better said.")
    assert Post.objects.get(pk=said.pk).version > before


def test_what_a_moderator_hid_its_author_does_not_show_again(ana, bruno, gema, padel):
    answer = comment(bruno, post(ana, padel))
    answer.hide(by=gema, reason="a rule")
    assert answer.show_again(by=bruno) is False
    assert not answer.is_visible_to(ana)


def test_row_4_answering_a_secret_comment_by_its_number_tells_nothing(ana, bruno, padel, client_of):
    hidden = comment(ana, post(ana, secret("Surprise", ana)), CANARY)
    open_post = post(ana, padel)
    real = client_of(bruno).post(f"/posts/{open_post.pk}/comments/", {"body": "x", "parent": hidden.pk})
    never = client_of(bruno).post(f"/posts/{open_post.pk}/comments/", {"body": "x", "parent": 987654})
    assert real.status_code == never.status_code == 422
    assert CANARY not in real.content.decode()
    page = client_of(bruno).get(f"/posts/{open_post.pk}/?answer={hidden.pk}").content.decode()
    assert CANARY not in page


def test_the_same_submission_says_one_thing(ana, bruno, padel):
    said, submission = post(ana, padel), uuid.uuid4()
    first = comment(bruno, said, submission=submission)
    assert comment(bruno, said, "other words", submission=submission) == first
    assert Post.objects.get(pk=said.pk).comment_count == 1


@pytest.mark.django_db(transaction=True)
def test_row_29_twenty_taps_say_it_once(ana, client_of):
    padel = group("Padel", ana)
    said = post(ana, padel)
    sent = {"body": "Once", "submission": str(uuid.uuid4())}
    answers = at_once(
        [lambda: client_of(ana).post(f"/posts/{said.pk}/comments/", sent).url for _tap in range(20)]
    )
    assert len(set(answers)) == 1, answers
    assert Comment.objects.count() == 1 and Post.objects.get().comment_count == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_members_at_once_are_all_counted(ana):
    padel = group("Padel", ana)
    crowd = [person(f"Member {number}", handle=f"member{number}") for number in range(20)]
    for member in crowd:
        padel.admit(member)
    said = post(ana, padel)
    results = at_once(
        [lambda by=by: comment(by, Post.objects.get(pk=said.pk), f"Hello @member{by.pk % 7}") for by in crowd]
    )
    assert all(isinstance(result, Comment) for result in results), results
    assert Post.objects.get().comment_count == 20
    assert laws_hold()


def test_who_may_not_write_may_not_comment(ana, bruno):
    here, hidden = post(ana, group("Padel", ana)), post(ana, closed("Board", ana))
    for said in (here, hidden):
        with pytest.raises(PermissionDenied):
            comment(bruno, said)
    assert comment(bruno, here, join=True).post.group.holds(bruno)


def test_staff_answer_officially_and_the_post_knows(ana, sol, padel):
    said = post(ana, padel, kind="question")
    answer = comment(sol, said, "At eight.", official=True, signed_as="The \x1fboard")
    said.refresh_from_db()
    assert answer.is_official and answer.signed_as == "The board" and said.answered_at == answer.created_at
    with pytest.raises(PermissionDenied):
        comment(ana, said, official=True)


def test_each_is_told_once_and_nobody_of_their_own_words(ana, bruno, sol, padel):
    said = post(ana, padel)
    said.follow(by=bruno)
    first = comment(sol, said, "Hello @ana")
    assert told(ana) == ["community.mentioned"]
    assert told(bruno) == ["community.commented"]
    comment(ana, said, "Thank you", parent=first)
    assert told(sol) == ["community.replied"] and told(ana) == ["community.mentioned"]


def test_row_2_who_cannot_read_it_is_not_called(ana, bruno, padel):
    board = closed("Board", ana)
    said = post(ana, board, "Hello @bruno")
    comment(ana, said, "@bruno again")
    assert told(bruno) == []
    assert "data-member" not in said.body_html and "@bruno" in said.body_html


def test_taking_back_a_comment_leaves_its_answers(ana, bruno, padel, client_of):
    said = post(ana, padel)
    top = comment(bruno, said, CANARY)
    comment(ana, said, "I answer", parent=top)
    top.edit(by=bruno, body=f"{CANARY} changed")
    top.delete(by=bruno)
    page = client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert CANARY not in page and "I answer" in page and "This comment was deleted." in page
    assert Post.objects.get().comment_count == 1 and laws_hold()


def test_a_hidden_comment_is_seen_by_author_and_moderators_only(ana, bruno, marta, padel, client_of):
    padel.admit(marta)
    said = post(ana, padel)
    top = comment(bruno, said, CANARY)
    top.hide(by=marta, reason="an insult")
    assert CANARY not in client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert CANARY in client_of(bruno).get(f"/posts/{said.pk}/").content.decode()
    assert CANARY in client_of(marta).get(f"/posts/{said.pk}/").content.decode()
    assert client_of(ana).get(f"/comments/{top.pk}/history/").status_code == 404
    assert Post.objects.get().comment_count == 0
    top.restore(by=marta)
    assert Post.objects.get().comment_count == 1 and laws_hold()


def test_a_comment_can_be_changed_and_shows_what_it_said(ana, bruno, padel, client_of):
    top = comment(bruno, post(ana, padel), "At eight.")
    browser = client_of(bruno)
    assert browser.post(f"/comments/{top.pk}/edit/", {"body": "At nine."}).status_code == 302
    assert "At eight." in browser.get(f"/comments/{top.pk}/history/").content.decode()
    assert client_of(ana).post(f"/comments/{top.pk}/edit/", {"body": "Mine"}).status_code == 403
    empty = browser.post(f"/comments/{top.pk}/edit/", {"body": " "})
    assert empty.status_code == 422 and Comment.objects.get(pk=top.pk).body == "At nine."


def test_a_comment_s_address_leads_to_its_page_of_the_thread(ana, padel, client_of):
    said = post(ana, padel)
    below = comments(ana, said, 120)
    replies = comments(ana, said, 60, parent=below[3])
    browser = client_of(ana)
    for wanted in (below[0], below[30], below[119], replies[0], replies[59]):
        answer = browser.get(f"/comments/{wanted.pk}/", follow=True)
        assert f'id="comment-{wanted.pk}"' in answer.content.decode()
        assert answer.redirect_chain[-1][0].endswith(f"#comment-{wanted.pk}")


def test_the_pages_of_a_thread_follow_each_other_without_gap_or_repeat(ana, padel, client_of):
    said = post(ana, padel)
    below = comments(ana, said, 70)
    comments(ana, said, 60, parent=below[5])
    browser, address, seen = client_of(ana), f"/posts/{said.pk}/", []
    while address:
        page = browser.get(address).content.decode()
        seen += [int(pk) for pk in re.findall(r'<article class="comment[^"]*" id="comment-(\d+)"', page)]
        following = re.search(r'href="(\?after=[\d.]+)#comments" rel="next"', page)
        address = following and f"/posts/{said.pk}/{following[1]}"
    assert len(seen) == len(set(seen)) == 130


def test_the_newest_official_answer_stands_first(ana, bruno, sol, padel, client_of):
    said = post(ana, padel, kind="question")
    comment(bruno, said, "I think at nine.")
    comment(sol, said, "At eight, officially.", official=True)
    page = client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert page.count("At eight, officially.") == 1
    assert page.index("At eight, officially.") < page.index("I think at nine.")


def test_writing_too_fast_keeps_the_comment(ana, padel, client_of):
    said = post(ana, padel)
    comments(ana, said, 30)
    answer = client_of(ana).post(f"/posts/{said.pk}/comments/", {"body": "The thirty-first"})
    assert answer.status_code == 422 and "The thirty-first" in answer.content.decode()


def test_the_live_piece_says_which_version_it_shows(ana, padel, client_of):
    said = post(ana, padel)
    page = client_of(ana).get(f"/posts/{said.pk}/thread/").content.decode()
    assert page.lstrip().startswith('<div id="thread"') and f'data-live="post:{said.pk}"' in page
    assert f'data-live-serial="{said.version}"' in page


def test_joining_is_offered_below_a_post_of_a_free_group(ana, bruno, client_of):
    everybody()
    said = post(ana, group("Padel", ana))
    browser = client_of(bruno)
    assert 'name="join"' in browser.get(f"/posts/{said.pk}/").content.decode()
    assert browser.post(f"/posts/{said.pk}/comments/", {"body": "May I?", "join": "1"}).status_code == 302
    assert said.group.holds(bruno)


def test_a_comment_takes_the_same_statements_however_many_follow(ana, bruno, padel, client_of):
    said = post(ana, padel)

    def statements(words: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            told = {"body": words, "submission": uuid.uuid4()}
            assert client.post(f"/posts/{said.pk}/comments/", told).status_code == 302
        return len(asked)

    client = client_of(bruno)
    statements("The first one makes what there was not.")
    few = statements("At eight.")
    for number in range(6):
        follower = person(f"Fan {number}", handle=f"fan-{number}")
        padel.admit(follower)
        PostLevel.objects.choose("follow", post=said, by=follower)
        comment(follower, said, f"Said {number}")
    statements("Their inboxes are there now.")
    assert statements("At nine.") == few
    assert Notification.objects.filter(kind="community.commented", actor=bruno).count() == 4 + 2 * 6
