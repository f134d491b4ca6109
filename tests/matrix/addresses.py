"""Every address of the site by name, and its path for one thing of the world."""

from django.core import signing
from django.urls import URLPattern, get_resolver, reverse

from accounts.media.pictures import VARIANTS
from community.moderation.notices import SALT
from tests.matrix.table import NEVER, TABLE, UNSENT


def patterns(found=None, prefix: str = "", spaces: tuple = ()) -> list[tuple[str, str]]:
    """(name, route) of each address; an address without a name is called by its route."""
    rows = []
    for pattern in get_resolver().url_patterns if found is None else found:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            rows.append((":".join([*spaces, pattern.name]) if pattern.name else route, route))
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            rows.extend(patterns(pattern.url_patterns, route, inner))
    return rows


ROUTES = dict(patterns())


def path_of(world, name: str, kind: str) -> str:
    """The address of this thing, as the named page has it."""
    if name.startswith("admin/("):
        return "/admin/no/such/page/"
    if name.startswith("admin/"):
        return f"/{name.replace('<path:object_id>', str(thing(world, name, kind)['object_id']))}"
    return reverse(name, kwargs=thing(world, name, kind) | extra(world, name, kind))


def extra(world, name: str, kind: str) -> dict:
    """What stands in the address beside the thing itself."""
    if name in ("groups:accept", "groups:decline"):
        return {"pk": world.asked["closed"].pk}
    if name in (
        "groups:promote",
        "groups:demote",
        "groups:crown",
        "groups:step-down",
        "groups:hand-over",
        "moderation:remove",
        "moderation:silence-in-group",
    ):
        place, carla = world.group[kind], world.people["carla"]
        return {"pk": NEVER if kind == "never" else place.memberships.get(member=carla).pk}
    if name in ("events:arrival", "events:no-arrival"):
        return {
            "answer": NEVER
            if kind == "never"
            else world.event[kind].answers.get(member=world.people["carla"]).pk
        }
    if name.removeprefix("tournaments:") in ("match", "time", "report", "decision", "reopening"):
        return {"match": NEVER if kind == "never" else world.tournament[kind].matches.get().pk}
    if name == "tournaments:removal":
        return {"entry": NEVER if kind == "never" else world.tournament[kind].entries.first().pk}
    return {"uidb36": "1", "key": "abc"} if name == "account_reset_password_from_key" else {}


def thing(world, name: str, kind: str) -> dict:
    """The parts of the address that name the thing."""
    of = TABLE[name].of
    if of in world.setting:
        return {"object_id": world.setting[of].pk}
    return FINDERS[of](world, kind) if of else {}


def revision(world, model: str, kind: str) -> dict:
    written = getattr(world, model)[kind]
    kept = written.revisions.first() if kind not in ("never", "deleted") else None
    return {"pk": written.pk, "revision": kept.pk if kept else NEVER}


def picture(world, kind: str) -> int:
    """Carla's, in a contest that has not opened to votes."""
    return NEVER if kind == "never" else world.contest[kind].entries.get(member=world.people["carla"]).pk


def person(world, kind: str) -> dict:
    handles = {"joined": "carla", "pending": "pedro", "former": "fred", "never": "nobody-at-all"}
    return {"handle": handles[kind]}


def member(world, kind: str) -> dict:
    people = {"reported": world.people["carla"], "pending": world.people["pending"]}
    return {"pk": people[kind].pk if kind in people else NEVER}


FINDERS = {
    "post": lambda world, kind: {"pk": world.post[kind].pk},
    "tag": lambda world, kind: {"key": f"under-{kind}"},
    "poll": lambda world, kind: {"pk": world.poll[kind].pk},
    "contest": lambda world, kind: {"pk": world.contest[kind].pk},
    "picture": lambda world, kind: {"pk": picture(world, kind)},
    "event": lambda world, kind: {"pk": world.event[kind].pk},
    "tournament": lambda world, kind: {"pk": world.tournament[kind].pk},
    "comment": lambda world, kind: {"pk": world.comment[kind].pk},
    "revision of post": lambda world, kind: revision(world, "post", kind),
    "revision of comment": lambda world, kind: revision(world, "comment", kind),
    "room": lambda world, kind: {"pk": world.room[kind].pk},
    "message": lambda world, kind: {"pk": world.message[kind].pk},
    "group": lambda world, kind: {"slug": world.group[kind].slug},
    "request": lambda world, kind: {"key": world.ticket[kind].key},
    "ticket": lambda world, kind: {"pk": world.ticket[kind].pk},
    "founder's key": lambda world, kind: {"token": "no-such-key"},
    "setup step": lambda world, kind: {"key": "sector"},
    "first step": lambda world, kind: {"step": "hello"},
    "legal page": lambda world, kind: {"page": "privacy"},
    "export": lambda world, kind: {"pk": world.export[kind]},
    "data request": lambda world, kind: {"pk": world.data_request[kind].pk},
    "breach": lambda world, kind: {"pk": world.breach[kind].pk},
    "sealed": lambda world, kind: {"object_id": world.sealed[kind].pk},
    "upload": lambda world, kind: {"id": world.upload[kind].pk, "variant": VARIANTS[0]},
    "act": lambda world, kind: {"pk": world.act[kind].pk},
    "word rule": lambda world, kind: {"pk": world.rule[kind].pk},
    "concert": lambda world, kind: {"pk": world.concert[kind].pk},
    "alert": lambda world, kind: {"pk": world.alert[kind].pk},
    "appeal": lambda world, kind: {"pk": world.appeal[kind].pk},
    "correction": lambda world, kind: {"pk": world.correction[kind].pk},
    "proposal": lambda world, kind: {"pk": world.proposal[kind].pk},
    "sealed act": lambda world, kind: {"sealed": signing.dumps(world.act[kind].pk, salt=SALT)},
    "notification": lambda world, kind: {"pk": world.notification[kind].pk},
    "device": lambda world, kind: {"pk": world.device[kind].pk},
    "invitation": lambda world, kind: {"pk": world.invitation[kind].pk},
    "import": lambda world, kind: {"pk": world.imported[kind].pk},
    "import_row": lambda world, kind: {"pk": world.imported[kind].pk, "number": 2},
    "token": lambda world, kind: {"token": world.invitation[kind].token},
    "token and proof": lambda world, kind: {"token": world.invitation[kind].token, "signed": "no-proof"},
    "way out": lambda world, kind: {"token": world.way_out[kind]},
    "talk": lambda world, kind: {"pk": world.talk[kind].pk},
    "filter": lambda world, kind: {"pk": world.filter[kind].pk},
    "session": lambda world, kind: {"pk": world.session[kind]},
    "passkey": lambda world, kind: {"pk": NEVER},
    "app": lambda world, kind: {"app_label": "tickets"},
    "mail put aside": lambda world, kind: {"pk": world.aside[kind].pk},
    "letter": lambda world, kind: {"pk": world.ticket[kind].pk, "mail": world.letter[kind].pk},
    "provider": lambda world, kind: {"provider": "mailgun"},
    "draft place": lambda world, kind: {"place": "new-post"},
    "draft": lambda world, kind: {"submission": UNSENT},
    "person": person,
    "member": member,
}
