"""The worker draws what waits: once, whatever dies on the way."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.media import models as media
from accounts.media import pictures, tasks, work
from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from tests.accounts.media.examples import picture, sent, upload_of

NOW = timezone.now()


def waiting(member, content: bytes | None = None) -> Upload:
    return Upload.objects.accept(owner=member, file=sent(content or picture()))


def test_the_sweep_finds_what_a_lost_nudge_left(ana):
    uploads = [waiting(ana) for _ in range(3)]
    assert work.make_ready_due() == 3
    assert {Upload.objects.get(pk=upload.pk).state for upload in uploads} == {Upload.State.READY}
    assert work.make_ready_due() == 0


def test_what_shows_it_hears_when_it_is_ready(ana):
    heard = []

    def hear(sender, upload, **kwargs):
        heard.append((upload.pk, upload.state))

    picture_ready.connect(hear)
    upload = waiting(ana)
    upload.make_ready()
    upload.make_ready()
    picture_ready.disconnect(hear)
    assert heard == [(upload.pk, "ready")]


def test_a_picture_that_cannot_be_read_is_refused_and_the_others_go_on(ana):
    bad, good = waiting(ana, picture((900, 900), "JPEG")[:-1000]), waiting(ana)
    work.make_ready_due()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("refused", "ready") and bad.variants == ()


def test_two_workers_never_draw_the_same(ana):
    waiting(ana)
    assert Upload.objects.claim(NOW) is not None
    assert Upload.objects.claim(NOW) is None


def test_a_picture_of_a_dead_worker_is_taken_up_again(ana):
    upload = waiting(ana)
    Upload.objects.claim(NOW)
    assert Upload.objects.claim(NOW + timedelta(minutes=4)) is None
    assert Upload.objects.claim(NOW + timedelta(minutes=6)) == upload


def test_a_picture_that_kills_its_worker_is_refused_in_the_end(ana):
    upload = waiting(ana)
    for turn in range(media.MOST_ATTEMPTS):
        assert Upload.objects.claim(NOW + turn * timedelta(minutes=6)) == upload
    work.make_ready_due(NOW + timedelta(minutes=60))
    upload.refresh_from_db()
    assert upload.state == Upload.State.REFUSED


def test_a_full_disk_is_not_the_pictures_fault(ana, monkeypatch):
    upload = waiting(ana)

    def full(name, content):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(media.default_storage, "save", full, raising=False)
        for turn in range(9):
            work.make_ready_due(NOW + turn * timedelta(minutes=6))
    work.make_ready_due(NOW + timedelta(hours=2))
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY


def test_half_done_work_is_done_again(ana):
    upload = waiting(ana)
    default_storage.save(upload.path("1600"), sent(b"half"))
    upload.make_ready()
    with default_storage.open(upload.path("1600")) as file:
        assert file.read()[8:12] == b"WEBP"


def test_the_page_knows_its_true_proportions(ana):
    upload = upload_of(ana, picture((3200, 1600)))
    assert (upload.width, upload.height) == (pictures.WIDTHS[0], 800)


@pytest.mark.django_db(transaction=True)
def test_the_tasks_run(ana):
    upload = waiting(ana)
    tasks.ready_due()
    tasks.sweep_unheld()
    upload.refresh_from_db()
    assert upload.is_ready
