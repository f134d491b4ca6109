"""Quoting: without a script a link opens the form with the words of the other in it."""

from tests.community.examples import CANARY, closed, comment, everybody, post


def test_a_link_opens_the_form_with_the_quote(ana, bruno, client_of):
    place = everybody()
    for member in (ana, bruno):
        place.admit(member)
    said = post(ana, place, "Is it warm?\nOn Sundays?")
    below = comment(bruno, said, "> older\nVery **warm**.")
    browser = client_of(ana)
    page = browser.get(f"/posts/{said.pk}/").content.decode()
    link = f"/posts/{said.pk}/?answer={below.pk}&amp;quote={below.pk}#say"
    assert link in page
    form = browser.get(link.replace("&amp;", "&").removesuffix("#say")).content.decode()
    assert "&gt; @bruno:\n&gt; Very **warm**.\n\n</textarea>" in form
    assert f'name="parent" value="{below.pk}"' in form
    form = browser.get(f"/posts/{said.pk}/?quote=post").content.decode()
    assert "&gt; @ana:\n&gt; Is it warm?\n&gt; On Sundays?" in form


def test_row_15_nothing_is_quoted_that_one_does_not_see(ana, bruno, client_of):
    place, board = everybody(), closed("Board", bruno)
    place.admit(ana)
    said, hidden = post(ana, place), post(bruno, board, CANARY)
    below = comment(bruno, hidden, CANARY)
    for wanted in (below.pk, hidden.pk, "post", "x"):
        page = client_of(ana).get(f"/posts/{said.pk}/?quote={wanted}").content.decode()
        assert CANARY not in page
