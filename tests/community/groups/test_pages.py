"""The pages of groups: what each person finds, may do and does not learn."""

import re

import pytest

from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.notifications.models import Notification
from tests import cast
from tests.community.examples import CANARY, closed, everybody, group, post, secret

pytestmark = pytest.mark.django_db

WRITES = (
    "membership/",
    "membership/remove/",
    "membership/level/",
    "members/add/",
    "archive/",
    "archive/remove/",
)
READS = ("", "members/", "manage/")


def same(page: bytes) -> bytes:
    """A page without what differs at every request: the token."""
    return re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', rb"\1", page)


# --- Finding


def test_the_list_has_mine_first_then_what_i_may_find(ana, client_of):
    dinners, padel, board = group("Dinners", ana), group("Padel"), closed("Board")
    secret(CANARY, cast.person("Carla"))
    page = client_of(ana).get("/groups/")
    assert [membership.group for membership in page.context["memberships"]] == [dinners]
    assert set(page.context["others"]) == {padel, board}
    assert CANARY not in page.content.decode()


def test_an_archived_group_is_not_offered(ana, gema, client_of):
    group("Dinners").archive(by=gema)
    assert list(client_of(ana).get("/groups/").context["others"]) == []


def test_more_groups_take_the_same_queries(ana, client_of, django_assert_max_num_queries):
    client = client_of(ana)

    def grow(start):
        for n in range(start, start + 4):
            group(f"Mine {n}", ana)
            closed(f"Other {n}")

    grow(0)
    client.get("/groups/")
    with django_assert_max_num_queries(8) as few:
        client.get("/groups/")
    grow(4)
    client.get("/groups/")
    with django_assert_max_num_queries(8) as many:
        client.get("/groups/")
    assert len(few) == len(many)


# --- Looking in


def test_a_member_reads_the_posts(ana, client_of):
    board = closed("Board", ana)
    post(ana, board, CANARY)
    assert CANARY in client_of(ana).get("/groups/board/").content.decode()


def test_bruno_sees_the_teaser_and_no_word_of_what_was_said(ana, bruno, client_of):
    board = group("Board", ana, joining="request", purpose="Those who row", rules_html="<p>Be kind</p>")
    post(ana, board, CANARY)
    page = client_of(bruno).get("/groups/board/").content.decode()
    assert "Those who row" in page and "Be kind" in page and "Ask to join" in page
    assert CANARY not in page
    assert client_of(bruno).get("/groups/board/members/").status_code == 404


@pytest.mark.parametrize("name", ["bruno", "marta", "sol"])
def test_row_13_a_secret_group_answers_as_one_that_never_was(name, request, ana, client_of):
    party, client = secret("Party", ana), client_of(request.getfixturevalue(name))
    for address in READS:
        hidden, never = (client.get(f"/groups/{slug}/{address}") for slug in (party.slug, "never"))
        assert hidden.status_code == never.status_code == 404
        assert same(hidden.content) == same(never.content).replace(b"never", party.slug.encode())
    for address in WRITES:
        hidden, never = (client.post(f"/groups/{slug}/{address}") for slug in (party.slug, "never"))
        assert hidden.status_code == never.status_code == 404
        assert same(hidden.content) == same(never.content).replace(b"never", party.slug.encode())


def test_visiting_clears_what_was_unread(ana, bruno, client_of):
    dinners = group("Dinners", ana, bruno)
    post(bruno, dinners)
    dinners.refresh_from_db()
    assert dinners.membership_of(ana).unread == 1
    client_of(ana).get("/groups/dinners/")
    assert dinners.membership_of(ana).unread == 0


def test_the_group_page_takes_the_same_queries_with_more_posts(ana, client_of, django_assert_max_num_queries):
    dinners, client = group("Dinners", ana), client_of(ana)
    post(ana, dinners)
    client.get("/groups/dinners/")
    with django_assert_max_num_queries(12) as few:
        client.get("/groups/dinners/")
    for n in range(9):
        post(ana, dinners, f"Post {n}")
    client.get("/groups/dinners/")
    with django_assert_max_num_queries(12) as many:
        client.get("/groups/dinners/")
    assert len(many) == len(few)


# --- Coming and going


def test_bruno_joins_a_free_group(bruno, client_of):
    dinners = group("Dinners")
    assert client_of(bruno).post("/groups/dinners/membership/").url == "/groups/dinners/"
    assert dinners.holds(bruno)


def test_bruno_asks_once_however_often_he_sends(bruno, client_of):
    closed("Board")
    client = client_of(bruno)
    for _ in range(2):
        client.post("/groups/board/membership/", {"message": "I row"})
    assert [request.message for request in JoinRequest.objects.all()] == ["I row"]
    assert "You asked to join" in client.get("/groups/board/").content.decode()


def test_a_message_too_long_is_kept_and_said_beside_the_field(bruno, client_of):
    closed("Board")
    page = client_of(bruno).post("/groups/board/membership/", {"message": "x" * 501})
    assert page.status_code == 422
    assert "x" * 501 in page.content.decode()
    assert not JoinRequest.objects.exists()


def test_nobody_walks_into_a_group_by_invitation(bruno, client_of):
    coaches = group("Coaches", joining=Group.Joining.INVITATION)
    assert client_of(bruno).post("/groups/coaches/membership/").status_code == 403
    assert not coaches.holds(bruno)


def test_nobody_leaves_everybodys_group(ana, client_of):
    house = everybody()
    house.admit(ana)
    assert client_of(ana).post("/groups/everybody/membership/remove/").status_code == 403
    assert house.holds(ana)


def test_row_17_after_removal_every_earlier_request_is_refused(ana, gema, client_of):
    party, client = secret("Party", ana, gema), client_of(ana)
    party.promote(ana, by=gema)
    assert client.get(f"/groups/{party.slug}/manage/").status_code == 200
    party.remove(ana, by=gema)
    for address in READS:
        assert client.get(f"/groups/{party.slug}/{address}").status_code == 404
    for address in WRITES:
        assert client.post(f"/groups/{party.slug}/{address}", {"level": "mute"}).status_code == 404


def test_ana_chooses_how_much_she_hears(ana, client_of):
    dinners, client = group("Dinners", ana), client_of(ana)
    client.post("/groups/dinners/membership/level/", {"level": "mute"})
    assert dinners.membership_of(ana).level == "mute"
    client.post("/groups/dinners/membership/level/", {"level": "shout"})
    assert dinners.membership_of(ana).level == "mute"


# --- Running a group


def test_only_those_who_run_it_manage_it(ana, bruno, marta, sol, gema, client_of):
    dinners = group("Dinners", ana, bruno)
    dinners.promote(ana, by=gema)
    allowed = {
        m.name: client_of(m).get("/groups/dinners/manage/").status_code
        for m in (ana, bruno, marta, sol, gema)
    }
    assert list(allowed.values()) == [200, 403, 200, 403, 200]


def form_of(place, **changes):
    fields = ("name", "emoji", "purpose", "rules", "listing", "joining")
    return {name: getattr(place, name) for name in fields} | changes


def test_a_moderator_names_the_group_and_writes_its_rules(marta, client_of):
    dinners = group("Dinners")
    client_of(marta).post("/groups/dinners/manage/", form_of(dinners, name="Suppers", rules="Be **kind**"))
    dinners.refresh_from_db()
    assert (dinners.name, dinners.version) == ("Suppers", 2)
    assert dinners.rules_html == "<p>Be <strong>kind</strong></p>\n"
    assert dinners.slug == "dinners"


def test_row_28_no_form_sets_what_it_does_not_show(marta, client_of):
    dinners = group("Dinners")
    forged = {field.name: "1" for field in Group._meta.fields} | form_of(dinners)
    before = Group.objects.filter(pk=dinners.pk).values().get()
    client_of(marta).post("/groups/dinners/manage/", forged)
    after = Group.objects.filter(pk=dinners.pk).values().get()
    assert {name for name in after if after[name] != before[name]} <= {"version"}


def test_the_default_group_cannot_be_made_secret_by_a_forged_form(gema, client_of):
    house = everybody()
    client_of(gema).post("/groups/everybody/manage/", form_of(house, listing="secret", joining="invitation"))
    house.refresh_from_db()
    assert (house.listing, house.joining) == ("listed", "free")
    assert client_of(gema).post("/groups/everybody/archive/").status_code == 403


def test_an_empty_name_is_refused_beside_the_field_and_nothing_changes(marta, client_of):
    dinners = group("Dinners")
    page = client_of(marta).post("/groups/dinners/manage/", form_of(dinners, name="\u202e  ", purpose="kept"))
    assert page.status_code == 422
    assert "kept" in page.content.decode()
    dinners.refresh_from_db()
    assert dinners.name == "Dinners"


def test_row_16_requests_and_memberships_of_another_group_are_not_found(ana, bruno, gema, client_of):
    mine, other = closed("Board", ana), closed("Coaches", bruno)
    mine.promote(ana, by=gema)
    request, membership = other.ask(by=gema), other.membership_of(bruno)
    for address in (
        f"requests/{request.pk}/acceptance/",
        f"requests/{request.pk}/refusal/",
        f"members/{membership.pk}/moderator/",
        f"members/{membership.pk}/moderator/remove/",
        f"members/{membership.pk}/removal/",
    ):
        assert client_of(ana).post(f"/groups/board/{address}", {"reason": "x"}).status_code == 404
        assert client_of(ana).post(f"/groups/coaches/{address}", {"reason": "x"}).status_code == 403
    assert other.holds(bruno) and not other.holds(gema)


def test_marta_lets_in_who_asked(ana, marta, client_of):
    board = closed("Board")
    request = board.ask(by=ana)
    client_of(marta).post(f"/groups/board/requests/{request.pk}/acceptance/")
    assert board.holds(ana)


def test_marta_lets_in_all_whom_she_read_and_nobody_who_asked_since(ana, bruno, sol, marta, client_of):
    board, client = closed("Board"), client_of(marta)
    board.ask(by=ana)
    last = board.ask(by=bruno)
    page = client.get("/groups/board/manage/").content.decode()
    assert "Let all 2 in" in page and f'name="last" value="{last.pk}"' in page
    board.ask(by=sol)
    for _ in range(2):
        assert client.post("/groups/board/requests/acceptance/", {"last": last.pk}).status_code == 302
    assert board.holds(ana) and board.holds(bruno) and not board.holds(sol)
    board.refresh_from_db()
    assert board.member_count == board.memberships.count()
    page = client.get("/groups/board/manage/").content.decode()
    assert "Let all" not in page and sol.name in page
    client.post("/groups/board/requests/acceptance/", {"last": "many"})
    assert client_of(bruno).post("/groups/board/requests/acceptance/", {"last": "9" * 9}).status_code == 403
    assert not board.holds(sol)


def test_marta_adds_by_handle(ana, marta, client_of):
    coaches = group("Coaches", joining=Group.Joining.INVITATION)
    client_of(marta).post("/groups/coaches/members/add/", {"handle": "@Ana"})
    assert coaches.holds(ana)
    page = client_of(marta).post("/groups/coaches/members/add/", {"handle": "nobody"})
    assert page.status_code == 422 and "nobody" in page.content.decode()


def test_removing_needs_a_reason_that_the_member_reads(ana, marta, client_of):
    dinners = group("Dinners", ana)
    address = f"/groups/dinners/members/{dinners.membership_of(ana).pk}/removal/"
    why = {"ground": "spam", "facts": "On Sunday"}
    assert client_of(marta).post(address, why | {"reason": " "}).status_code == 422
    assert dinners.holds(ana)
    client_of(marta).post(address, why | {"reason": "Sold tickets at the door"})
    assert not dinners.holds(ana)
    page = client_of(ana).get("/notifications/").content.decode()
    assert "Sold tickets at the door" in page and "Marta" not in page


def test_members_do_not_found_groups(ana, sol, marta, client_of):
    form = {
        "name": "Rowers",
        "listing": "listed",
        "joining": "free",
        "submission": "7f0e6f0e-6c3b-4a9b-9d2a-3f1f5f1b9a10",
    }
    for member in (ana, sol):
        assert client_of(member).post("/groups/new/", form).status_code == 403
    for _ in range(2):
        assert client_of(marta).post("/groups/new/", form).url == "/groups/rowers/"
    assert Group.objects.count() == 1


def test_row_20_a_name_is_text_wherever_it_stands(ana, gema, marta, client_of):
    attack = "<script>alert('x')</script>"
    place = group("Dinners", ana, purpose=attack)
    Group.objects.filter(pk=place.pk).update(name=attack, emoji="<b>")
    place.refresh_from_db()
    place.promote(ana, by=gema)
    pages = [
        "/groups/",
        "/groups/dinners/",
        "/groups/dinners/members/",
        "/groups/dinners/manage/",
        "/notifications/",
    ]
    for address in pages:
        page = client_of(ana).get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode() and "<b></span>" not in page.content.decode()
    assert Notification.objects.filter(member=ana).exists()


def test_pages_of_members_join_without_gap_or_double(ana, client_of):
    dinners = group("Dinners", ana)
    for n in range(120):
        dinners.admit(cast.person(f"Guest {n}", handle=f"guest-{n}", email=f"guest{n}@example.com"))
    client, seen, address = client_of(ana), [], "/groups/dinners/members/"
    while address:
        page = client.get(address)
        seen += [membership.member.name for membership in page.context["memberships"]]
        address = page.context["next"] and f"/groups/dinners/members/{page.context['next']}"
    assert len(seen) == len(set(seen)) == 121
    assert seen == sorted(seen, key=str.lower)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "\x00", ""])
def test_a_nonsense_mark_shows_the_first_page(ana, client_of, after):
    group("Dinners", ana)
    assert client_of(ana).get("/groups/dinners/members/", {"after": after}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/groups/", "/groups/dinners/", "/notifications/", "/notifications/?after=0", "/no/"]
)
def test_row_14_pages_of_members_are_kept_by_nobody(ana, client_of, address):
    group("Dinners", ana)
    assert client_of(ana).get(address)["Cache-Control"] == "private, no-store"


def test_marta_who_makes_a_group_secret_shuts_herself_out(marta, client_of):
    dinners = group("Dinners")
    answer = client_of(marta).post(
        "/groups/dinners/manage/", form_of(dinners, listing="secret", joining="invitation")
    )
    assert answer.url == "/groups/"
    assert client_of(marta).get("/groups/dinners/manage/").status_code == 404
