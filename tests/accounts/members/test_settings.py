"""One's own settings: what one may change, and nothing else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict
from PIL import Image

from accounts.members.forms import ProfileForm
from accounts.members.models import Member
from tests.accounts.strange import XSS

PROFILE = {"name": "Ana Ruiz", "handle": "ana", "bio": ""}
PREFERENCES = {"language": "es", "theme": "dark", "timezone": "America/Bogota"}
OWN = ["/settings/", "/settings/preferences/"]


def columns(member) -> dict:
    row = Member.objects.filter(pk=member.pk).values().get()
    return {name: value for name, value in row.items() if name != "last_login"}


def test_ana_changes_what_others_see_of_her(ana, client_of):
    version = ana.version
    client_of(ana).post("/settings/", {"name": "Ana R.", "handle": "@Ana-R", "bio": "Tennis\nand tapas"})
    ana.refresh_from_db()
    assert (ana.name, ana.handle, ana.bio) == ("Ana R.", "ana-r", "Tennis\nand tapas")
    assert ana.version == version + 1  # cards are drawn anew


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "A\u202eb"},
        {"handle": "bruno"},
        {"handle": "Bruno"},
        {"handle": "admin"},
        {"bio": "x" * 281},
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_kept(ana, bruno, client_of, wrong):
    before = columns(ana)
    page = client_of(ana).post("/settings/", PROFILE | {"bio": "kept words"} | wrong).content.decode()
    assert 'id="form-errors"' in page and ("kept words" in page or "bio" in wrong)
    assert columns(ana) == before


def test_of_two_who_take_a_handle_in_one_moment_the_second_reads_so(ana, bruno, client_of, monkeypatch):
    wanted = ProfileForm.wanted

    def late(form) -> dict:
        Member.objects.filter(pk=bruno.pk).update(handle="river")  # Ana's form has been looked at by now
        return wanted(form)

    monkeypatch.setattr(ProfileForm, "wanted", late)
    page = client_of(ana).post("/settings/", PROFILE | {"handle": "river", "bio": "kept words"})
    assert "Somebody has this handle" in page.content.decode() and "kept words" in page.content.decode()
    ana.refresh_from_db()
    assert (ana.handle, ana.bio) == ("ana", "")


@pytest.mark.parametrize("path", OWN)
def test_row_28_no_other_column_can_be_written(ana, client_of, path):
    allowed = {"name", "handle", "bio", "version", "language", "theme", "timezone"}
    forged = dict.fromkeys(model_to_dict(ana), "1") | {
        f"{field.attname}": "1" for field in Member._meta.fields
    }
    forged |= {
        "role": "manager",
        "is_staff": "on",
        "is_superuser": "on",
        "approved_at": "2026-01-01",
        "password": "x",
    }
    before = columns(ana)
    client_of(ana).post(path, forged | (PROFILE if path == "/settings/" else PREFERENCES))
    after = columns(ana)
    assert {name for name in before if before[name] != after[name]} <= allowed
    assert client_of(ana).get("/settings/").status_code == 200  # the password is the old one


def test_row_20_names_and_words_stay_text(ana, bruno, client_of):
    for payload in XSS:
        ana.describe(name=payload[:80], bio=payload[:280], title=payload[:60])
        pages = [client_of(ana).get(path) for path in ("/settings/", "/members/ana/", "/settings/security/")]
        pages.append(client_of(bruno).get("/members/ana/"))
        for page in pages:
            if "<" in payload:
                assert payload[:80] not in page.content.decode(), (payload, page.request["PATH_INFO"])


def test_language_theme_and_zone_are_kept_with_the_member_and_the_browser(ana, client_of):
    client = client_of(ana)
    client.post("/settings/preferences/", PREFERENCES)
    ana.refresh_from_db()
    assert (ana.language, ana.theme, ana.timezone) == ("es", "dark", "America/Bogota")
    assert client.cookies["django_language"].value == "es" and client.cookies["theme"].value == "dark"
    assert 'lang="es"' in client.get("/settings/").content.decode()


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"theme": "pink"}, {"timezone": "Mars/Olympus"}])
def test_a_choice_that_is_none_changes_nothing(ana, client_of, wrong):
    before = columns(ana)
    assert client_of(ana).post("/settings/preferences/", PREFERENCES | wrong).status_code == 200
    assert columns(ana) == before


def test_the_language_is_chosen_signed_out_too(db, client_of):
    client = client_of()
    assert (
        client.post("/language/", {"language": "es", "next": "/accounts/login/"})["Location"]
        == "/accounts/login/"
    )
    assert 'lang="es"' in client.get("/accounts/login/").content.decode()
    client.post("/language/", {"language": "<script>"})
    assert client.cookies["django_language"].value == "es"
    assert client.get("/language/").status_code == 405


def test_a_member_keeps_their_language_whatever_the_browser_says(ana, client_of):
    client = client_of(ana, headers={"accept-language": "es"})
    assert 'lang="en"' in client.get("/settings/").content.decode()


def test_a_page_of_somebody_who_is_not_in_is_the_page_of_nobody(ana, gema, client_of):
    from tests.cast import person

    person("Vera Sanz", joined_at=None, approved_at=None)
    client = client_of(ana)
    absent, nobody = client.get("/members/vera/"), client.get("/members/nobody/")
    assert absent.status_code == nobody.status_code == 404
    ana.leave()
    assert client_of(gema).get("/members/ana/").status_code == 404


def test_row_14_no_cache_keeps_a_members_page(ana, client_of):
    assert client_of(ana).get("/settings/")["Cache-Control"] == "private, no-store"


def photo(kind: str = "PNG") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(drawn, kind)
    return SimpleUploadedFile("me.png", drawn.getvalue(), content_type="image/png")


def test_ana_shows_her_face_and_takes_it_away(ana, client_of):
    client = client_of(ana)
    client.post("/settings/", PROFILE | {"picture": photo()})
    ana.refresh_from_db()
    assert ana.avatar.owner == ana
    assert f"/media/{ana.avatar_id}/320/" in client.get("/members/ana/").content.decode()
    version = ana.version
    ana.avatar.make_ready()
    ana.refresh_from_db()
    assert ana.version == version + 1
    client.post("/settings/", PROFILE | {"without_picture": "on"})
    ana.refresh_from_db()
    assert ana.avatar is None


def test_row_19_what_is_no_picture_is_nobodys_face(ana, client_of):
    page = SimpleUploadedFile("me.png", b"<svg onload=alert(1)>", content_type="image/png")
    answer = client_of(ana).post("/settings/", PROFILE | {"name": "Ana R.", "picture": page})
    assert answer.status_code == 200 and 'id="form-errors"' in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.name, ana.avatar) == ("Ana Ruiz", None)


def test_a_picture_that_is_refused_later_is_taken_away(ana, client_of):
    client_of(ana).post("/settings/", PROFILE | {"picture": photo()})
    ana.refresh_from_db()
    ana.avatar.attempts = 9
    ana.avatar.make_ready()
    ana.refresh_from_db()
    assert ana.avatar is None


def test_row_15_a_face_cannot_be_named_by_somebody_elses_file(ana, bruno, client_of):
    client_of(bruno).post("/settings/", PROFILE | {"name": "Bruno", "handle": "bruno", "picture": photo()})
    bruno.refresh_from_db()
    client_of(ana).post(
        "/settings/", PROFILE | {"avatar": str(bruno.avatar_id), "avatar_id": str(bruno.avatar_id)}
    )
    ana.refresh_from_db()
    assert bruno.avatar and ana.avatar is None
