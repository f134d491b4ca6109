"""What people say of themselves reaches whom they mean, and nobody else."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.members import marks
from accounts.members.ages import last_day_of_age
from accounts.privacy.registry import known
from community.contacts.models import Block
from community.posts.lately import of_late
from community.profiles.answers import ProfileAnswer
from community.profiles.days import DayField
from community.profiles.fields import ProfileField
from community.profiles.laws import answers_to_another_question
from tests.cast import person
from tests.community.examples import everybody, group, post
from tests.community.profiles.examples import MINOR, field, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def padel(ana):
    """A group of Ana's and Carla's; Bruno is only where everybody is."""
    carla = person("Carla Ramos")
    group("Padel", ana, carla)
    everybody()
    for one in (ana, carla):
        everybody().admit(one)
    return carla


@pytest.fixture
def said(ana):
    """Ana says something to each circle."""
    asked = {circle: field(f"For {circle}") for circle in ("house", "groups", "me")}
    for circle, one in asked.items():
        say(ana, one, f"canary-{circle}", circle)
    return asked


def read_by(viewer, client_of, path="/members/ana/") -> set[str]:
    page = client_of(viewer).get(path).text
    return {circle for circle in ("house", "groups", "me") if f"canary-{circle}" in page}


def test_each_answer_reaches_its_circle_on_the_page_and_only_the_owner_reads_what_is_for_nobody(
    padel, said, ana, bruno, marta, sol, gema, client_of
):
    everybody().admit(bruno)
    readers = {ana: 3, padel: 2, bruno: 1, marta: 1, sol: 1, gema: 3}
    for reader, much in readers.items():
        assert read_by(reader, client_of) == set(["house", "groups", "me"][:much]), reader
        seen = ProfileAnswer.objects.visible_to(reader).filter(member=ana)
        assert seen.count() == much
    assert "Only managers see this" in client_of(gema).get("/members/ana/").text
    assert "Only me and managers" in client_of(ana).get("/settings/about/").text  # whoever writes knows it


def test_the_preview_is_what_others_really_see(padel, said, ana, bruno, client_of):
    ana.describe(bio="canary-bio")
    for born in (None, MINOR):
        ana.born_on = born
        ana.save(update_fields=["born_on"])
        for circle, reader in (("groups", padel), ("house", bruno)):
            path = f"/settings/about/preview/?as={circle}"
            assert read_by(ana, client_of, path) == read_by(reader, client_of), (born, circle)
            both = ((ana, path), (reader, "/members/ana/"))
            shown = ["canary-bio" in client_of(who).get(where).text for who, where in both]
            assert shown[0] == shown[1] == (born is None or circle == "groups")


def test_over_a_block_nobody_reads_anything_and_the_page_is_there_all_the_same(padel, said, ana, client_of):
    for by, on in ((ana, padel), (padel, ana)):
        block = Block.objects.put("block", by=by, on=on)
        assert read_by(padel, client_of) == set()
        assert client_of(padel).get("/members/ana/").status_code == 200
        block.delete()
    assert read_by(padel, client_of) == {"house", "groups"}


def test_under_18_a_profile_reaches_ones_groups_at_most_and_links_nobody(padel, said, ana, bruno, client_of):
    web = field("Web", "link")
    say(ana, web, "https://canary.example/house")
    ana.born_on = MINOR
    ana.save(update_fields=["born_on"])
    assert read_by(bruno, client_of) == set() and read_by(padel, client_of) == {"house", "groups"}
    assert "canary.example" not in client_of(padel).get("/members/ana/").text
    page = client_of(ana).get("/settings/about/").text
    assert 'value="house"' not in page and "Because you are under 18" in page and "is_listed" not in page


def test_ana_fills_in_what_the_house_asks_and_nothing_is_kept_of_what_is_wrong(ana, client_of):
    text, long, day, web = (field(kind, kind) for kind in ("text", "long", "day", "link"))
    sport = field("Sport", "choice", "Tennis", "Padel")
    gone = field("Gone", is_active=False)
    padel = sport.options.get(label="Padel")
    good = {
        f"field-{text.pk}": "Goalkeeper",
        f"field-{long.pk}": "Two\nlines",
        f"field-{day.pk}_0": "29",
        f"field-{day.pk}_1": "2",
        f"field-{web.pk}": "ana.example/club",
        f"field-{sport.pk}": padel.pk,
        f"circle-{sport.pk}": "house",
        f"field-{gone.pk}": "never asked",
        "shows_badges": "on",
    }
    wrong = {
        f"field-{text.pk}": "A\u202eb",
        f"field-{day.pk}_1": "",
        f"field-{web.pk}": "javascript:alert(1)",
        f"field-{sport.pk}": "987654",
        f"circle-{sport.pk}": "world",
    }
    client = client_of(ana)
    answer = client.post("/settings/about/", good | wrong)
    assert answer.status_code == 422 and "Two\nlines" in answer.text and not ProfileAnswer.objects.exists()
    assert client.post("/settings/about/", good).status_code == 302
    kept = {
        a.field.label: (a.text, a.option, a.circle) for a in ProfileAnswer.objects.select_related("field")
    }
    assert kept == {
        "text": ("Goalkeeper", None, "groups"),
        "long": ("Two\nlines", None, "groups"),
        "day": ("02-29", None, "groups"),
        "link": ("https://ana.example/club", None, "groups"),
        "Sport": ("", padel, "house"),
    }
    form = client.get("/settings/about/").text
    assert re.search(r'<option value="29" selected', form) and re.search(r'<option value="2" selected', form)
    page = client.get("/members/ana/").text
    assert "29 February" in page and 'rel="nofollow noopener ugc external"' in page and "Padel" in page
    client.post("/settings/about/", {"shows_badges": "on"})
    assert not ProfileAnswer.objects.exists()  # what is emptied is taken back


def test_a_day_has_no_year_and_has_to_exist():
    asked = DayField(required=False)
    assert [asked.clean(parts) for parts in (["24", "6"], ["", ""])] == ["06-24", ""]
    for wrong in (["31", "2"], ["5", ""], ["", "5"]):
        with pytest.raises(ValidationError):
            asked.clean(wrong)


def test_of_late_shows_what_stands_and_nothing_over_a_block(ana, bruno, gema):
    dinners = group("Dinners", ana, bruno, gema)
    post(ana, dinners, "It stands")
    post(ana, dinners, "Taken out of sight").hide(by=gema, reason="a rule")
    # Its author may still read what was hidden; on their page it is not shown.
    assert [said.body for said in of_late(ana, ana)["posts"]] == ["It stands"]
    assert of_late(ana, bruno)
    Block.objects.put("block", by=ana, on=bruno)
    assert of_late(ana, bruno) is None and of_late(bruno, ana) is None


def test_the_page_of_a_person_costs_the_same_however_much_they_say(padel, ana, bruno, client_of):
    counts = []
    for number in range(2):
        for more in range(4):
            say(ana, field(f"Asked {number} {more}", "choice", "Yes"), "Yes")
        client_of(bruno).get("/members/ana/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client_of(bruno).get("/members/ana/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_gema_asks_for_a_field_and_does_not_take_away_what_was_answered(ana, gema, client_of):
    client, add = client_of(gema), "/admin/community/profilefield/add/"
    sent = {
        "label_es": "Deporte", "label": "Sport", "kind": "choice", "position": "1", "is_active": "on",
        "options-TOTAL_FORMS": "2", "options-INITIAL_FORMS": "0", "options-0-label_es": "Pádel",
        "options-0-position": "1", "options-0-is_active": "on", "options-1-label_es": "Tenis",
        "options-1-position": "2", "options-1-is_active": "on",
    }  # fmt: skip
    assert client.get(add).status_code == 200 and client.post(add, sent).status_code == 302
    sport = ProfileField.objects.get()
    ProfileAnswer.objects.create(member=ana, field=sport, option=sport.options.first(), circle="house")
    page = client.get(f"/admin/community/profilefield/{sport.pk}/change/").text
    assert "/delete/" not in page and 'name="kind"' not in page
    assert (
        client.post(f"/admin/community/profilefield/{sport.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    client_of(ana).get("/settings/about/")
    sport.is_active = False
    sport.save()
    assert "Pádel" not in client_of(ana).get("/members/ana/").text and ProfileAnswer.objects.exists()


def test_a_room_sets_a_mark_beside_the_name(ana, bruno, client_of, monkeypatch):
    monkeypatch.setattr(marks, "_marks", [])
    marks.register(lambda member, viewer: [marks.Mark("badge-check", "Known", "since 2019", "green")])
    assert "Known" in client_of(bruno).get("/members/ana/").text


def test_what_ana_says_is_in_her_export_and_goes_with_her(said, ana):
    (held,) = [one for one in known() if one.name == "profile-answers"]
    assert {row["text"] for row in held.exported(ana)} == {"canary-house", "canary-groups", "canary-me"}
    held.erase(held.rows(ana), ana, None)
    assert not ProfileAnswer.objects.filter(member=ana).exists()


def test_the_day_of_age_for_many_is_the_one_for_each(ana):
    for today in ("2026-02-28", "2026-03-01", "2028-02-29", "2026-12-31"):
        now = datetime.datetime.fromisoformat(f"{today}T12:00:00+01:00")
        for born in ("2008-02-28", "2008-02-29", "2008-03-01", "2010-02-28", "2010-03-01", "2008-12-31"):
            ana.born_on = datetime.date.fromisoformat(born)
            years = (
                now.year - ana.born_on.year - ((now.month, now.day) < (ana.born_on.month, ana.born_on.day))
            )
            assert ana.is_minor(now) == (years < 18) == (ana.born_on > last_day_of_age(now)), (today, born)


def test_the_law_counts_answers_to_another_question(ana, said):
    other = field("Sport", "choice", "Tennis").options.get()
    assert answers_to_another_question() == 0
    said["house"].answers.update(text="", option=other)
    assert answers_to_another_question() == 1
