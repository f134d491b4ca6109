"""Law I9, both ways."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.media import tasks
from accounts.media.laws import files_without_their_row, rows_without_their_file
from accounts.media.models import Upload
from tests.accounts.media import examples
from tests.accounts.media.examples import picture, sent, upload_of


@pytest.fixture(autouse=True)
def an_empty_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db(transaction=True)
def test_i9_holds_for_what_waits_what_is_ready_what_is_refused_and_for_papers(ana):
    Upload.objects.accept(owner=ana, file=sent(picture()))
    upload_of(ana)
    upload_of(ana, picture((900, 900), "JPEG")[:-1000])
    Upload.objects.accept(owner=ana, file=sent(examples.PDF), documents=True)
    with time_machine.travel(timezone.now() + timedelta(hours=30)):
        assert (rows_without_their_file(), files_without_their_row()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_i9_counts_a_row_without_its_file(ana):
    upload = upload_of(ana)
    for variant in ("1600", "320"):
        default_storage.delete(upload.path(variant))
    assert rows_without_their_file() == 2


@pytest.mark.django_db(transaction=True)
def test_i9_counts_a_file_that_two_sweeps_have_left(ana):
    with transaction.atomic():
        Upload.objects.accept(owner=ana, file=sent(picture()))
        transaction.set_rollback(True)
    assert files_without_their_row() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=27)):
        assert files_without_their_row() == 1
        tasks.sweep_unheld()
        assert files_without_their_row() == 0
