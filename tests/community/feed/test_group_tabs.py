"""The files and the polls of a group, each by itself, for whoever may read the group."""

import re
from datetime import timedelta

from django.utils import timezone

from accounts.media.models import Upload
from community.feed import group_tabs
from community.polls.models import Poll
from tests.accounts.media.examples import PDF, sent
from tests.community.examples import closed, comment, group, post


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


def paper(owner, name: str) -> Upload:
    return Upload.objects.accept(owner=owner, file=sent(PDF, name), documents=True)


def test_files_of_comments_stand_among_them_and_what_was_hidden_does_not(ana, bruno, gema, client_of):
    padel = group("Padel", ana, bruno, gema)
    said = post(ana, padel)
    shown = comment(bruno, said, "Here it is", pictures=[(paper(bruno, "draw.pdf"), "")])
    comment(bruno, said, "And this", pictures=[(paper(bruno, "insult.pdf"), "")]).hide(
        by=gema, reason="a rule"
    )
    page = client_of(ana).get("/groups/padel/files/").content.decode()
    assert "draw.pdf" in page and shown.get_absolute_url() in page and "insult.pdf" not in page
    assert "insult.pdf" not in client_of(gema).get("/groups/padel/files/").content.decode()
    said.hide(by=gema, reason="a rule")
    assert "draw.pdf" not in client_of(ana).get("/groups/padel/files/").content.decode()


def test_pages_of_files_lose_none_and_show_none_twice(ana, bruno, client_of, monkeypatch):
    monkeypatch.setattr(group_tabs, "FILES", 3)
    padel = group("Padel", ana, bruno)
    hour = timezone.now() - timedelta(hours=1)
    said = post(ana, padel, pictures=[(paper(ana, f"a{number}.pdf"), "") for number in range(2)], as_of=hour)
    for step in range(1, 4):
        files = [(paper(bruno, f"b{step}{number}.pdf"), "") for number in range(2)]
        comment(bruno, said, "More", pictures=files, as_of=hour + timedelta(minutes=step))
    address, names, pages = "/groups/padel/files/", [], 0
    while address:
        page = client_of(ana).get(address).content.decode()
        names += re.findall(r">([ab]\d+\.pdf)<", page)
        further = re.search(r'href="(\?before=\d+)" rel="next"', page)
        address, pages = (further and f"/groups/padel/files/{further[1]}"), pages + 1
    assert names == ["b30.pdf", "b31.pdf", "b20.pdf", "b21.pdf", "b10.pdf", "b11.pdf", "a0.pdf", "a1.pdf"]
    assert pages == 2
