"""What people may send, and the sentence they read when they may not."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.media import files
from accounts.media import models as media
from accounts.media.models import Upload
from tests.accounts.media import examples
from tests.accounts.media.examples import picture, sent


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_ana_sends_a_picture(ana, format):
    upload = Upload.objects.accept(owner=ana, file=sent(picture(format=format), f"x.{format.lower()}"))
    assert upload.state == Upload.State.WAITING and upload.owner == ana
    assert (upload.width, upload.height, upload.content_type) == (64, 48, "image/webp")
    assert default_storage.exists(upload.path("raw"))


def test_what_it_is_tells_the_content_and_not_the_name(ana):
    upload = Upload.objects.accept(
        owner=ana, file=sent(picture(format="PNG"), "cv.pdf.exe", "application/x-dosexec")
    )
    assert upload.content_type == "image/webp" and upload.name == "cv.pdf.exe.webp"


def test_a_lying_photo_is_measured_upright(ana):
    upload = Upload.objects.accept(owner=ana, file=sent(examples.phone_photo((64, 48), orientation=6)))
    assert (upload.width, upload.height) == (48, 64)


def test_a_photo_of_a_phone_that_takes_two_at_once_is_a_picture(ana):
    content = picture(format="MPO", save_all=True, append_images=[])
    assert Upload.objects.accept(owner=ana, file=sent(content)).is_picture


@pytest.mark.parametrize(
    ("content", "type"),
    [(examples.PDF, "application/pdf"), ("Señal débil\nen la pista 2\n".encode(), "text/plain")],
)
def test_papers_go_where_papers_are_taken(ana, content, type):
    upload = Upload.objects.accept(owner=ana, file=sent(content, "a.dat"), documents=True)
    assert upload.content_type == type and upload.is_ready and not upload.is_picture


@pytest.mark.parametrize("content", [examples.PDF, b"words"])
def test_papers_are_no_pictures(ana, content):
    with pytest.raises(ValidationError, match="Send a picture"):
        Upload.objects.accept(owner=ana, file=sent(content))


# Row 19: what can run is never taken

REFUSED = {
    "svg": (examples.SVG, "cannot|can hold programs"),
    "svg without a header": (b"<svg onload=alert(1)>", "can hold programs"),
    "svg as a photo": (examples.SVG, "can hold programs"),
    "html": (examples.HTML, "can hold programs"),
    "html after many blanks": (b" " * 3000 + examples.HTML, "can hold programs"),
    "heic": (examples.HEIC, "HEIC"),
    "zip": (b"PK\x03\x04" + b"\0" * 100, "not accepted"),
    "program": (b"MZ\x90\x00" + b"\0" * 100, "not accepted"),
    "script with a text's name": (b"hello <script>alert(1)</script>", "can hold programs"),
    "xml": (b"<?xml version='1.0'?><a/>", "can hold programs"),
    "binary": (bytes(range(256)), "not accepted"),
    "pdf with a page in front": (examples.HTML + examples.PDF, "can hold programs"),
    "pdf with an archive behind": (examples.PDF + b"PK\x03\x04" + b"\0" * 4000, "not accepted"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\x00\n", "not accepted"),
    "empty": (b"", "empty"),
    "cut off": (picture(format="PNG")[:60], "damaged"),
    "only a beginning": (b"\xff\xd8\xff\xe0", "damaged"),
    "broken webp": (b"RIFF\x00\x00\x00\x00WEBP", "damaged"),
    "ico": (b"\x00\x00\x01\x00\x01\x00" + b"\0" * 40, "not accepted"),
    "tiff": (picture(format="TIFF"), "not accepted"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("documents", [False, True])
def test_row_19_what_can_run_or_cannot_be_read_is_refused_with_a_sentence(ana, case, documents):
    content, sentence = REFUSED[case]
    with pytest.raises(ValidationError, match=sentence):
        Upload.objects.accept(owner=ana, file=sent(content), documents=documents)
    assert not Upload.objects.filter(owner=ana)


def test_row_19_a_picture_with_a_program_behind_it_is_drawn_without_it(ana):
    upload = examples.upload_of(ana, picture(format="GIF") + examples.HTML + b"PK\x03\x04")
    for variant in upload.variants:
        with default_storage.open(upload.path(variant)) as file:
            assert b"script" not in file.read()


def test_no_file_is_a_sentence(ana):
    with pytest.raises(ValidationError, match="empty"):
        Upload.objects.accept(owner=ana, file=None)


def test_sixteen_megabytes_are_too_many(ana):
    with pytest.raises(ValidationError, match="15 MB"):
        Upload.objects.accept(owner=ana, file=sent(picture() + b"\0" * 16 * 1024 * 1024))


def test_who_chooses_very_many_files_without_using_them_waits(ana, bruno, monkeypatch):
    monkeypatch.setattr(media, "MOST_UNATTACHED", 2)
    for _ in range(2):
        Upload.objects.accept(owner=ana, file=sent(picture()))
    with pytest.raises(ValidationError, match="a great many"):
        Upload.objects.accept(owner=ana, file=sent(picture()))
    assert Upload.objects.accept(owner=bruno, file=sent(picture()))


def test_row_15_nobody_attaches_what_is_another_persons(ana, bruno):
    upload = examples.upload_of(ana)
    assert upload in Upload.objects.attachable_by(ana)
    assert upload not in Upload.objects.attachable_by(bruno)


def test_a_full_disk_is_a_sentence_and_no_row(ana, monkeypatch):
    def full(name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.default_storage, "save", full, raising=False)
    with pytest.raises(ValidationError, match="could not be stored"):
        Upload.objects.accept(owner=ana, file=sent(picture()))
    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_nudged_once_the_row_is_there(monkeypatch, ana):
    from celery import current_app

    heard = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: heard.append(name))
    with transaction.atomic():
        Upload.objects.accept(owner=ana, file=sent(picture()))
        assert heard == []
    assert heard == ["accounts.media.tasks.ready_due"]
