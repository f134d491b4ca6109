"""The files and the polls of a group, each by itself, for whoever may read the group."""

from django.utils import timezone

from accounts.media.models import Upload
from community.polls.models import Poll
from tests.accounts.media.examples import PDF, sent
from tests.community.examples import closed, post


def test_files_and_polls_of_a_group_are_for_its_readers(ana, bruno, gema, client_of):
    board = closed("Board", ana, gema)
    minutes, secret = (
        Upload.objects.accept(owner=ana, file=sent(PDF, name), documents=True)
        for name in ("minutes.pdf", "taken-away.pdf")
    )
    post(ana, board, "The minutes.", pictures=[(minutes, "")])
    post(ana, board, "By mistake.", pictures=[(secret, "")]).hide(by=gema, reason="a rule")
    Poll.objects.ask(
        by=ana, group=board, title="When?", options=[("a", None), ("b", None)], as_of=timezone.now()
    )
    files = client_of(ana).get("/groups/board/files/").content.decode()
    assert "minutes.pdf" in files and "taken-away.pdf" not in files
    assert "When?" in client_of(ana).get("/groups/board/polls/").content.decode()
    for tab in ("files", "polls"):
        assert client_of(bruno).get(f"/groups/board/{tab}/").status_code == 404
