"""Pictures and files below a comment: chosen on the page or sent by mail, read by whoever reads it, gone with it."""

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.mail.incoming import replies
from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from community.comments.models import Comment
from community.drafts.models import Draft
from community.posts.models import Post
from community.reports.models import Report
from tests.accounts.media.examples import PDF, picture, sent, upload_of
from tests.community.examples import closed, comment, group, post
from tests.tickets.correspondence.letters import letter, taken_in
from tests.tickets.examples import team_with
from tickets.desk.models import Ticket


@pytest.fixture
def padel(ana, bruno):
    return group("Padel", ana, bruno)


@pytest.fixture
def minutes(bruno):
    return Upload.objects.accept(owner=bruno, file=sent(PDF, "Acta.pdf"), documents=True)


def page_of(client, said: Post) -> str:
    return client.get(f"/posts/{said.pk}/").content.decode()


def test_bruno_shows_a_picture_and_a_file_below_anas_post(ana, bruno, padel, minutes, client_of):
    said, net = post(ana, padel, "Is the net mended?"), upload_of(bruno)
    comment(bruno, said, "Look", pictures=[(net, "The net, torn"), (minutes, "")])
    page = page_of(client_of(ana), said)
    assert f'src="{net.medium}"' in page and 'alt="The net, torn"' in page
    assert "Acta.pdf" in page and minutes.document in page
    assert client_of(ana).get(minutes.document)["Content-Disposition"].startswith("attachment")


def test_a_picture_needs_no_words_and_nothing_at_all_is_refused(ana, bruno, padel, client_of):
    said, net = post(ana, padel), upload_of(bruno)
    with pytest.raises(ValidationError):
        comment(bruno, said, "")
    client_of(bruno).post(f"/posts/{said.pk}/comments/", {"body": "", "upload": str(net.pk)})
    assert said.comments.get().pictures.get().upload == net
    assert net.medium in page_of(client_of(ana), said)


def test_row_09_it_is_for_who_reads_the_comment_and_for_nobody_else(ana, bruno, gema, client_of):
    board, net = closed("Board", ana), upload_of(ana)
    said = comment(ana, post(ana, board), "Look", pictures=[(net, "")])
    assert client_of(ana).get(net.medium).status_code == 200
    assert client_of(bruno).get(net.medium).status_code == 404
    said.hide(by=gema, reason="It shows somebody")
    board.admit(bruno)
    assert client_of(bruno).get(net.medium).status_code == 404
    assert client_of(gema).get(net.medium).status_code == 200


def test_row_15_nobody_hangs_up_what_somebody_else_sent(ana, bruno, padel, client_of):
    said, foreign = post(ana, padel), upload_of(ana)
    with pytest.raises(ValidationError, match="not there any more"):
        comment(bruno, said, "Mine?", pictures=[(foreign, "")])
    client_of(bruno).post(f"/posts/{said.pk}/comments/", {"body": "Mine?", "upload": str(foreign.pk)})
    assert not Comment.objects.filter(pictures__isnull=False).exists()


def test_taken_back_it_goes_with_its_words_unless_something_else_shows_it(ana, bruno, padel, client_of):
    said, net, ball = post(ana, padel), upload_of(bruno), upload_of(bruno, picture(colour="red"))
    first = comment(bruno, said, "Look", pictures=[(net, ""), (ball, "")])
    comment(bruno, said, "Again", pictures=[(net, "")])
    first.delete(by=bruno)
    assert (
        not Upload.objects.filter(pk=ball.pk).exists() and client_of(ana).get(ball.medium).status_code == 404
    )
    assert client_of(ana).get(net.medium).status_code == 200


def test_editing_keeps_drops_and_describes(ana, bruno, padel, client_of):
    said, net, ball = post(ana, padel), upload_of(bruno), upload_of(bruno, picture(colour="red"))
    one = comment(bruno, said, "Look", pictures=[(net, ""), (ball, "")])
    address = f"/comments/{one.pk}/edit/"
    form = client_of(bruno).get(address).content.decode()
    assert f'value="{net.pk}"' in form and f'value="{ball.pk}"' in form
    given = {
        "body": "Look",
        "upload": [str(net.pk), str(ball.pk)],
        "drop": str(ball.pk),
        f"alt-{net.pk}": "The net",
    }
    client_of(bruno).post(address, given)
    assert [(shown.upload, shown.alt) for shown in one.pictures.all()] == [(net, "The net")]
    one.refresh_from_db()
    assert one.edited_at and not Upload.objects.filter(pk=ball.pk).exists()
    assert not one.edit(by=bruno, body="Look", pictures=[(net, "The net")])
    with pytest.raises(PermissionDenied):
        one.edit(by=ana, body="Look", pictures=[])
    client_of(bruno).post(address, {"body": "", "upload": str(net.pk)})
    one.refresh_from_db()
    assert one.body == "" and one.pictures.count() == 1
    client_of(bruno).post(address, {"body": "", "drop": str(net.pk)})
    assert one.pictures.count() == 1


def test_what_a_first_try_brought_is_there_at_the_second(ana, bruno, padel, client_of):
    said = post(ana, padel)
    files = [sent(picture(), "net.png"), sent(b"MZ\x90\x00" + b"\0" * 99, "run.exe")]
    answer = client_of(bruno).post(f"/posts/{said.pk}/comments/", {"body": "Look", "pictures": files})
    page, kept = answer.content.decode(), Upload.objects.get(owner=bruno)
    assert answer.status_code == 422 and "run.exe" in page and f'value="{kept.pk}"' in page and "Look" in page
    assert re.search(r'<details class="attach" open>', page)


def test_a_draft_remembers_what_was_chosen(ana, bruno, padel, client_of):
    said, net = post(ana, padel), upload_of(bruno)
    key = "5f0c7d2e-7c1f-4c3a-9f69-0d6f6f2d9a11"
    values = {"body": ["Look at"], "upload": [str(net.pk)], f"alt-{net.pk}": ["The net"]}
    Draft.objects.keep(f"say-{said.pk}", by=bruno, submission=key, values=values)
    page = page_of(client_of(bruno), said)
    assert f'value="{net.pk}"' in page and 'value="The net"' in page


def test_a_picture_that_becomes_ready_redraws_its_comment(ana, bruno, padel):
    said = post(ana, padel)
    waiting = Upload.objects.accept(owner=bruno, file=sent(picture()))
    one = comment(bruno, said, "Look", pictures=[(waiting, "")])
    versions = one.version, Post.objects.get(pk=said.pk).version
    picture_ready.send(Upload, upload=waiting)
    one.refresh_from_db()
    assert one.version > versions[0] and Post.objects.get(pk=said.pk).version > versions[1]


def test_a_complaint_in_a_comment_takes_its_files_along(ana, bruno, sol, padel, minutes):
    team_with(sol)
    said = comment(bruno, post(ana, padel), "", pictures=[(upload_of(bruno), "The net"), (minutes, "")])
    ticket = said.flag(by=bruno).opened
    assert ticket.files.count() == 2 and ticket.subject == "A picture"
    said.delete(by=bruno)
    # The request keeps its own copy of what was said (D-1).
    assert all(Upload.objects.filter(pk=file.upload_id).exists() for file in ticket.files.all())


def test_what_was_meant_for_staff_alone_takes_its_files_along(ana, bruno, sol, padel, client_of):
    team_with(sol)
    said, net = post(ana, padel), upload_of(bruno)
    given = {"body": "My card is 4111 1111 1111 1111", "only_staff": "1", "upload": str(net.pk)}
    client_of(bruno).post(f"/posts/{said.pk}/comments/", given)
    assert Ticket.objects.get().files.get().upload == net and not said.comments.exists()


def test_staff_see_on_the_ticket_what_hangs_below_its_thread(ana, bruno, sol, padel, minutes, client_of):
    team_with(sol)
    said = post(ana, padel, "The net is torn", kind="complaint")
    comment(bruno, said, "Here too", pictures=[(minutes, "")])
    page = client_of(sol).get(f"/admin/tickets/ticket/{said.opened.pk}/change/?tab=public").content.decode()
    assert "Acta.pdf" in page and client_of(sol).get(minutes.document).status_code == 200


def test_files_of_a_letter_hang_below_the_comment_that_it_becomes(ana, bruno, padel, settings):
    settings.INBOUND_ADDRESS, settings.DEFAULT_FROM_EMAIL = "reply@club.example.com", "club@club.example.com"
    said = post(ana, padel)
    address = replies.address_for("p", bruno.pk, said.pk)
    files = [
        ("net.png", "image/png", picture()),
        ("Acta.pdf", "application/pdf", PDF),
        ("run.exe", "x/y", b"MZ\x00"),
    ]
    came = taken_in(letter(bruno.email, address, "Look.", files=files))
    names = [shown.upload.name for shown in said.comments.get().pictures.select_related("upload")]
    assert came.outcome == "comment" and names == ["net.webp", "Acta.pdf"] and came.left_out == ["run.exe"]
    wordless = taken_in(letter(bruno.email, address, "", files=files[:1]))
    assert wordless.outcome == "comment" and said.comments.count() == 2


def test_gema_reads_what_was_reported_with_its_picture(ana, bruno, gema, padel, client_of):
    net = upload_of(bruno)
    one = comment(bruno, post(ana, padel), "Look", pictures=[(net, "The net")])
    client_of(ana).post(f"/comments/{one.pk}/report/", {"reason": "private"})
    page = client_of(gema).get("/moderation/").content.decode()
    assert f'class="matter-picture" src="{net.medium}" alt="The net"' in page


def test_a_newcomer_shows_four_at_a_time_also_by_editing(ana, bruno, padel, client_of):
    said = post(ana, padel)
    bruno.joined_at = timezone.now()
    bruno.save()
    five = [str(upload_of(bruno).pk) for _ in range(5)]
    answer = client_of(bruno).post(f"/posts/{said.pk}/comments/", {"body": "All of it", "upload": five})
    assert answer.status_code == 422 and "4 pictures" in answer.content.decode()
    client_of(bruno).post(f"/posts/{said.pk}/comments/", {"body": "All of it", "upload": five[:4]})
    one = said.comments.get()
    answer = client_of(bruno).post(f"/comments/{one.pk}/edit/", {"body": "All of it", "upload": five})
    assert answer.status_code == 422 and one.pictures.count() == 4


def test_a_change_that_was_begun_remembers_what_was_chosen_for_it(ana, bruno, padel, client_of):
    one, net = comment(bruno, post(ana, padel), "Look"), upload_of(bruno)
    values = {"body": ["Look at"], "upload": [str(net.pk)]}
    key = "5f0c7d2e-7c1f-4c3a-9f69-0d6f6f2d9a12"
    Draft.objects.keep(f"edit-comment-{one.pk}", by=bruno, submission=key, values=values)
    page = client_of(bruno).get(f"/comments/{one.pk}/edit/").content.decode()
    assert f'value="{net.pk}"' in page and "Look at" in page


def test_the_desk_asks_as_often_for_many_pictures_as_for_few(ana, bruno, gema, padel, client_of):
    said = post(ana, padel)

    def reported(count: int) -> int:
        for _ in range(count):
            files = [(upload_of(bruno), "") for _ in range(2)]
            one = comment(bruno, said, "Look", pictures=files)
            Report.objects.receive(one, by=ana, reason="private", as_of=timezone.now())
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/moderation/").status_code == 200
        return len(seen)

    client = client_of(gema)
    client.get("/moderation/")
    assert reported(2) == reported(6)
