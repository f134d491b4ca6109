"""Reading: worded now, in the reader's language, and only as far as they may still see."""

import json

import pytest
from django.utils import translation

from community.notifications import laws, reading
from community.notifications.models import Inbox, Notification
from tests.community.examples import CANARY, closed, comment, group, post, secret

pytestmark = pytest.mark.django_db


def items(member):
    rows = Notification.objects.visible_to(member).newest_first()
    return reading.read(member, rows)


def everything(item) -> str:
    return " ".join(
        [item.sentence, item.thread, item.excerpt, item.address, item.who if not item.is_gone else ""]
    )


def everywhere(client) -> str:
    """Whatever the bell, the list and a page that catches up show."""
    addresses = [
        "/notifications/",
        "/notifications/?show=unread",
        "/notifications/bell/",
        "/notifications/?after=0",
    ]
    pages = [client.get(address) for address in addresses]
    assert {page.status_code for page in pages} == {200}
    return "".join(page.content.decode() for page in pages)


def test_ana_reads_who_commented_where_and_what(ana, marta):
    comment(marta, post(ana, group("Dinners", ana, marta), "Pitch lights are off"), "We are **on** it")
    (item,) = items(ana)
    assert item.sentence == "<b>Marta Vidal</b> commented on Pitch lights are off"
    assert item.thread == "Pitch lights are off"
    assert item.excerpt == "We are on it"


def test_a_name_is_text_never_markup(ana, marta):
    type(marta).objects.filter(pk=marta.pk).update(name="<img src=x onerror=alert(1)>")
    comment(marta, post(ana, group("Dinners", ana, marta)))
    (item,) = items(ana)
    assert "<img" not in item.sentence and "&lt;img" in item.sentence


def test_the_language_is_the_one_of_reading(ana, gema):
    closed("Board").admit(ana, by=gema)
    with translation.override("es"):
        spanish = items(ana)[0].sentence
    with translation.override("en"):
        assert items(ana)[0].sentence == "<b>Gema Prado</b> added you to the group Board"
    assert spanish  # its words are checked with the catalogue


def test_row_2_after_leaving_the_circle_nothing_of_the_thread_is_left(ana, marta, gema, client_of):
    board = closed(f"Board {CANARY}", ana, gema)
    comment(gema, post(ana, board, f"{CANARY} title"), f"{CANARY} excerpt")
    assert CANARY in everywhere(client_of(ana))  # so the test can mean something
    board.remove(ana, by=gema)
    assert CANARY not in everywhere(client_of(ana))
    (item,) = items(ana)
    assert item.is_gone and everything(item) == "Something that you can no longer see   /notifications/ "


def test_row_2_a_group_turned_secret_takes_its_name_along(ana, gema, client_of):
    board = closed(f"Board {CANARY}")
    board.ask(by=ana).decline(by=gema)
    assert CANARY in everywhere(client_of(ana))
    board.change(by=gema, listing="secret")
    assert CANARY not in everywhere(client_of(ana))
    assert items(ana)[0].sentence == "Your request to join a group has been answered"


def test_row_2_a_hidden_or_deleted_comment_is_quoted_nowhere(ana, bruno, marta, client_of):
    dinners = group("Dinners", ana, bruno, marta)
    for act in ({"by": marta, "reason": "Insults"}, {"by": bruno}):
        said = comment(bruno, post(ana, dinners), CANARY)
        assert CANARY in everywhere(client_of(ana))
        said.hide(**act) if act["by"] is marta else said.delete(**act)
        assert CANARY not in everywhere(client_of(ana))


def test_a_secret_group_is_named_to_its_people_only(ana, bruno, gema):
    party = secret(CANARY, ana)
    party.promote(ana, by=gema)
    assert CANARY in everything(items(ana)[0])
    party.remove(ana, by=gema)
    assert CANARY not in everything(items(ana)[0])


def test_an_actor_who_has_left_is_a_former_member(ana, gema):
    closed("Board").admit(ana, by=gema)
    Notification.objects.update(actor=None)
    assert items(ana)[0].sentence == "<b>Former member</b> added you to the group Board"


def test_a_kind_that_nobody_knows_any_more_is_listed_without_words(ana, gema):
    closed("Board").admit(ana, by=gema)
    Notification.objects.update(kind="gone.away")
    assert items(ana)[0].is_gone
    assert laws.notifications_that_nobody_will_see() == 1


def test_more_rows_take_the_same_queries(ana, bruno, marta, gema, client_of, django_assert_max_num_queries):
    dinners, board = group("Dinners", ana, bruno, marta), closed("Board", gema)
    client = client_of(ana)

    def happen(times):
        for n in range(times):
            comment(bruno, post(ana, dinners, f"Post {n}"))
            post(marta, dinners, f"Hello @ana {n}")
            board.ask(by=ana).decline(by=gema)

    happen(1)
    client.get("/notifications/")
    with django_assert_max_num_queries(12) as few:
        client.get("/notifications/")
    happen(8)
    client.get("/notifications/")
    with django_assert_max_num_queries(12) as many:
        client.get("/notifications/")
    assert len(few) == len(many)


def test_the_list_bundles_by_day_and_thread(ana, bruno, marta):
    first = post(ana, group("Dinners", ana, bruno, marta), "First")
    second = post(ana, first.group, "Second")
    for place in (first, second, first):
        comment(bruno, place, f"about {place.headline}")
    ((_day, bundles),) = reading.by_day_and_thread(items(ana))
    assert [[item.thread for item in bundle] for bundle in bundles] == [["First", "First"], ["Second"]]


def test_row_12_catching_up_as_json_says_what_the_page_says_and_no_more(ana, bruno, marta, client_of):
    dinners = group("Dinners", ana, bruno, marta)
    said = comment(bruno, post(ana, dinners), CANARY)
    comment(marta, said.post, "Still here")
    said.hide(by=marta, reason="Insults")
    client = client_of(ana)
    page, answer = (
        client.get("/notifications/").content.decode(),
        client.get("/notifications/?after=0").json(),
    )
    assert len(answer["items"]) == 2
    assert all(set(item) == {"id", "serial", "kind", "read", "html"} for item in answer["items"])
    assert all(item["html"].strip() in page for item in answer["items"])
    assert CANARY not in page + str(answer)


def test_the_fresh_list_is_the_pages_own(ana, gema, client_of):
    closed("Board").admit(ana, by=gema)
    client = client_of(ana)
    page, fresh = (client.get(f"/notifications/{address}").content.decode() for address in ("", "fresh/"))
    assert fresh.strip().replace("\n", "") in page.replace("\n", "")


# --- Marks and serials


def test_opening_marks_read_and_leads_there(ana, bruno, client_of):
    said = comment(bruno, post(ana, group("Dinners", ana, bruno)))
    row = Notification.objects.get(member=ana)
    answer = client_of(ana).get(f"/notifications/{row.pk}/")
    assert answer.url == said.get_absolute_url()
    row.refresh_from_db()
    assert row.read_at and row.serial == 2
    assert Inbox.objects.get(pk=ana.pk).unread == 0


def test_opening_twice_marks_once(ana, gema, client_of):
    closed("Board").admit(ana, by=gema)
    row = Notification.objects.get(member=ana)
    for _ in range(2):
        client_of(ana).get(f"/notifications/{row.pk}/")
    assert Inbox.objects.get(pk=ana.pk).serial == 2


def test_one_is_marked_read_where_it_stands_and_unread_again(ana, gema, client_of):
    closed("Board").admit(ana, by=gema)
    row, client = Notification.objects.get(member=ana), client_of(ana)
    for act, unread in (("reading/", 0), ("reading/", 0), ("reading/remove/", 1), ("reading/remove/", 1)):
        answer = client.post(f"/notifications/{row.pk}/{act}", {"next": "/notifications/?show=unread"})
        assert answer.url == "/notifications/?show=unread"
        assert Inbox.objects.get(pk=ana.pk).unread == unread == laws.wrong_bells() + unread
    assert Inbox.objects.get(pk=ana.pk).serial == 3


def test_row_15_nobody_opens_or_marks_the_notification_of_another(ana, bruno, gema, client_of):
    closed("Board").admit(ana, by=gema)
    row = Notification.objects.get(member=ana)
    assert client_of(bruno).get(f"/notifications/{row.pk}/").status_code == 404
    client_of(bruno).post("/notifications/reading/")
    row.refresh_from_db()
    assert row.read_at is None


def test_marking_all_read_can_be_taken_back(ana, gema, client_of):
    for n in range(3):
        closed(f"Board {n}").admit(ana, by=gema)
    client = client_of(ana)
    old = Notification.objects.filter(member=ana).first()
    old.read()
    page = client.post("/notifications/reading/", follow=True)
    assert Inbox.objects.get(pk=ana.pk).unread == 0
    moment = page.context["marked"]
    client.post("/notifications/reading/remove/", {"at": moment.isoformat()})
    assert Inbox.objects.get(pk=ana.pk).unread == 2
    old.refresh_from_db()
    assert old.read_at
    assert laws.wrong_bells() == 0


@pytest.mark.parametrize("at", ["", "yesterday", "2026-13-45T99:00:00+00:00", "2026-11-22T10:00:00", "\x00"])
def test_taking_back_nonsense_changes_nothing(ana, gema, client_of, at):
    closed("Board").admit(ana, by=gema)
    Notification.objects.mark_all_read(ana)
    assert client_of(ana).post("/notifications/reading/remove/", {"at": at}).status_code == 302
    assert Inbox.objects.get(pk=ana.pk).unread == 0


def test_after_a_gap_a_page_ends_where_a_fresh_one_would(ana, gema, client_of):
    client = client_of(ana)
    state = {}

    def catch_up(after):
        answer = client.get(f"/notifications/?after={after}").json()
        for item in answer["items"]:
            state[item["id"]] = item["read"]
        return answer["after"]

    places = [closed(f"Board {n}") for n in range(6)]
    at = 0
    for n, place in enumerate(places):
        place.admit(ana, by=gema)
        if n % 2:
            at = catch_up(at)
        if n == 3:
            Notification.objects.filter(member=ana).first().read()
    moment = Notification.objects.mark_all_read(ana)
    at = catch_up(at)
    Notification.objects.mark_unread(ana, read_at=moment)
    at = catch_up(at)
    assert state == {row.pk: row.read_at is not None for row in Notification.objects.filter(member=ana)}
    assert at == Inbox.objects.get(pk=ana.pk).serial
    assert catch_up(at) == at


def test_past_two_hundred_a_page_loads_anew(ana, client_of):
    dinners = group("Dinners")
    for n in range(201):
        Notification.objects.tell([ana], kind="community.admitted", subject=dinners, once=str(n))
    client = client_of(ana)
    assert client.get("/notifications/?after=0").json() == {"reload": True}
    assert len(client.get("/notifications/?after=1").json()["items"]) == 200


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "9" * 30, "%00", "1 OR 1=1", "٣"])
def test_nonsense_after_means_load_anew(ana, client_of, after):
    assert json.loads(client_of(ana).get("/notifications/", {"after": after}).content) == {"reload": True}


def test_pages_of_the_list_join_without_gap_or_double(ana, client_of):
    dinners = group("Dinners")
    for n in range(65):
        Notification.objects.tell([ana], kind="community.admitted", subject=dinners, once=str(n))
    client, seen, address = client_of(ana), [], "/notifications/"
    while address:
        page = client.get(address)
        seen += [
            item.notification.pk for _day, bundles in page.context["days"] for b in bundles for item in b
        ]
        address = page.context["next"] and f"/notifications/{page.context['next']}"
    assert seen == list(Notification.objects.order_by("-pk").values_list("pk", flat=True))
