"""Files below a post: read by whoever reads the post, by nobody else, and gone with it."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from accounts.media.models import Upload
from community.posts.models import Post
from tests.accounts.media.examples import PDF, picture, sent
from tests.community.examples import closed, group, post


@pytest.fixture
def minutes(ana):
    return Upload.objects.accept(owner=ana, file=sent(PDF, "Acta de la junta.pdf"), documents=True)


def test_a_file_is_for_the_readers_of_its_post(ana, bruno, minutes, client_of):
    said = post(ana, closed("Board", ana), "The minutes.", pictures=[(minutes, "")])
    page = client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert "Acta de la junta.pdf" in page and minutes.document in page and '<img src="/media/' not in page
    answer = client_of(ana).get(minutes.document)
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    assert client_of(bruno).get(minutes.document).status_code == 404
    said.delete(by=ana)
    assert not Upload.objects.filter(pk=minutes.pk).exists()
    assert client_of(ana).get(minutes.document).status_code == 404


def test_the_composer_takes_pictures_and_files_and_says_of_each_what_is_wrong(ana, client_of):
    padel = group("Padel", ana)
    files = [sent(PDF, "a.pdf"), sent(picture(), "b.png"), sent(b"MZ\x90\x00" + b"\0" * 99, "c.exe")]
    form = {"kind": "story", "group": padel.slug, "body": "Three things."}
    page = client_of(ana).post("/posts/new/", form | {"pictures": files})
    text = page.content.decode()
    assert page.status_code == 422 and "c.exe" in text and "a.pdf" in text
    kept = [str(upload.pk) for upload in Upload.objects.filter(owner=ana)]
    assert len(kept) == 2 and all(key in text for key in kept)
    client_of(ana).post("/posts/new/", form | {"upload": kept})
    assert Post.objects.get().pictures.count() == 2


def test_editing_keeps_and_drops_files_and_a_complaint_takes_them_along(ana, minutes, client_of):
    said = post(ana, group("Padel", ana), "The bill is wrong.", kind="complaint", pictures=[(minutes, "")])
    assert said.opened.files.get().upload == minutes
    client_of(ana).post(f"/posts/{said.pk}/edit/", {"body": "The bill is wrong!", "upload": str(minutes.pk)})
    assert said.pictures.get().upload == minutes
    client_of(ana).post(f"/posts/{said.pk}/edit/", {"body": "The bill is wrong!", "drop": str(minutes.pk)})
    assert not said.pictures.exists()
    # The request keeps its own copy of what was said (D-1).
    assert default_storage.exists(minutes.path("file"))


def test_a_text_that_is_called_a_picture_is_a_damaged_picture(ana):
    with pytest.raises(ValidationError, match="damaged"):
        Upload.objects.accept(owner=ana, file=sent(b"At eight", "pool.PNG"), documents=True)
    assert (
        Upload.objects.accept(owner=ana, file=sent(b"At eight", "pool.txt"), documents=True).name
        == "pool.txt"
    )


def test_nobody_hangs_up_what_somebody_else_sent(ana, bruno, minutes):
    with pytest.raises(Exception, match="not there any more"):
        post(bruno, group("Padel", ana, bruno), "Mine?", pictures=[(minutes, "")])
