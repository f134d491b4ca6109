"""What becomes of a post: changed, taken back, hidden, shown again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import invariants
from accounts.media.models import Upload
from community.posts.models import Post
from community.writing.revisions import Revision
from tests.community.examples import CANARY, closed, comment, everybody, group, post
from tests.community.posts.pictures import picture


@pytest.fixture
def padel(ana, bruno, marta):
    return group("Padel", ana, bruno, marta)


def laws_hold() -> bool:
    return not any(law.violations() for law in invariants.LAWS if law.id in ("I8", "C1", "C2", "C3"))


def test_an_edit_keeps_what_it_said_before(ana, padel):
    said = post(ana, padel, "At eight.", title="The pool")
    assert said.edit(by=ana, body="At *nine*.", title="The pool") is True
    said.refresh_from_db()
    assert "<em>nine</em>" in said.body_html and said.edited_at
    kept = Revision.objects.of(said).get()
    assert (kept.body, kept.title, kept.edited_by) == ("At eight.", "The pool", ana)


def test_saying_the_same_again_is_no_edit(ana, padel):
    said = post(ana, padel, "At eight.")
    assert said.edit(by=ana, body="At eight.  ") is False
    assert not Revision.objects.exists()


def test_only_the_author_edits_and_an_empty_text_stays_as_it_was(ana, bruno, gema, padel):
    said = post(ana, padel, "At eight.")
    for member in (bruno, gema):
        with pytest.raises(PermissionDenied):
            said.edit(by=member, body="Mine")
    with pytest.raises(ValidationError):
        said.edit(by=ana, body="   ")
    assert Post.objects.get(pk=said.pk).body == "At eight." and not Revision.objects.exists()


def test_taking_back_blanks_text_versions_and_files_and_leaves_the_thread(ana, bruno, padel):
    upload = picture(ana)
    said = post(ana, padel, CANARY, title=CANARY, pictures=[(upload, CANARY)])
    said.edit(by=ana, body=f"{CANARY} again")
    below = comment(bruno, said, "I saw it.")
    assert said.delete(by=ana) is True
    assert said.delete(by=ana) is False
    said.refresh_from_db()
    assert (said.body, said.body_html, said.title) == ("", "", "")
    assert not said.revisions.exists() and not said.pictures.exists()
    assert not Upload.objects.filter(pk=upload.pk).exists()
    assert said.is_visible_to(bruno) and below.is_visible_to(bruno)
    assert laws_hold()


def test_what_nobody_answered_is_gone_when_it_is_taken_back(ana, bruno, padel, client_of):
    said = post(ana, padel)
    said.delete(by=ana)
    assert not said.is_visible_to(bruno) and not said.is_visible_to(ana)
    assert client_of(bruno).get(f"/posts/{said.pk}/").status_code == 404


def test_row_49_a_picture_in_two_posts_stays_until_both_are_gone(ana, padel):
    upload = picture(ana)
    first, second = (post(ana, padel, pictures=[(upload, "")]) for _number in range(2))
    first.delete(by=ana)
    assert Upload.objects.filter(pk=upload.pk).exists()
    second.delete(by=ana)
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_row_15_somebody_else_s_picture_cannot_be_shown(ana, bruno, padel):
    with pytest.raises(ValidationError):
        post(ana, padel, pictures=[(picture(bruno), "")])
    with pytest.raises(ValidationError):
        post(ana, padel, pictures=[("no-such-key", "")])
    said = post(ana, padel)
    with pytest.raises(ValidationError):
        said.edit(by=ana, body="Look", pictures=[(picture(bruno), "")])
    assert Post.objects.count() == 1 and not said.pictures.exists()


def test_hiding_takes_it_out_of_sight_and_restoring_brings_it_back(ana, bruno, marta, padel):
    said = post(ana, padel)
    assert said.hide(by=marta, reason="an insult") is True
    assert said.hide(by=marta, reason="another") is False
    assert not said.is_visible_to(bruno)
    assert said.is_visible_to(ana) and said.is_visible_to(marta)
    assert said.restore(by=marta) is True and said.restore(by=marta) is False
    assert said.is_visible_to(bruno)


def test_row_42_a_moderator_of_the_site_keeps_out_of_secret_groups(ana, marta):
    said = post(ana, group("Surprise", ana, listing="secret", joining="invitation"))
    with pytest.raises(PermissionDenied):
        said.hide(by=marta, reason="curious")
    with pytest.raises(PermissionDenied):
        said.delete(by=marta)
    assert not said.is_visible_to(marta)


def test_row_6_an_earlier_version_that_was_taken_away_is_nowhere(ana, bruno, marta, padel, client_of):
    said = post(ana, padel, CANARY)
    said.edit(by=ana, body="Nothing to see.")
    browser, address = client_of(bruno), f"/posts/{said.pk}/history/"
    assert CANARY in browser.get(address).content.decode()
    kept = said.revisions.get()
    assert client_of(bruno).post(f"{address}{kept.pk}/hiding/").status_code == 403
    assert client_of(marta).post(f"{address}{kept.pk}/hiding/").status_code == 302
    for member in (ana, bruno, marta):
        for suffix in ("", f"?version={kept.pk}", f"?revision={kept.pk}"):
            assert CANARY not in client_of(member).get(address + suffix).content.decode()


def test_row_6_the_versions_of_what_is_hidden_are_hidden(ana, bruno, marta, padel, client_of):
    said = post(ana, padel, CANARY)
    said.edit(by=ana, body="Nothing to see.")
    said.hide(by=marta, reason="a rule")
    assert client_of(bruno).get(f"/posts/{said.pk}/history/").status_code == 404
    other = post(bruno, padel)
    wrong = client_of(marta).post(f"/posts/{other.pk}/history/{said.revisions.get().pk}/hiding/")
    assert wrong.status_code == 404  # row 16: a version of another post


def test_row_17_who_left_can_no_longer_touch_what_they_wrote(ana, bruno, gema, client_of):
    board = closed("Board", ana, bruno)
    said = post(bruno, board, CANARY)
    below = comment(bruno, said, CANARY)
    browser = client_of(bruno)
    valid = [f"/posts/{said.pk}/{act}/" for act in ("edit", "removal", "history", "complaint", "thread")]
    valid += [f"/comments/{below.pk}/{act}/" for act in ("edit", "removal", "history", "complaint")]
    valid += [f"/posts/{said.pk}/", f"/comments/{below.pk}/"]
    for address in valid:
        assert browser.get(address).status_code in (200, 302), address
    board.remove(bruno, by=gema)
    for address in valid:
        assert browser.get(address).status_code == 404, address
        answer = browser.post(address, {"body": "changed", "kind": "like"})
        assert answer.status_code in (404, 405), address
    assert Post.objects.get(pk=said.pk).body == CANARY
    assert CANARY not in browser.get("/?show=all").content.decode()


def test_pinning_and_closing_are_for_who_keeps_order(ana, bruno, marta, padel):
    said = post(ana, padel)
    for verb in (said.pin, said.unpin, said.close_to_comments, said.open_to_comments):
        with pytest.raises(PermissionDenied):
            verb(by=ana)
    said.pin(by=marta)
    said.close_to_comments(by=marta)
    assert said.pinned_at and not said.commentable_by(bruno)
    with pytest.raises(PermissionDenied):
        comment(bruno, said)
    said.open_to_comments(by=marta)
    assert comment(bruno, said)


def test_every_verb_moves_the_version(ana, bruno, marta, padel):
    said = post(ana, padel)
    versions = [said.version]
    acts = [
        lambda: said.edit(by=ana, body="New"),
        lambda: comment(bruno, said),
        lambda: said.flag(by=bruno),
        lambda: said.pin(by=marta),
        lambda: said.hide(by=marta, reason="a rule"),
        lambda: said.restore(by=marta),
        lambda: said.delete(by=ana),
    ]
    for act in acts:
        act()
        said.refresh_from_db()
        versions.append(said.version)
    assert versions == sorted(set(versions))


def test_a_picture_that_is_ready_draws_its_post_anew(ana, padel, settings):
    upload = picture(ana)
    said = post(ana, padel, pictures=[(upload, "the court")])
    before = said.version
    upload.make_ready()
    said.refresh_from_db()
    assert said.version > before


def test_the_default_group_holds_what_everybody_reads(ana, bruno):
    for member in (ana, bruno):
        everybody().admit(member)
    assert post(ana, everybody()).is_visible_to(bruno)
