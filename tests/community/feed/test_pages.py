"""The feed and the page of a post, as the members of the cast see them."""

from tests.community.examples import comment, everybody, group, post


def test_ana_sees_the_posts_of_her_groups(ana, bruno, client_of):
    padel, chess = group("Padel", ana, bruno), group("Chess", bruno)
    post(bruno, padel, "The court is free on Sunday.")
    post(bruno, chess, "The board is set.")
    page = client_of(ana).get("/").content.decode()
    assert "The court is free on Sunday." in page
    assert "The board is set." not in page
    assert "The board is set." in client_of(ana).get("/?show=all").content.decode()


def test_the_page_of_a_post_shows_text_and_comments(ana, bruno, client_of):
    padel = group("Padel", ana, bruno)
    said = post(bruno, padel, "The court is **free** on Sunday.")
    first = comment(ana, said, "I come.")
    comment(bruno, said, "At ten?", parent=first)
    page = client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert "<strong>free</strong>" in page and "I come." in page and "At ten?" in page
    assert page.index("I come.") < page.index("At ten?")
    assert page.count("<h1") == 1


def test_the_composer_offers_the_kinds(ana, client_of):
    everybody().admit(ana)
    page = client_of(ana).get("/posts/new/").content.decode()
    assert 'value="complaint"' in page and 'value="announcement"' not in page
