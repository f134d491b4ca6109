"""Files are handed out to who may see them, asked anew each time, unable to run anything."""

import pytest
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone
from storages.backends.s3 import S3Storage

from accounts import doors
from accounts.brand.models import Brand
from accounts.made_once import made_once
from accounts.media import kinds, models, serving
from accounts.media.models import Upload
from config.settings import bucket
from tests.accounts.media import examples
from tests.accounts.media.examples import picture, sent, upload_of

NEVER = "00000000-0000-4000-8000-000000000000"


def test_ana_sees_her_own_picture_in_each_size(ana, client_of):
    upload = upload_of(ana)
    for address in (upload.small, upload.medium, upload.large):
        answer = client_of(ana).get(address)
        assert answer.status_code == 200 and answer["Content-Type"] == "image/webp"
        assert answer.content[8:12] == b"WEBP"


def test_it_is_private_and_can_run_nothing(ana, client_of):
    answer = client_of(ana).get(upload_of(ana).small)
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Disposition"].startswith("inline")


def test_row_19_papers_are_saved_and_not_opened(ana, client_of):
    file = sent(examples.PDF, 'fac"tura\u202e ñ.pdf')
    upload = Upload.objects.accept(owner=ana, file=file, documents=True)
    answer = client_of(ana).get(upload.document)
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''fac_tura%20%C3%B1.pdf"
    assert answer["Content-Type"] == "application/pdf" and answer.content == examples.PDF
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_browser_that_has_it_is_told_so_but_asks_each_time(ana, client_of):
    upload = upload_of(ana)
    browser = client_of(ana)
    etag = browser.get(upload.small)["ETag"]
    again = browser.get(upload.small, headers={"if-none-match": etag})
    assert again.status_code == 304 and again.content == b"" and again["Cache-Control"] == "private, no-cache"
    assert browser.get(upload.medium, headers={"if-none-match": etag}).status_code == 200


def test_row_9_bruno_is_told_nothing_by_any_address_of_anas_file(ana, bruno, client_of):
    upload = upload_of(ana)
    browser = client_of(bruno)
    known = client_of(ana).get(upload.small)["ETag"]
    for variant in ("320", "800", "1600", "file", "raw"):
        nothing = browser.get(f"/media/{NEVER}/{variant}/")
        address = upload.link(variant)
        for headers in ({}, {"range": "bytes=0-10"}, {"if-none-match": known}, {"if-match": "*"}):
            answer = browser.get(address, headers=headers)
            assert answer.status_code == nothing.status_code == 404
            assert len(answer.content) == len(nothing.content)
            assert "ETag" not in answer and "Content-Disposition" not in answer


def test_row_9_who_is_signed_out_is_sent_to_the_door(ana, client_of):
    for address in (upload_of(ana).small, f"/media/{NEVER}/320/"):
        assert client_of().get(address).status_code == 302


def test_row_9_nothing_is_served_by_its_place_on_disk(ana, client_of):
    upload = upload_of(ana)
    for variant in upload.variants:
        assert client_of(ana).get(f"/media/{upload.path(variant)}").status_code == 404


@pytest.mark.parametrize("variant", ["raw", "file", "4000", "..", "320.webp", "x"])
def test_a_size_that_there_is_not_is_not_found(ana, client_of, variant):
    upload = upload_of(ana)
    assert client_of(ana).get(f"/media/{upload.pk}/{variant}/").status_code == 404


def test_the_original_is_never_served_even_while_it_waits(ana, client_of):
    upload = Upload.objects.accept(owner=ana, file=sent(examples.phone_photo()))
    assert client_of(ana).get(upload.link("raw")).status_code == 404


def test_what_waits_is_a_grey_field_of_its_proportions_and_not_kept(ana, bruno, client_of):
    upload = Upload.objects.accept(owner=ana, file=sent(picture((64, 128))))
    answer = client_of(ana).get(upload.small)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store" and b"WEBP" in answer.content
    assert client_of(bruno).get(upload.small).status_code == 404


def test_a_refused_picture_is_not_found(ana, client_of):
    upload = Upload.objects.accept(owner=ana, file=sent(picture((900, 900), "JPEG")[:-1000]))
    upload.make_ready()
    assert upload.state == Upload.State.REFUSED
    assert client_of(ana).get(upload.small).status_code == 404


def test_everybody_sees_the_face_of_whom_they_may_see(ana, bruno, client_of):
    ana.avatar = upload_of(ana)
    ana.save()
    assert client_of(bruno).get(ana.avatar.small).status_code == 200


def test_the_face_of_who_has_not_joined_is_seen_by_staff_only(ana, bruno, sol, client_of):
    ana.avatar = upload_of(ana)
    ana.joined_at = ana.approved_at = None
    ana.save()
    assert client_of(bruno).get(ana.avatar.small).status_code == 404
    assert client_of(sol).get(ana.avatar.small).status_code == 200


def test_a_higher_room_opens_files_and_closes_them_again(ana, bruno, client_of, monkeypatch):
    upload = upload_of(ana)
    monkeypatch.setitem(doors._openings, "accounts.Upload", [lambda member: Q(pk=upload.pk, name="open.png")])
    monkeypatch.setattr(
        models, "_read", made_once(models._read.make)
    )  # the other one was made without this door
    browser = client_of(bruno)
    Upload.objects.filter(pk=upload.pk).update(name="open.png")
    answer = browser.get(upload.small)
    assert answer.status_code == 200
    Upload.objects.filter(pk=upload.pk).update(name="closed.png")
    assert browser.get(upload.small, headers={"if-none-match": answer["ETag"]}).status_code == 404


def test_row_17_who_is_suspended_gets_no_file(ana, client_of):
    upload = upload_of(ana)
    browser = client_of(ana)
    ana.suspended_at = timezone.now()
    ana.save()
    assert browser.get(upload.small).status_code in (302, 403)


def test_a_file_that_is_gone_from_disk_is_not_found(ana, client_of):
    upload = upload_of(ana)
    default_storage.delete(upload.path("320"))
    assert client_of(ana).get(upload.small).status_code == 404


def test_head_asks_the_same_and_nothing_can_be_written(ana, bruno, client_of):
    upload = upload_of(ana)
    assert client_of(ana).head(upload.small).status_code == 200
    assert client_of(bruno).head(upload.small).status_code == 404
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client_of(ana), method)(upload.small).status_code == 405


def test_nginx_sends_it_where_there_is_one(ana, client_of, settings):
    settings.MEDIA_REDIRECT = "/protected-media/"
    upload = upload_of(ana)
    answer = client_of(ana).get(upload.small)
    assert answer["X-Accel-Redirect"] == f"/protected-media/{upload.path('320')}"
    assert answer.content == b"" and answer["Content-Type"] == "image/webp"


def test_a_bucket_gives_a_link_for_a_minute(ana, client_of, monkeypatch):
    class Bucket:
        def url(self, name, parameters):
            return f"https://bucket.example.com/{name}?type={parameters['ResponseContentType']}&expires=60"

    upload = upload_of(ana)
    monkeypatch.setattr(serving, "default_storage", Bucket())
    answer = client_of(ana).get(upload.small)
    assert answer.status_code == 302 and answer["Location"].startswith("https://bucket.example.com/")
    assert answer["Cache-Control"] == "private, no-cache"


def test_the_real_bucket_storage_signs_for_sixty_seconds():
    options = bucket("club", "https://s3.example.com")["OPTIONS"]
    storage = S3Storage(access_key="a", secret_key="b", **options)
    link = storage.url("ab/cd/320", parameters={"ResponseContentType": "image/webp"})
    assert (
        link.startswith("https://s3.example.com/club/ab/cd/320")
        and "response-content-type=image%2Fwebp" in link
    )
    assert "X-Amz-Expires=60" in link and "X-Amz-Algorithm=AWS4" in link


def test_one_query_for_the_person_and_one_for_the_file(ana, client_of, django_assert_max_num_queries):
    upload = upload_of(ana)
    browser = client_of(ana)
    Brand.current()  # which a process knows
    with django_assert_max_num_queries(3):
        browser.get(upload.small)


# Sending


def test_ana_sends_a_file_ahead_of_her_post(ana, client_of):
    answer = client_of(ana).post("/media/", {"file": sent(picture(), "pista.png")})
    assert answer.status_code == 201
    upload = Upload.objects.get(owner=ana)
    assert answer.json() == {"id": str(upload.pk), "url": upload.small, "name": "pista.webp"}


def test_a_paper_for_a_request(ana, client_of):
    answer = client_of(ana).post("/media/", {"file": sent(examples.PDF, "f.pdf"), "documents": "1"})
    assert answer.status_code == 201 and answer.json()["url"].endswith("/file/")


def test_bad_files_and_no_file_are_a_sentence(ana, client_of):
    for data in ({"file": sent(examples.SVG)}, {}, {"file": "text"}):
        answer = client_of(ana).post("/media/", data)
        assert answer.status_code == 400 and answer.json()["error"]
    assert not Upload.objects.exists()


def test_what_is_over_the_limit_never_reaches_the_disk_whole(ana, client_of, monkeypatch):
    kept = []
    recognised = kinds.recognised

    def spy(file, documents):
        kept.append(len(file.read()))
        return recognised(file, documents)

    monkeypatch.setattr(kinds, "recognised", spy)
    answer = client_of(ana).post("/media/", {"file": sent(picture() + b"\0" * 25 * 1024 * 1024)})
    assert answer.status_code == 400 and "15 MB" in answer.json()["error"]
    assert kept[0] < 15.2 * 1024 * 1024


def test_who_is_signed_out_sends_nothing(client_of, db):
    assert client_of().post("/media/", {"file": sent(picture())}).status_code == 302
    assert not Upload.objects.exists()
