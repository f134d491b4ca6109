"""A secret thing through every side door: filters, places in lists, files, histories, notices, mails, other formats."""

import re

import pytest
from django.urls import reverse

from accounts.mail.models import Mail
from accounts.media.pictures import VARIANTS
from community.groups.models import Group
from community.notifications.models import Notification
from tests.matrix.addresses import path_of
from tests.matrix.asking import HIDDEN, IN, REFUSED, ask, expected, sent
from tests.matrix.table import HOME, TABLE
from tests.matrix.world import World, canary

pytestmark = pytest.mark.django_db

OUTSIDERS = ("bruno", "marta", "sol", "otto")
LISTS = {
    "/": ["", "?show=all", "?show=unanswered", "?show=staff", "?show=mine", "?show=no", "?after=0", "?before=999999"],
    "/groups/": ["", "?q=canary", "?listing=secret"],
    "/search/": ["?q=canary", "?q=canary&in=comments", "?q=canary&in=requests", "?q=canary&by=keeper"],
    "/notifications/": ["", "?after=0", "?show=unread", "?show=mentions", "?show=requests", "?show=work"],
    "/notifications/bell/": [""],
    "/notifications/fresh/": [""],
    "/tournaments/": ["", "?show=mine", "?show=over", "?show=no", "?after=999999999"],
    "/events/": ["", "?show=all", "?show=past", "?month=2031-05"],
    "/moderation/": ["", "?show=acts", "?after=0", "?show=acts&before=999999999"],
    "/requests/": ["", "?show=open", "?show=closed", "?before=999999999"],
    "/posts/new/": ["", "?group=k7f3q9", "?kind=complaint&group=k7f3q9"],
    "/members/carla/": [""],
    "/members/keeper/": [""],
    "/customer-service/": [""],
    "/track/": [""],
    "/settings/": [""],
    "/invitations/": [""],
    "/admin/": [""],
    "/admin/tickets/ticket/": [
        "", "?q=canary", "?q=canary-elsewhere-text", "?view=all&q=canary", "?view=all", "?state=received",
        "?after=_1", "?q=RIB",
    ],
    "/admin/tickets/ticket/rows/": ["?q=canary", "?view=all"],
    "/admin/accounts/member/": ["", "?q=canary"],
    "/admin/accounts/invitation/": ["", "?q=canary"],
}  # fmt: skip
FORMATS = [
    "?format=json", "?format=print", "?format=raw", "?version=1", "?_format=api", "?page=999", ".json", ".csv",
    ".rss", ".txt", ".xml", "raw/", "json/", "feed/", "print/", "export/", "amp/", "embed/", "oembed/",
]  # fmt: skip


@pytest.mark.parametrize(
    "role", sorted(HOME | {"visitor", "pending", "half", "suspended", "former", "invited"})
)
def test_row_01_no_list_or_filter_tells_more_than_its_reader_may_know(world, role):
    told = {}
    for path, questions in LISTS.items():
        for question in questions:
            # What one typed oneself comes back in the field: that tells nothing.
            asked = set(re.findall(r"canary-[a-z-]+[a-z]", question))
            extra = (
                ask(world, role, "get", path + question).canaries() - world.allowed(role) - asked - {"canary"}
            )
            if extra:
                told[path + question] = extra
    assert told == {}


@pytest.mark.parametrize("role", OUTSIDERS)
def test_row_01_a_word_of_a_secret_thing_finds_what_a_word_of_nothing_finds(world, role):
    """The queue's search is the only one there is; Sol finds nothing of Otto's, Otto nothing of Sol's."""
    if role not in ("sol", "otto"):
        assert ask(world, role, "get", "/admin/tickets/ticket/?q=x").status == 302
        return
    foreign = {"sol": "elsewhere", "otto": "own"}[role]
    ticket = world.ticket[foreign]
    for word in (
        ticket.key,
        ticket.text,
        ticket.text[:20],
        ticket.key[:8],
        str(ticket.pk),
        ticket.customer.name,
    ):
        found = ask(world, role, "get", f"/admin/tickets/ticket/rows/?view=all&q={word}").text
        assert f'id="ticket-{ticket.pk}"'.encode() not in found
        if word in (ticket.key, ticket.text):  # of which nothing of one's own holds a part
            assert b'id="ticket-' not in found


@pytest.mark.parametrize("form", FORMATS)
def test_row_12_another_format_of_a_secret_thing_is_not_there(world, form):
    for role in (*OUTSIDERS, "visitor"):
        for path in (f"/posts/{world.post['secret'].pk}/", f"/groups/{world.group['secret'].slug}/"):
            answer = ask(world, role, "get", path + form)
            assert answer.status in (302, 301, 404) and not answer.canaries() - world.allowed(role)


@pytest.mark.parametrize(
    "kind", ["closed", "secret", "hidden", "answering", "withheld", "told", "judged", "loose", "slip"]
)
def test_row_09_a_file_is_shut_in_every_size(world, kind):
    upload = world.upload[kind]
    for variant in (*VARIANTS, "raw", "file", "small", "0", "999999"):
        path = reverse("media", args=[upload.pk, variant])
        for role in ("bruno", "otto", "visitor", "pending", "suspended", "former"):
            assert ask(world, role, "get", path).status in (302, 404)
            assert ask(world, role, "head", path).status in (302, 404)


def test_row_09_a_file_goes_with_the_right_to_its_post(world):
    path = reverse("media", args=[world.upload["secret"].pk, VARIANTS[0]])
    assert ask(world, "ana", "get", path).status == 200

    def afterwards():
        world.group["secret"].remove(world.people["ana"], by=world.people["keeper"])
        return world.clients["ana"].get(path).status_code

    assert undone(world, afterwards) == 404


def test_row_05_an_inner_thing_is_found_in_its_outer_one_only(world):
    """Mismatched pairs: both halves exist and may be seen, but do not belong together."""
    own, other = world.post["own"], world.post["other"]
    kept = {one: one.revisions.first().pk for one in (own, other)}
    words = {one: one.revisions.first().pk for one in (world.comment["own"], world.comment["other"])}
    carla = world.group["closed"].memberships.get(member=world.people["carla"]).pk
    pairs = [
        f"/posts/{own.pk}/history/{kept[other]}/hiding/",
        f"/posts/{own.pk}/history/{words[world.comment['own']]}/hiding/",
        f"/comments/{world.comment['own'].pk}/history/{words[world.comment['other']]}/hiding/",
        f"/comments/{world.comment['own'].pk}/history/{kept[own]}/hiding/",
        f"/groups/{world.group['open'].slug}/members/{carla}/moderator/",
        f"/groups/{world.group['open'].slug}/members/{carla}/moderator/remove/",
        f"/groups/{world.group['open'].slug}/members/{carla}/removal/",
        f"/groups/{world.group['open'].slug}/requests/{world.asked['closed'].pk}/acceptance/",
        f"/groups/{world.group['closed'].slug}/requests/{world.asked['foreign'].pk}/acceptance/",
        f"/groups/{world.group['closed'].slug}/requests/{world.asked['foreign'].pk}/refusal/",
    ]
    cup, foreign = world.tournament["own"].pk, world.tournament["other"]
    match, entry = foreign.matches.get().pk, foreign.entries.first().pk
    pairs += [
        f"/tournaments/{cup}/matches/{match}/{act}/" for act in ("time", "report", "decision", "reopening")
    ]
    pairs += [f"/tournaments/{cup}/entries/{entry}/remove/"]
    for path in pairs:
        for role in ("gema", "ana", "keeper"):
            answer = ask(world, role, "post", path, {"reason": "x"})
            assert answer.status in (403, 404) and not answer.writes, (role, path)
    for tab in ("public", "customer", "internal", "history"):
        page = ask(
            world, "sol", "get", f"/admin/tickets/ticket/{world.ticket['elsewhere'].pk}/change/?tab={tab}"
        )
        assert page.word == HIDDEN


def test_row_04_an_answer_to_a_comment_of_another_post_is_refused(world):
    path = f"/posts/{world.post['other'].pk}/comments/"
    for kind in ("secret", "closed", "hidden", "other"):  # the last one stands below another post
        answer = ask(world, "bruno", "post", path, {"body": "Look", "parent": world.comment[kind].pk})
        assert answer.status == 422 and not answer.writes and not answer.canaries() - world.allowed("bruno")


def test_row_02_what_was_told_before_says_nothing_after_the_right_is_gone(world):
    """Kira commented in the secret group, so Ana's notices name it; then Ana is removed."""
    secret = world.post["secret"]

    def afterwards():
        from tests.community.examples import comment

        comment(world.people["ana"], secret, "I am here too")
        comment(world.people["carla"], secret, f"@ana look {canary('secret', 'mention')}")
        comment(world.people["keeper"], secret, f"@ana look {canary('secret', 'mention')}")
        assert Notification.objects.filter(member=world.people["ana"]).count() > 1
        world.group["secret"].remove(world.people["ana"], by=world.people["keeper"])
        client, told = world.clients["ana"], b""
        for path in (
            "/notifications/",
            "/notifications/?after=0",
            "/notifications/bell/",
            "/notifications/fresh/",
            "/",
        ):
            answer = client.get(path)
            told += answer.content
        letters = Mail.objects.filter(member=world.people["ana"])
        return told, " ".join(f"{mail.subject}" for mail in letters)

    told, letters = undone(world, afterwards)
    assert b"canary-secret" not in told
    assert "canary-secret" not in letters


def test_row_17_whoever_was_removed_repeats_what_they_could_do_before_in_vain(world):
    """All that Ana could do in the secret and the closed group, done again after she was removed from both."""
    before = [
        (name, kind, method)
        for name, door in TABLE.items()
        for kind in door.kinds
        if kind in ("secret", "closed", "handled") and door.of not in ("act", "upload")
        for method in ("get", "post")
        if expected(name, method, "ana", kind) == IN
    ]
    assert len(before) > 20
    paths = {(name, kind): path_of(world, name, kind) for name, kind, _method in before}
    known = {name for name, door in TABLE.items() if door.of == "group"} - {
        "groups:members",
        "groups:rules",
        "groups:level",
    }

    def afterwards():
        for kind in ("secret", "closed"):
            world.group[kind].remove(world.people["ana"], by=world.people["gema"])
        opened = []
        for name, kind, method in before:
            answer = ask(
                world,
                "ana",
                method,
                paths[name, kind],
                sent(world, TABLE[name], kind) if method == "post" else None,
            )
            is_led_on = kind == "closed" and name in known  # that the closed group exists is no secret
            is_shut = is_led_on or (answer.word in (HIDDEN, REFUSED) and not answer.writes)
            if not is_shut or any("secret" in word for word in answer.canaries()):
                opened.append((method, name, kind, answer.status))
        return opened

    assert undone(world, afterwards) == []


def test_a_secret_group_is_in_no_count_and_no_choice(world):
    secret = world.group["secret"]
    for role in OUTSIDERS:
        member = world.people[role]
        assert not Group.objects.visible_to(member).filter(pk=secret.pk).exists()
        page = ask(world, role, "get", "/posts/new/").text
        assert secret.slug.encode() not in page and secret.name.encode() not in page


def test_row_10_what_a_page_may_watch_is_written_on_it_for_its_reader_only(world):
    for role in OUTSIDERS:
        for path in ("/", "/groups/", "/notifications/", "/requests/"):
            topics = re.findall(rb"(?:post|ticket|request|queue):[\w-]+", ask(world, role, "get", path).text)
            assert f"post:{world.post['secret'].pk}".encode() not in topics


def test_the_key_of_a_request_is_read_by_its_customer_and_staff_only(world: World):
    key = world.ticket["handled"].key.encode()
    for role in ("ana", "bruno", "keeper", "marta", "otto"):
        for path in (
            f"/posts/{world.post['handled'].pk}/",
            "/",
            f"/groups/{world.group['closed'].slug}/",
            "/requests/",
        ):
            assert key not in ask(world, role, "get", path).text, (role, path)


def undone(world: World, act):
    """What the act returns; all that it did is undone."""
    from django.db import transaction

    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found
