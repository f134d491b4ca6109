"""Markup in every text: names, groups, titles, files, answers, the brand (row 20). Pages show it and run none of it."""

from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from accounts.brand.models import Brand, Centre
from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.media.models import Upload
from accounts.members.models import Member
from community.groups.models import Group
from community.moderation.models import ModerationAct
from community.reports.models import Report
from tests import cast
from tests.accounts.media.examples import upload_of
from tests.architecture.test_templates import Reader
from tests.browsers import chromium
from tests.community.examples import comment, everybody, post
from tests.markup.payloads import PAYLOADS
from tests.tickets.examples import complaint_of, private_complaint_of, team_with
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply
from tickets.teams.models import Category
from tickets.workplace.models import SavedFilter

pytestmark = pytest.mark.django_db
OURS = {
    "script": "src",
    "link": "href",
    "form": "action",
    "button": "formaction",
    "iframe": "src",
    "img": "src",
}
FOREIGN_TAGS = {"base", "object", "embed", "iframe", "marquee", "math", "animate"}


class Strict(Reader):
    """What a page would run or fetch beyond what is ours."""

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        names = dict(attrs)
        if tag in FOREIGN_TAGS or (tag == "meta" and "http-equiv" in names):
            self.runs.append(f"<{tag}>")
        if (address := names.get(OURS.get(tag, ""))) and not is_ours(address):
            self.runs.append(f"<{tag}> {address}")
        # Links of members' own go out, to the web and to mail alone.
        if tag == "a" and urlsplit((names.get("href") or "").strip()).scheme not in (
            "",
            "http",
            "https",
            "mailto",
            "tel",
        ):
            self.runs.append(f"<a> {names['href']}")


def is_ours(address: str) -> bool:
    return address.startswith(("/", "#", "?", "data:image/")) and not address.startswith("//")


@pytest.fixture
def house(ana, bruno, marta, sol, gema):
    """A club in which every word that somebody chose is a payload, each payload somewhere in each kind of text."""
    spoil_brand()
    place = everybody()
    people = [cast.person("X", handle=f"p{number}") for number, _payload in enumerate(PAYLOADS)]
    for person, payload in zip(people, PAYLOADS, strict=True):
        Member.objects.filter(pk=person.pk).update(name=payload[:80], bio=payload[:280], title=payload[:60])
        person.refresh_from_db()
        place.admit(person)
    for one in (ana, bruno, marta, sol, gema):
        place.admit(one)
    team_with(sol)
    thread = post(ana, place, "Where all of them speak", kind="question")
    said = [
        post(person, place, f"{payload}\n\n{payload}", title=payload[:140])
        for person, payload in zip(people, PAYLOADS, strict=True)
    ]
    for person, payload in zip(people, PAYLOADS, strict=True):
        comment(person, thread, payload)
    spoil_pictures(said)
    spoil_groups(gema, ana)
    spoil_desk(ana, bruno, marta, sol, gema, said)
    ticket = spoil_ticket(ana, sol)
    return {
        "thread": thread,
        "said": said,
        "ticket": ticket,
        "ana": ana,
        "sol": sol,
        "marta": marta,
        "gema": gema,
    }


def spoil_brand() -> None:
    text = PAYLOADS[54]
    Brand.objects.update_or_create(
        pk=1,
        defaults={
            "name": text[:60], "short_name": text[:12], "legal_name": PAYLOADS[5], "address": PAYLOADS[18],
            "service_hours": PAYLOADS[19], "service_text": PAYLOADS[20], "adr_text": PAYLOADS[28],
            "contact_phone": '"><b>', "arbitration_body": PAYLOADS[50],
        },
    )  # fmt: skip
    Brand.forget()
    Centre.objects.create(name=PAYLOADS[6], slug="centre", address=PAYLOADS[50])


def spoil_pictures(said) -> None:
    for one, payload in zip(said, PAYLOADS, strict=True):
        upload = upload_of(one.author)
        Upload.objects.filter(pk=upload.pk).update(name=f"{payload[:190]}.png")
        one.pictures.create(upload=upload, alt=payload[:200])


def spoil_groups(gema, ana) -> None:
    for number, payload in enumerate(PAYLOADS):
        group = Group.objects.create(
            name=payload[:80], slug=f"g{number}", purpose=payload[:280], emoji=payload[:8], rules=payload,
            joining="request" if number % 2 else "free",
        )  # fmt: skip
        group.change(by=gema, rules=payload)
        if number < 12:
            group.admit(ana, by=gema)
        elif number % 2:
            group.ask(by=ana, message=payload)


def spoil_desk(ana, bruno, marta, sol, gema, said) -> None:
    for payload, one in list(zip(PAYLOADS, said, strict=True))[:15]:
        Report.objects.receive(one, by=bruno, reason="insult", note=payload[:500])
        ModerationAct.objects.create(
            kind="hidden", member=ana, post=one, group=one.group, group_name=payload[:80], by=marta, ground="insult",
            reason=payload[:280], facts=payload[:500], clause=payload[:140],
        )  # fmt: skip
        Invitation.issue(by=marta, note=payload[:280], max_uses=3)
        CannedReply.objects.create(name=payload[:60], shortcut=f"c{one.pk}", body_en=payload, body_es=payload)
        Category.objects.create(name=payload[:60], name_es=payload[:60])
        SavedFilter.objects.keep(by=sol, name=payload[:40], query="view=all")
    cast.person(PAYLOADS[5], handle="waits", approved_at=None)


def spoil_ticket(ana, sol) -> Ticket:
    for payload in PAYLOADS[:30]:
        private_complaint_of(ana, payload, asks_for=payload[:500])
    ticket = complaint_of(ana, everybody(), "\n\n".join(PAYLOADS))
    for payload in PAYLOADS:
        ticket.reply(by=sol, body=payload)
        ticket.note(by=sol, body=payload)
        ticket.write(by=ana, body=payload)
    ticket.answer_publicly(by=sol, body=PAYLOADS[0], signed_as=PAYLOADS[5][:80])
    ticket.wait_for_customer(by=sol, missing=PAYLOADS[50])
    Ticket.objects.filter(pk=ticket.pk).update(promise_reason=PAYLOADS[50], outcome_text=PAYLOADS[5])
    return ticket


def pages_of(house) -> dict[str, list[str]]:
    """Whose pages, and which."""
    thread, ticket, first = house["thread"], house["ticket"], house["said"][0]
    feed = [f"/?show=all&before={one.pk}" for one in house["said"][19::20]]
    desk = f"/admin/tickets/ticket/{ticket.pk}/change/"
    return {
        "ana": [
            "/", *feed, f"/posts/{thread.pk}/", f"/posts/{thread.pk}/thread/", f"/posts/{first.pk}/", "/groups/",
            "/groups/g0/", "/groups/g12/", "/groups/g13/", "/groups/everybody/members/", "/groups/g1/rules/",
            "/notifications/", "/notifications/?after=0", "/requests/", f"/requests/{ticket.key}/",
            f"/requests/{ticket.key}/conversation/", "/members/p0/", "/members/p5/", "/members/p54/",
            f"/posts/{ticket.post_id}/", f"/posts/{first.pk}/report/", f"/posts/{first.pk}/complaint/", "/posts/new/",
            "/settings/", "/customer-service/",
            *[f"/moderation/acts/{act.pk}/" for act in ModerationAct.objects.all()],
        ],
        "marta": [
            "/moderation/", "/moderation/?show=acts", "/groups/g13/manage/", "/invitations/", "/members/pending/",
        ],
        "sol": [
            "/admin/tickets/ticket/", "/admin/tickets/ticket/?view=all", "/admin/tickets/cannedreply/",
            *[f"{desk}?tab={tab}" for tab in ("public", "customer", "internal", "history")],
        ],
        "gema": [
            "/admin/", "/admin/accounts/member/", "/admin/accounts/member/?p=1", "/admin/accounts/brand/1/change/",
            "/admin/accounts/centre/", "/admin/accounts/invitation/", "/admin/tickets/category/",
            "/admin/tickets/policy/",
        ],
        "": ["/accounts/login/", "/track/", f"/invitation/{Invitation.objects.first().token}/", "/accounts/signup/"],
    }  # fmt: skip


def answers(house, client_of) -> dict[str, object]:
    found = {}
    for name, paths in pages_of(house).items():
        client = client_of(house[name]) if name else client_of()
        for path in paths:
            found[path] = client.get(path)
            assert found[path].status_code == 200, (path, found[path].status_code)
    return found


def test_row_20_nothing_runs_what_people_wrote(house, client_of):
    """One house for pages, mails and browser: it takes long to furnish."""
    kept = answers(house, client_of)
    no_page_runs_it(kept)
    no_mail_runs_it()
    chromium_does_not_run_it_either(kept)


def no_page_runs_it(kept) -> None:
    running = {}
    for path, answer in kept.items():
        text = answer.content.decode()
        if answer["Content-Type"].startswith("application/json"):
            text = "".join(item["html"] for item in answer.json().get("items", []))
        reader = Strict()
        reader.feed(text)
        if reader.runs:
            running[path] = reader.runs[:5]
    assert running == {}


def no_mail_runs_it() -> None:
    letters = [mail for mail in Mail.objects.all() if mail.html]
    assert len(letters) > 20
    for mail in letters:
        reader = Strict()
        reader.feed(mail.html)
        own = [
            found for found in reader.runs if found == "<style>" or found.startswith("style=")
        ]  # a mail's only way
        assert reader.runs.count("<style>") <= 1 and reader.runs == own, mail.kind
        assert "\n" not in mail.subject and "\r" not in mail.subject


def chromium_does_not_run_it_either(kept) -> None:
    """A real browser, the pages' own policy: no dialog opens, no foreign host is asked, nothing has to be blocked."""
    heard, asked = [], []

    def serve(route):
        address = urlsplit(route.request.url)
        path = address.path + (f"?{address.query}" if address.query else "")
        if address.netloc != "house.test":
            asked.append(route.request.url)
            route.abort()
        elif path in kept:
            answer = kept[path]
            route.fulfill(status=200, headers=dict(answer.headers.items()), body=answer.content)
        elif address.path.startswith("/static/") and (
            file := finders.find(address.path.removeprefix("/static/"))
        ):
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, body="")

    with chromium() as browser:
        page = browser.new_page()
        page.route("**/*", serve)
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.on(
            "console",
            lambda said: heard.append(said.text) if "Content Security Policy" in said.text else None,
        )
        for path, answer in kept.items():
            if answer["Content-Type"].startswith("text/html"):
                page.goto(f"http://house.test{path}")
                page.wait_for_load_state()
    assert heard == []
    assert asked == []


def test_the_payloads_are_many_and_different():
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 60
