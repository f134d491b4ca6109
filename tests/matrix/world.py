"""The club that the permission matrix walks through: everybody in it, and one thing of each kind.

Every thing that is not for all carries a word of its own, `canary-<kind>-<what>`; KNOWS says who may ever read it.
"""

import uuid
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.brand.models import Brand, Centre
from accounts.imports import work as imports
from accounts.imports.models import Import
from accounts.invitations.models import Invitation
from accounts.legal.models import LegalText
from accounts.mail.incoming import replies, sorting
from accounts.members import second_factor
from accounts.members.models import Member
from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest
from community.alerts.models import Alert
from community.chat.models import Message, Room
from community.concert.models import Concert
from community.groups.models import Group
from community.moderation.appeals import Appeal
from community.moderation.corrections import Correction
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal
from community.moderation.statements import about
from community.notifications import leaving
from community.notifications.channels import SORTS
from community.notifications.models import Notification
from community.notifications.subscriptions import PushKey, PushSubscription
from community.profiles.models import ProfileField
from community.reports.models import Report
from community.search.models import UnansweredSearch
from community.wordrules.models import WordRule
from tests import cast
from tests.accounts.media.examples import upload_of
from tests.community.contests.examples import contest, handed_in
from tests.community.events.examples import event
from tests.community.examples import closed, comment, everybody, group, post, secret
from tests.community.polls.examples import poll
from tests.community.tournaments.examples import drawn, tournament
from tests.matrix.table import DEVICE, KNOWS, NEVER, ROLES
from tests.tickets.examples import private_complaint_of
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply
from tickets.sla.models import BusinessCalendar, Policy
from tickets.talks.models import Talk
from tickets.teams.models import Category, Team
from tickets.workplace.models import SavedFilter


def canary(kind: str, what: str) -> str:
    return f"canary-{kind}-{what}"


def device_of(member, number: str) -> PushSubscription:
    keys = DEVICE | {"endpoint": f"https://push.example.com/device/{number}"}
    return PushSubscription.objects.subscribe(by=member, session_key=f"nobody-{number}", **keys)


class World(SimpleNamespace):
    """Attributes are dicts: kind of thing → the thing. `people`, `clients`: role → person, browser."""

    fresh = staticmethod(lambda: str(uuid.uuid4()))

    def unknown(self, role: str, name: str, method: str, ask):
        """What `ask` answers, asked once for each role, address and method."""
        if (role, name, method) not in self.answers:
            self.answers[role, name, method] = ask()
        return self.answers[role, name, method]

    def allowed(self, role: str) -> set[str]:
        """The canaries that this role may read somewhere."""
        return {word for (word, who) in self.canaries.items() if role in who}


def build() -> World:
    world = World(canaries={}, answers={})
    world.people = people()
    everybody_in(world)
    for step in (
        groups,
        posts,
        comments,
        gatherings,
        talk,
        tickets,
        talks,
        letters,
        files,
        desk,
        odds_and_ends,
    ):
        step(world)
    world.clients = {role: browser(world, role) for role in ROLES}
    sessions(world)
    return world


def people() -> dict[str, Member]:
    everybody()
    found = {
        "ana": cast.ana(),
        "bruno": cast.bruno(),
        "carla": cast.person("Carla Ramos"),
        "keeper": cast.person("Kira Keeper", handle="keeper"),
        "marta": cast.marta(),
        "sol": cast.sol(),
        "otto": cast.person("Otto Lang", role=Member.Role.AGENT),
        "gema": cast.gema(),
        "invited": cast.person("Ines Invited", joined_at=None, approved_at=None, password=""),
        "pending": cast.person("Pedro canary-pending-name", handle="pedro", approved_at=None),
        "suspended": cast.person("Sara Suspended"),
        "former": cast.person("Fred Former"),
    }
    found["half"] = found["sol"]  # an agent who has not shown the second factor in this browser
    return found


def everybody_in(world: World) -> None:
    world.default = everybody()
    for name in ("ana", "bruno", "carla", "keeper", "marta", "sol", "otto", "gema", "suspended", "former"):
        world.default.admit(world.people[name])


def groups(world: World) -> None:
    ana, carla, keeper = (world.people[name] for name in ("ana", "carla", "keeper"))
    known = {"purpose": "For whoever plays"}
    world.group = {
        "open": group("Courts", ana, carla, **known),
        "closed": closed("Dinners", ana, carla, keeper),
        "secret": secret(mark(world, "secret", "name"), ana, carla, keeper),
    }
    for kind in ("closed", "secret"):
        place = world.group[kind]
        place.promote(keeper, by=keeper)
        place.change(by=keeper, rules=mark(world, "other" if kind == "closed" else kind, "rules"))
    Group.objects.filter(pk=world.group["secret"].pk).update(slug="k7f3q9")
    world.group["secret"].refresh_from_db()
    world.group["closed"].change(by=keeper, purpose="Whoever asks may be let in")
    world.group["never"] = SimpleNamespace(slug="never-existed", pk=NEVER)


def mark(world: World, kind: str, what: str) -> str:
    """The canary of this thing, noted with whoever may read it."""
    world.canaries[canary(kind, what)] = KNOWS[kind]
    return canary(kind, what)


def posts(world: World) -> None:
    ana, carla = world.people["ana"], world.people["carla"]

    def by(member, place, what, **fields):
        return post(member, place, f"Said in the group. {mark(world, what, 'post')}", **fields)

    world.post = {
        "own": by(ana, world.group["open"], "own"),
        "other": by(carla, world.default, "other"),
        "closed": by(carla, world.group["closed"], "closed"),
        "secret": by(carla, world.group["secret"], "secret", title=mark(world, "secret", "title")),
        "handled": by(carla, world.group["closed"], "handled", kind="complaint"),
        "hidden": by(carla, world.default, "hidden"),
        "deleted": by(carla, world.default, "deleted"),
        "never": SimpleNamespace(pk=NEVER),
    }
    for kind, one in world.post.items():
        if kind not in ("never", "deleted"):
            changed = f"{one.body} Changed. {mark(world, kind, 'edit')}"
            one.edit(by=one.author, body=changed, tags=[f"under-{kind}", mark(world, kind, "tag")])
    world.post["hidden"].hide(by=world.people["marta"], reason="It insults")
    world.post["deleted"].delete(by=carla)


def comments(world: World) -> None:
    ana, carla = world.people["ana"], world.people["carla"]

    def below(kind, of, by=carla):
        return comment(by, world.post[of], f"A word. {mark(world, kind, 'comment')}")

    world.comment = {
        "own": below("own", "other", by=ana),
        "other": below("other", "own"),
        "closed": below("closed", "closed"),
        "secret": below("secret", "secret"),
        "handled": below("handled", "handled"),
        "hidden": below("hidden", "other"),
        "deleted": below("deleted", "other"),
        "never": SimpleNamespace(pk=NEVER),
    }
    for kind, one in world.comment.items():
        if kind != "never":
            one.edit(by=one.author, body=f"{one.body} Changed.")
    world.comment["hidden"].hide(by=world.people["marta"])
    world.comment["deleted"].delete(by=carla)


def talk(world: World) -> None:
    """A room of each kind, and a message in each; all but one are Carla's."""
    ana, carla, keeper = (world.people[name] for name in ("ana", "carla", "keeper"))
    name = mark(world, "room-private", "name")
    world.room = {
        "default": world.default.room,
        "closed": world.group["closed"].room,
        "secret": world.group["secret"].room,
        "private": Room.objects.gather(by=ana, with_=[carla, keeper], name=name),
        "direct": Room.objects.direct(by=carla, with_=ana),
    }

    def said(by, where, what):
        words = f"Said in the room. {mark(world, f'room-{what}' if what in world.room else what, 'message')}"
        return Message.objects.send(room=world.room[where], by=by, body=words, as_of=timezone.now())

    world.message = {
        "own": said(ana, "default", "own"),
        "other": said(carla, "default", "other"),
        **{kind: said(carla, kind, kind) for kind in ("closed", "secret", "private", "direct")},
        "hidden": said(carla, "default", "hidden"),
        "deleted": said(carla, "default", "deleted"),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.message["hidden"].hide(by=world.people["marta"], reason="It insults")
    world.message["deleted"].delete(by=carla)
    for words in ("Hm.", "Well."):  # what stands nearest is shown to whoever judges
        Message.objects.send(room=world.room["direct"], by=carla, body=words, as_of=timezone.now())
    world.message["reported"] = Message.objects.send(
        room=world.room["direct"], by=carla, body="You fool.", as_of=timezone.now()
    )
    world.room["never"] = SimpleNamespace(pk=NEVER)


def gatherings(world: World) -> None:
    """A poll, an event, a tournament and a photo contest of each kind; Ana and Carla have voted where Ana is, are
    coming, play each other, and have a picture in."""
    ana, carla = world.people["ana"], world.people["carla"]
    places = {"own": world.group["open"], "other": world.default, "hidden": world.default}
    places |= {kind: world.group[kind] for kind in ("closed", "secret")}
    world.poll, world.event, world.tournament, world.contest = {}, {}, {}, {}
    for kind, place in places.items():
        by = ana if kind == "own" else carla
        asked = poll(by, place, mark(world, kind, "option"), "No", title="Shall we?", as_of=timezone.now())
        planned = event(by, place, "A dinner", place=mark(world, kind, "place"))
        for member in (ana, carla) if kind != "other" else (carla,):
            asked.vote(by=member, options=[asked.options.first().pk])
            planned.rsvp(by=member, answer="yes")
        world.poll[kind], world.event[kind] = asked, planned
        starts = timezone.now() + timedelta(days=9)
        cup = tournament(by, place, "A cup", place=mark(world, kind, "court"), starts_at=starts)
        world.tournament[kind] = drawn(cup, ana, carla)
        world.contest[kind] = handed_in(contest(by, place, "A contest"), ana, carla)
    gathered = (world.poll, world.event, world.tournament, world.contest)
    for one in (found["hidden"] for found in gathered):
        one.post.hide(by=world.people["marta"], reason="It insults")
    for found in gathered:
        found["never"] = SimpleNamespace(pk=NEVER)


def tickets(world: World) -> None:
    ana, carla, sol, otto = (world.people[name] for name in ("ana", "carla", "sol", "otto"))
    Team.objects.default().members.add(sol)
    legal = Team.objects.create(name="Legal", signature="The board")
    legal.members.add(otto)
    world.team = {"mine": Team.objects.default(), "theirs": legal}
    upload = upload_of(ana)
    own = private_complaint_of(ana, mark(world, "ticket", "text"), uploads=[upload])
    elsewhere = private_complaint_of(carla, mark(world, "elsewhere", "text"))
    Ticket.objects.filter(pk=elsewhere.pk).update(team=legal)
    elsewhere.refresh_from_db()
    world.ticket = {
        "own": own,
        "handled": Ticket.objects.of(world.post["handled"]),
        "elsewhere": elsewhere,
        "never": SimpleNamespace(pk=NEVER, key="RIB-2026-999999-K"),
    }
    own.reply(by=sol, body=mark(world, "ticket", "reply"), submission=uuid.uuid4())
    own.note(by=sol, body=mark(world, "desk", "note"), submission=uuid.uuid4())
    elsewhere.note(by=otto, body=mark(world, "elsewhere-desk", "note"), submission=uuid.uuid4())
    handled = world.ticket["handled"]
    handled.note(by=sol, body=mark(world, "desk", "note-too"), submission=uuid.uuid4())
    world.slip = upload


def talks(world: World) -> None:
    """Ana waits for a person; Carla talks with Sol."""
    at = datetime(2026, 11, 16, 10, tzinfo=UTC)  # a Monday morning
    world.talk = {
        "own": Talk.objects.ask(by=world.people["ana"], text=mark(world, "talk-own", "words"), as_of=at),
        "taken": Talk.objects.ask(
            by=world.people["carla"], text=mark(world, "talk-taken", "words"), as_of=at
        ),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.talk["taken"].take(by=world.people["sol"], as_of=at)


def letters(world: World) -> None:
    """What came in by mail: on Ana's request, put aside for it, for nobody's, and for that of another team."""
    ana, bruno = world.people["ana"], world.people["bruno"]

    def came(ticket, member, words: str, sender: str = ""):
        to = replies.address_for("c", member.pk, ticket.pk) if ticket else "club@example.com"
        spam = "" if ticket else "X-Spam-Flag: YES\n"
        raw = f"From: {sender or member.email}\nTo: {to}\n{spam}Subject: {words}\n\n{words}\n"
        return sorting.sort(sorting.receive(raw.encode(), door="test")[0].pk)

    own, elsewhere = world.ticket["own"], world.ticket["elsewhere"]
    world.letter = {
        "own": came(own, ana, mark(world, "ticket", "letter")),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.aside = {
        "own": came(own, ana, mark(world, "desk", "aside"), sender=bruno.email),
        "nobodys": came(None, bruno, mark(world, "desk", "aside-of-nobody")),
        "elsewhere": came(
            elsewhere, world.people["carla"], mark(world, "elsewhere-desk", "aside"), sender=bruno.email
        ),
        "never": SimpleNamespace(pk=NEVER),
    }


def files(world: World) -> None:
    ana, carla = world.people["ana"], world.people["carla"]
    world.upload = {"own": upload_of(ana), "loose": upload_of(carla), "slip": world.slip}
    for kind in ("closed", "secret", "hidden"):
        upload = upload_of(carla)
        world.post[kind].pictures.create(upload=upload, alt=mark(world, kind, "alt"))
        world.upload[kind] = upload
    below = {
        "answering": world.comment["closed"], "withheld": world.comment["hidden"],
        "told": world.message["direct"], "judged": world.message["reported"],
    }  # fmt: skip
    for kind, said in below.items():
        world.upload[kind] = upload_of(carla)
        said.pictures.create(upload=world.upload[kind])
    world.upload["never"] = SimpleNamespace(pk=uuid.UUID(int=7))


def desk(world: World) -> None:
    """What lies on the moderators' desk, and what was done."""
    people, bruno = world.people, world.people["bruno"]
    told = {kind: mark(world, f"report-{kind}", "note") for kind in ("open", "closed", "secret")}
    ana = people["ana"]
    Report.objects.receive(world.post["other"], by=bruno, reason="insult", note=told["open"])
    Report.objects.receive(world.post["closed"], by=ana, reason="insult", note=told["closed"])
    Report.objects.receive(world.post["secret"], by=ana, reason="insult", note=told["secret"])
    Report.objects.receive(world.comment["other"], by=ana, reason="insult")
    Report.objects.receive(world.comment["closed"], by=ana, reason="insult")
    Report.objects.receive(world.comment["secret"], by=ana, reason="insult")
    for kind in ("other", "closed", "secret", "reported"):
        Report.objects.receive(world.message[kind], by=ana, reason="insult")
    Report.objects.receive(people["carla"], by=ana, reason="insult")
    acts = ModerationAct.objects
    world.act = {
        kind: acts.create(
            kind="hidden", member=people["carla"], group=place, group_name=place.name, post=world.post[of],
            by=people["gema"], ground="insult", facts="Said so", reason=mark(world, f"act-{kind}", "reason"),
        )
        for kind, of, place in (
            ("open", "hidden", world.default), ("closed", "closed", world.group["closed"]),
            ("secret", "secret", world.group["secret"]),
        )
    }  # fmt: skip
    world.act["concerning"] = acts.create(
        kind="removed", member=ana, group=world.group["closed"], group_name="Dinners", by=people["gema"],
        ground="insult", facts="Said so", reason=mark(world, "act-concerning", "reason"),
    )  # fmt: skip
    world.act["mailed"] = acts.create(
        kind="closed", member=people["carla"], group=world.default, group_name=world.default.name,
        post=world.post["other"], by=people["gema"], ground="insult", facts="Said so", reason="It insults",
    )  # fmt: skip
    world.act["never"] = SimpleNamespace(pk=NEVER)
    world.appeal = {
        kind: Appeal.objects.lodge(world.act[kind], words="No") for kind in ("concerning", "secret")
    }
    world.proposal = {
        kind: Proposal.objects.propose("hidden", world.post[kind], by=people[by], ground="insult", facts="Said so",
                                       reason="It insults", **about(world.post[kind]))
        for kind, by in (("handled", "marta"), ("secret", "keeper"))
    }  # fmt: skip
    world.data_request = {
        "open": DataRequest.objects.enter(
            by=people["gema"], received_on=timezone.localdate(), kind="access", way="letter", name="Eva"
        ),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.breach = {
        "open": Breach.objects.enter(by=people["gema"], known_at=timezone.now(), what="A list", whom="Forty"),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.correction = {
        kind: Correction.objects.create(
            by=people["gema"], ground="insult", reason="It insults", **about(world.post[kind])
        )
        for kind in ("other", "secret")
    } | {"never": SimpleNamespace(pk=NEVER)}
    written = {
        "offence": "honour",
        "reasons": "Slander",
        "name": "Eva",
        "email": "eva@example.org",
        "language": "en",
    }
    world.alert = {
        kind: Alert.objects.receive(submission=None, location=f"/posts/{world.post[of].pk}/", **written)
        for kind, of in (("open", "other"), ("secret", "secret"))
    }
    world.rule = {
        kind: WordRule.objects.create(words="ticket*", action="hold", group=place)
        for kind, place in (("house", None), ("secret", world.group["secret"]))
    }
    world.rule["never"] = SimpleNamespace(pk=NEVER)
    pair = {"one": people["ana"], "other": people["bruno"], "cluster": people["ana"].pk}
    world.concert = {
        "pair": Concert.objects.create(**pair, score=50, reasons={"device": 2}, seen_at=timezone.now()),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.alert["never"] = SimpleNamespace(pk=NEVER)
    world.appeal["never"] = world.proposal["never"] = SimpleNamespace(pk=NEVER)
    asking = cast.person("Nuria Asks")
    world.default.admit(asking)
    elsewhere = group("Choir", asking, joining=Group.Joining.REQUEST)
    world.asked = {
        "closed": world.group["closed"].ask(by=asking, message=mark(world, "request-closed", "message")),
        "foreign": elsewhere.ask(by=people["carla"], message="Let me in"),
    }


def list_of(manager: Member) -> Import:
    """A list that was checked and not entered; one of its rows is wrong."""
    text = "Name;E-mail\ncanary-import;new@example.com\ncanary-import;nowhere\n"
    one = Import.objects.receive(SimpleUploadedFile("list.csv", text.encode()), by=manager)
    imports.work_due()
    one.refresh_from_db()
    one.match(one.columns)
    imports.work_due()
    return one


def odds_and_ends(world: World) -> None:
    people = world.people
    world.invitation = {
        "martas": Invitation.issue(by=people["marta"], email="canary-invitation-marta@example.com"),
        "gemas": Invitation.issue(by=people["gema"], email="canary-invitation-gema@example.com"),
        "link": Invitation.issue(by=people["gema"], max_uses=5),
        "never": SimpleNamespace(pk=NEVER, token="nobody-ever-made-this-token"),
    }
    world.imported = {"list": list_of(people["gema"]), "never": SimpleNamespace(pk=NEVER)}
    world.way_out = {
        "link": leaving.address_for(people["ana"], [SORTS["replies"]]).split("/")[-2],
        "never": "1-mail-replies.nobody-ever-signed-this",
    }
    world.canaries |= {
        "canary-invitation-marta": KNOWS["invitation-martas"],
        "canary-invitation-gema": KNOWS["invitation-gemas"],
        "canary-import": KNOWS["import"],
        "canary-pending-name": KNOWS["pending"],
        "canary-filter": KNOWS["filter"],
        "canary-canned": KNOWS["desk-settings"],
    }
    world.notification = {
        "own": Notification.objects.filter(member=people["ana"]).first(),
        "other": Notification.objects.filter(member=people["carla"]).first(),
        "never": SimpleNamespace(pk=NEVER),
    }
    assert world.notification["own"] and world.notification["other"]
    PushKey.objects.own()
    world.device = {
        "own": device_of(people["ana"], "2"),
        "other": device_of(people["carla"], "3"),
        "never": SimpleNamespace(pk=NEVER),
    }
    world.export = {"never": uuid.UUID(int=NEVER)}
    world.sealed = {"never": SimpleNamespace(pk=NEVER)}
    world.filter = {
        "sols": SavedFilter.objects.keep(by=people["sol"], name="canary-filter", query="q=water"),
        "never": SimpleNamespace(pk=NEVER),
    }
    category = Category.objects.create(name="Pool", team=world.team["mine"])
    reply = CannedReply.objects.create(
        name="canary-canned", shortcut="hello", body_en="Hello", body_es="Hola"
    )
    world.setting = {
        "tickets_category": category,
        "tickets_cannedreply": reply,
        "tickets_team": world.team["theirs"],
        "tickets_policy": Policy.objects.create(kind="claim", first_answer_minutes=60),
        "tickets_businesscalendar": BusinessCalendar.objects.default(),
        "accounts_brand": Brand(pk=1),
        "accounts_centre": Centre.objects.create(name="Pool hall", slug="pool-hall"),
        "accounts_member": people["carla"],
        "accounts_legaltext": LegalText.objects.publish(
            page="rules", language="en", body="Be kind.", by=people["gema"]
        ),
        "accounts_invitation": world.invitation["gemas"],
        "community_profilefield": ProfileField.objects.create(label="Sport", label_es="Deporte"),
        "community_unansweredsearch": UnansweredSearch.objects.create(
            words="aqua", language="en", day=timezone.now().date()
        ),
    }
    now = timezone.now()
    Member.objects.filter(pk=people["suspended"].pk).update(
        suspended_at=now, suspended_until=now + timedelta(9)
    )
    Member.objects.filter(pk=people["former"].pk).update(left_at=now)


def browser(world: World, role: str) -> Client:
    """A browser in which that person signed in, before whatever has happened to them since."""
    client = Client(raise_request_exception=False)
    if role in world.people:
        member = world.people[role]
        client.force_login(member)
        if member.is_staff and role != "half":
            session = client.session
            second_factor.note(session, member)
            session.save()
    return client


def sessions(world: World) -> None:
    """Ana's and Bruno's browsers as the list of sessions knows them."""
    world.session = {"never": NEVER}
    for kind, role in (("own", "ana"), ("other", "bruno")):
        key = world.clients[role].session.session_key
        listed = UserSession.objects.create(
            user=world.people[role], session_key=key, ip="127.0.0.1", user_agent="A browser"
        )
        world.session[kind] = listed.pk
