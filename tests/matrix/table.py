"""Who may do what, address by address: the table that docs/permissions.md is written from.

An address, admin page or socket message without an entry here fails the tests by name. A door says what its address
names (`of`), who may GET and who may POST. Whoever may not know of a thing gets the answer of what never existed; who
may know of it but not do this gets a refusal.
"""

from dataclasses import dataclass, field

ROLES = {
    "visitor": "signed out",
    "invited": "known to the house, has not joined",
    "pending": "joined, waits for approval",
    "suspended": "suspended, with the browser of before",
    "former": "has left, with the browser of before",
    "half": "an agent who has not shown the second factor",
    "ana": "a customer; in the closed and in the secret group",
    "bruno": "a customer outside both",
    "keeper": "moderator of the closed and of the secret group, nothing else",
    "marta": "moderator of the site",
    "sol": "agent of the team that answers",
    "otto": "agent of another team",
    "gema": "manager",
}
# A browser's keys as it hands them out: a point of the curve, and sixteen bytes.
DEVICE = {
    "endpoint": "https://push.example.com/device/1",
    "p256dh": "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
    "auth": "AAECAwQFBgcICQoLDA0ODw",
}
DATA_REQUEST = {"kind": "access", "way": "letter", "received_on": "2026-01-05", "name": "Eva"}
BREACH = {
    "known_at": "2026-01-05T10:00",
    "what": "A list was sent to the wrong address",
    "whom": "Forty members",
}
WHY = {"ground": "insult", "facts": "Said on Monday", "reason": "It insults"}
HOME = frozenset({"ana", "bruno", "keeper", "marta", "sol", "otto", "gema"})
STAFF = frozenset({"sol", "otto", "gema"})
SIGNED_IN = HOME | {"pending", "half"}
ALL = frozenset(ROLES)
NOBODY: frozenset = frozenset()
UNSENT = "5d6f0f0e-6a9a-4c3a-9d53-0a8d1f6a7f10"  # under which something is being written
NEVER = 987_654_321  # the number of what never existed


def who(names: str) -> frozenset:
    found = frozenset(names.split())
    assert found <= ALL, found
    return found


# Who may know of a thing, and so read what is in it.
POST = {
    "own": HOME,  # Ana's, in a listed and free group
    "other": HOME,  # Carla's, in the group of everybody
    "closed": who("ana keeper marta gema"),
    "secret": who("ana keeper gema"),
    "handled": who("ana keeper marta sol gema"),  # a complaint in the closed group; Sol's team answers it
    "hidden": who("marta gema"),
    "deleted": NOBODY,
    "never": NOBODY,
}
GROUP = {"open": HOME, "closed": HOME, "secret": who("ana keeper gema"), "never": NOBODY}
ROOM = {
    "default": HOME,  # of the group of everybody
    "closed": who("ana keeper marta gema"),
    "secret": who("ana keeper gema"),
    "private": who("ana keeper"),  # with Carla
    "direct": who("ana"),  # with Carla
    "never": NOBODY,
}
MESSAGE = {
    "own": HOME,  # Ana's, in the room of everybody
    "other": HOME,  # Carla's, there
    "closed": ROOM["closed"],
    "secret": ROOM["secret"],
    "private": ROOM["private"],
    "direct": ROOM["direct"],
    "reported": ROOM["direct"],  # by Ana; so those who judge it read it on their desk and nowhere else
    "hidden": who("marta gema"),
    "deleted": NOBODY,
    "never": NOBODY,
}
REQUEST = {"own": who("ana"), "handled": NOBODY, "elsewhere": NOBODY, "never": NOBODY}
TICKET = {
    "own": who("sol gema"),
    "handled": who("sol gema"),
    "elsewhere": who("otto gema"),
    "never": NOBODY,
}
ASIDE = {"own": who("sol gema"), "nobodys": who("sol gema"), "elsewhere": who("otto gema"), "never": NOBODY}
UPLOAD = {
    "own": who("ana"),  # chosen by Ana, hung on nothing yet
    "loose": NOBODY,  # the same, Carla's
    "slip": who("ana sol gema"),  # sent with Ana's request
    "closed": POST["closed"],
    "secret": POST["secret"],
    "hidden": POST["hidden"],
    "answering": POST["closed"],  # of a comment
    "withheld": POST["hidden"],
    "told": ROOM["direct"],
    "judged": who("ana marta gema"),  # of a message: its room, and whose desk it lies on
    "never": NOBODY,
}
# Who is in the room of a talk with the desk; who waits is seen by the team.
TALK = {"own": who("ana"), "taken": who("sol"), "never": NOBODY}
WAITING_TALK = {"own": who("sol gema"), "taken": who("sol gema"), "never": NOBODY}
IMPORT = {"list": who("gema"), "never": NOBODY}
PERSON = {"joined": HOME, "pending": NOBODY, "former": NOBODY, "never": NOBODY}
KNOWS = {
    **POST,
    **{f"room-{kind}": knows for kind, knows in ROOM.items()},
    "ticket": who("ana sol gema"),
    "desk": who("sol gema"),
    "elsewhere": who("otto gema"),
    "elsewhere-desk": who("otto gema"),
    "report-open": who("marta gema"),
    "report-closed": who("keeper marta gema"),
    "report-secret": who("keeper gema"),
    "act-open": who("marta gema"),
    "act-closed": who("keeper marta gema"),
    "act-secret": who("keeper gema"),
    "act-concerning": who("ana keeper marta gema"),
    "request-closed": who("keeper marta gema"),
    "invitation-martas": who("marta gema"),
    "invitation-gemas": who("gema"),
    "import": IMPORT["list"],
    "pending": who("pending marta sol otto gema"),
    "filter": who("sol"),
    "talk-own": TALK["own"],
    "talk-taken": TALK["taken"],
    "desk-settings": STAFF,
}


@dataclass(frozen=True)
class Who:
    """Those who may, in words for the paper, and by kind of thing."""

    words: str
    roles: dict | frozenset

    def may(self, kind: str) -> frozenset:
        return self.roles if isinstance(self.roles, frozenset) else self.roles.get(kind, NOBODY)


ANYBODY = Who("anybody, signed out too", ALL)
WHOEVER_IS_SIGNED_IN = Who("whoever is signed in, also while waiting", SIGNED_IN)
MEMBERS = Who("members", HOME)
STAFFERS = Who("staff", STAFF)
AGENTS_AND_MANAGERS = STAFFERS
MANAGERS = Who("managers", who("gema"))
HOUSE_MODERATORS = Who("moderators of the site and managers", who("marta gema"))
KEEPERS_ANYWHERE = Who("whoever keeps order somewhere", who("keeper marta gema"))
KNOWERS = Who("whoever may know of it", ALL)
OWNER = Who("whoever has one", NOBODY)
NONE = Who("nobody", NOBODY)
WHO_HAS_THE_MAIL = Who("whoever has the address out of the mail, signed out too", ALL)
WHO_SIGNS = Who("a mail provider whose signature fits", NOBODY)

# Posts and comments. Ana is in the free group and writes there; the others read it.
AUTHOR = Who("its author", {"own": who("ana")})
KEEPERS = Who(
    "who keeps order in its group",
    {
        "own": who("marta gema"),
        "other": who("marta gema"),
        "closed": who("keeper marta gema"),
        "secret": who("keeper gema"),
        "handled": who("keeper marta gema"),
        "hidden": who("marta gema"),
    },
)
AUTHOR_OR_KEEPERS = Who(
    "its author; who keeps order in its group", KEEPERS.roles | {"own": who("ana marta gema")}
)
WRITERS = Who(
    "members of its group; the team of its request",
    {
        "own": who("ana gema"),
        "other": HOME,
        "closed": who("ana keeper gema"),
        "secret": who("ana keeper gema"),
        "handled": who("ana keeper sol gema"),
    },
)
NOT_THE_AUTHOR = Who("whoever may know of it, but for its author", {**POST, "own": HOME - {"ana"}})
NOT_HIDDEN = Who("whoever may know of it, while it is shown", {**POST, "hidden": NOBODY})
SHARERS = Who(
    "members who are not staff, of somebody else's open complaint", {"handled": who("ana keeper marta")}
)
SHARERS_ELSEWHERE = Who(SHARERS.words, NOBODY)  # no comment and no message of this world is a complaint
CLARIFIERS = Who("staff who read it, while it is shown", {
    "own": STAFF, "other": STAFF, "closed": who("gema"), "secret": who("gema"), "handled": who("sol gema"),
})  # fmt: skip
PRAISER = Who("its author, if it is praise", NOBODY)
OWN_THREAD = Who("its author, if they keep order in its group", NOBODY)
PINNERS = Who("who keeps order in its group, while it is shown", {**KEEPERS.roles, "hidden": NOBODY})
REPORTED = Who(
    "who keeps order in its group and has the report on the desk",
    {
        "other": who("marta gema"),
        "closed": who("keeper marta gema"),
        "secret": who("keeper gema"),
    },
)
# Of kinds that no post of this world is: whoever knows of it is refused.
ACCEPTERS = Who("of a question: who asked, who keeps order in its group, staff who read it", NOBODY)
DECIDERS = Who("of a suggestion: staff who read it", NOBODY)
SUGGESTION_VOTERS = Who("of a suggestion that is open: members of its group", NOBODY)
# Rooms and messages
TALKERS = Who("who takes part", {
    "default": HOME, **dict.fromkeys(("closed", "secret", "private"), who("ana keeper")), "direct": who("ana"),
})  # fmt: skip
IN_PRIVATE = Who("who takes part, of a private room", {"private": who("ana keeper")})
REACTING = Who("who takes part in its room", {
    "own": HOME, "other": HOME, **dict.fromkeys(("closed", "secret", "private"), who("ana keeper")),
    "direct": who("ana"), "reported": who("ana"),
})  # fmt: skip
# Messages
FLAGGING = Who("whoever may know of it, while it is shown", {**MESSAGE, "hidden": NOBODY})
JUDGED = MESSAGE | {"reported": who("ana marta gema")}
NOT_THE_AUTHOR_THERE = Who("whoever may know of it, but for its author", {**MESSAGE, "own": HOME - {"ana"}})
KEEPERS_OF_CHAT = Who(
    "who keeps order in its group; in private the moderators of the site, of what was reported",
    {**KEEPERS.roles, "reported": who("marta gema")},
)
# Groups
JOINERS = Who("members, if it is free or on request; a manager in any case", {
    "open": HOME, "closed": HOME, "secret": who("gema"),
})  # fmt: skip
LEAVERS = Who("members", {"open": HOME, "closed": HOME, "secret": who("ana keeper gema")})
READERS = Who(
    "who may read it",
    {"open": HOME, "closed": who("ana keeper marta gema"), "secret": who("ana keeper gema")},
)
BELONGING = {"open": who("ana"), "closed": who("ana keeper"), "secret": who("ana keeper")}
RUNNERS = Who(
    "who keeps order in it",
    {"open": who("marta gema"), "closed": who("keeper marta gema"), "secret": who("keeper gema")},
)
RESTRICTERS = Who(
    "moderators of the site, of plain members; managers",
    {"reported": who("marta gema"), "pending": who("gema")},
)
PEOPLE_OF_DESK = {"reported": HOME, "pending": STAFF, "never": NOBODY}
ACTS = {
    "open": KNOWS["act-open"], "closed": KNOWS["act-closed"], "secret": KNOWS["act-secret"],
    "concerning": KNOWS["act-concerning"], "never": NOBODY,
}  # fmt: skip
ON_DESK = Who("who has it on the desk", ACTS | {"concerning": who("keeper marta gema")})
OTHER_JUDGES = Who("who has it on the desk, but for whoever decided", {
    "concerning": who("keeper marta"), "secret": who("keeper"),
})  # fmt: skip
SECONDS = Who("who has it on the desk, but for whoever proposed it", {
    "handled": who("keeper gema"), "secret": who("gema"),
})  # fmt: skip
OWNERS = Who(
    "its owners; moderators of the site (of listed groups) and managers",
    {"open": who("marta gema"), "closed": who("marta gema"), "secret": who("gema")},
)


@dataclass(frozen=True)
class Door:
    """One address. `of` names what stands in it; `knows` who gets no 404; `data` what a good POST sends."""

    get: Who | None = None
    post: Who | None = None
    of: str = ""
    knows: dict = field(default_factory=dict)
    data: object = None  # a dict, or a function of world and kind
    account: bool = False  # one's own account: open while waiting for approval or owing the second factor
    public: bool = False
    only: str = ""  # kinds to try, when not all make sense

    @property
    def kinds(self) -> list[str]:
        return self.only.split() or list(self.knows) or [""]


def of_post(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "post", more.pop("knows", POST), data, **more)


def of_comment(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "comment", more.pop("knows", POST), data, **more)


def of_group(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "group", more.pop("knows", GROUP), data, **more)


def of_room(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "room", more.pop("knows", ROOM), data, **more)


def of_message(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "message", more.pop("knows", MESSAGE), data, **more)


# Polls and events hang on posts: whoever knows of the post knows of them.
GATHERING = {kind: POST[kind] for kind in ("own", "other", "closed", "secret", "hidden", "never")}
COMERS = Who("members of its group, while it is shown", {**WRITERS.roles, "hidden": NOBODY})
VOTERS = Who("who voted in it, unless it is anonymous; when it is over whoever may know of it", ALL)
VOTED = {**dict.fromkeys(GATHERING, NOBODY), **dict.fromkeys(("own", "closed", "secret"), who("ana"))}


def of_poll(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "poll", more.pop("knows", GATHERING), data, **more)


# Ana and Carla have handed a picture in to every contest of this world, while they may.
ENTRANTS = Who("who has handed in", dict.fromkeys(("own", "other", "closed", "secret"), who("ana")))


def of_contest(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "contest", more.pop("knows", GATHERING), data, **more)


# Before the vote a picture is seen by whoever announced the contest and whoever keeps order there.
PICTURES = {
    kind: tuple(role for role in roles if role in AUTHOR_OR_KEEPERS.roles.get(kind, NOBODY))
    for kind, roles in GATHERING.items()
}


def of_picture(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "picture", more.pop("knows", PICTURES), data, **more)


def of_event(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "event", more.pop("knows", GATHERING), data, **more)


# Ana plays Carla in every tournament of this world.
PLAYERS = Who("who has entered", dict.fromkeys(("own", "other", "closed", "secret"), who("ana")))

PLAYERS_OR_KEEPERS = Who(
    "who plays it; who keeps order in its group",
    {kind: KEEPERS.roles.get(kind, NOBODY) | PLAYERS.roles.get(kind, NOBODY) for kind in GATHERING},
)


def of_tournament(get=None, post=None, data=None, **more) -> Door:
    return Door(get, post, "tournament", more.pop("knows", GATHERING), data, **more)


def of_request(get=None, post=None, data=None) -> Door:
    return Door(get, post, "request", REQUEST, data)


def of_ticket(get=None, post=None, data=None) -> Door:
    return Door(get, post, "ticket", TICKET, data)


def public(get=None, post=None, **more) -> Door:
    return Door(get, post, public=True, **more)


def own(get=None, post=None, **more) -> Door:
    return Door(get, post, account=True, **more)


def words(world, kind) -> dict:
    """What a composer of the workspace sends."""
    return {"body": "We are on it.", "seen": world.ticket[kind].version, "submission": world.fresh()}


# Setting the house up.
FIRST_DAY = {
    "first-day:index": Door(MANAGERS),
    "first-day:step": Door(MANAGERS, MANAGERS, of="setup step", data={"sector": "gym"}),
    "first-day:later": Door(None, MANAGERS, of="setup step"),
    "first-day:link": Door(None, MANAGERS),
    "first-day:mail": Door(MANAGERS),
    "first-day:preview": Door(MANAGERS),
    "first-day:stylesheet": Door(MANAGERS),
}

COMMUNITY = {
    "feed:home": Door(MEMBERS),
    "feed:post": of_post(KNOWERS),
    "feed:thread": of_post(KNOWERS),
    "feed:unread": of_post(KNOWERS),
    "feed:say": of_post(KNOWERS, WRITERS, {"body": "Good to know."}),
    "feed:reaction": of_post(None, WRITERS, {"kind": "like"}),
    "feed:comment": of_comment(KNOWERS),
    "posts:new": Door(MEMBERS, MEMBERS, data=lambda world, kind: {
        "kind": "story", "group": world.default.slug, "body": "We won.", "submission": world.fresh(),
    }),
    "praise:index": Door(MANAGERS),
    "praise:quoting": of_post(PRAISER, PRAISER),
    "posts:scheduled": Door(MEMBERS),
    "posts:going-out": of_post(None, AUTHOR),
    "posts:edit": of_post(AUTHOR, AUTHOR, {"body": "Said anew."}),
    "posts:removal": of_post(AUTHOR, AUTHOR),
    "posts:history": of_post(KNOWERS),
    "posts:revision-hiding": Door(None, AUTHOR_OR_KEEPERS, "revision of post", POST),
    "posts:complaint": of_post(KNOWERS, NOT_HIDDEN),
    "posts:me-too": of_post(SHARERS, SHARERS, {"text": "To me too."}),
    "posts:follow": of_post(None, KNOWERS),
    "posts:unfollow": of_post(None, KNOWERS),
    "posts:level": of_post(KNOWERS, KNOWERS, {"level": "mute"}),
    "posts:pin": of_post(None, PINNERS),
    "posts:unpin": of_post(None, KEEPERS),
    "posts:closing": of_post(None, OWN_THREAD),
    "posts:pace": of_post(KEEPERS, KEEPERS, {"pace": "15"}),
    "posts:standing": of_post(DECIDERS, DECIDERS, {"standing": "planned"}),
    "posts:readers": of_post(AUTHOR_OR_KEEPERS, knows=dict.fromkeys(POST, NOBODY)),
    "feed:vote": of_post(None, SUGGESTION_VOTERS),
    "feed:vote-removal": of_post(None, SUGGESTION_VOTERS),
    "onboarding:index": Door(MEMBERS),
    "onboarding:you": Door(MEMBERS, MEMBERS, data={"name": "Somebody", "language": "en"}),
    "onboarding:groups": Door(MEMBERS, MEMBERS),
    "onboarding:hello": Door(MEMBERS, MEMBERS, data={"body": "Hello, I am new."}),
    "onboarding:passing": Door(None, MEMBERS, of="first step"),
    "onboarding:end": Door(None, MEMBERS),
    "mentions:index": Door(MEMBERS),
    "drafts:index": Door(MEMBERS),
    "drafts:keep": Door(None, MEMBERS, "draft place", data={"submission": UNSENT, "body": "To be continued."}),
    "drafts:removal": Door(None, MEMBERS, "draft"),
    "bookmarks:index": Door(MEMBERS),
    "bookmarks:bookmark": of_post(KNOWERS, KNOWERS),
    "bookmarks:removal": of_post(None, KNOWERS),
    "comments:acceptance": of_comment(None, ACCEPTERS),
    "comments:no-acceptance": of_comment(None, ACCEPTERS),
    "posts:approval": of_post(KEEPERS, KEEPERS),
    "posts:refusal": of_post(KEEPERS, KEEPERS, {"reason": "It is an advertisement"}),
    "posts:opening": of_post(None, OWN_THREAD),
    "comments:edit": of_comment(AUTHOR, AUTHOR, {"body": "Said anew."}),
    "comments:removal": of_comment(AUTHOR, AUTHOR),
    "comments:history": of_comment(KNOWERS),
    "comments:revision-hiding": Door(None, AUTHOR_OR_KEEPERS, "revision of comment", POST),
    "chat:me-too": of_message(SHARERS_ELSEWHERE, SHARERS_ELSEWHERE, {"text": "To me too."}),
    "comments:me-too": of_comment(SHARERS_ELSEWHERE, SHARERS_ELSEWHERE, {"text": "To me too."}),
    "comments:complaint": of_comment(KNOWERS, NOT_HIDDEN),
    "reports:post": of_post(NOT_THE_AUTHOR, NOT_THE_AUTHOR, {"reason": "insult"}),
    "reports:comment": of_comment(NOT_THE_AUTHOR, NOT_THE_AUTHOR, {"reason": "insult"}),
    "reports:message": of_message(NOT_THE_AUTHOR_THERE, NOT_THE_AUTHOR_THERE, {"reason": "insult"}),
    "reports:picture": of_picture(KNOWERS, KNOWERS, {"reason": "insult"}),
    "reports:member": Door(MEMBERS, MEMBERS, "person", {
        "joined": HOME, "pending": STAFF, "former": STAFF, "never": NOBODY,
    }, {"reason": "insult"}),
    "contacts:settings": Door(MEMBERS, MEMBERS, data={"open_to": "groups"}),
    "contacts:block": Door(None, MEMBERS, "person", {
        "joined": HOME, "pending": STAFF, "former": STAFF, "never": NOBODY,
    }, {"kind": "block"}),
    "contacts:unblock": Door(None, MEMBERS, "person", {
        "joined": HOME, "pending": STAFF, "former": STAFF, "never": NOBODY,
    }),
    "tags:index": Door(MEMBERS),
    "tags:tag": Door(KNOWERS, of="tag", knows=POST),
    "tags:naming": Door(HOUSE_MODERATORS, HOUSE_MODERATORS, "tag", POST, {"tags": "other-word"}),
    "search:search": Door(MEMBERS),
    "search:similar": Door(MEMBERS, MEMBERS, data={"body": "When does the pool open?"}),
    "chat:index": Door(MEMBERS),
    "chat:list": Door(MEMBERS),
    "chat:new": Door(MEMBERS, MEMBERS, data=lambda world, kind: {
        "people": [world.people["carla"].pk], "name": "Tennis", "submission": world.fresh(),
    }),
    "chat:room": of_room(KNOWERS),
    "chat:messages": of_room(KNOWERS, TALKERS, lambda world, kind: {"body": "Hello.", "submission": world.fresh()}),
    "chat:reading": of_room(None, KNOWERS, {"number": 1}),
    "chat:presence": of_room(None, KNOWERS),
    "chat:absence": of_room(None, KNOWERS),
    "chat:people": of_room(KNOWERS, IN_PRIVATE, lambda world, kind: {"people": [world.people["otto"].pk]}),
    "chat:name": of_room(None, IN_PRIVATE, {"name": "Renamed"}),
    "chat:level": of_room(None, TALKERS, {"level": "mute"}),
    "chat:leaving": of_room(IN_PRIVATE, IN_PRIVATE),
    "chat:message": of_message(KNOWERS),
    "chat:edit": of_message(AUTHOR, AUTHOR, {"body": "Said anew."}),
    "chat:removal": of_message(AUTHOR, AUTHOR),
    "chat:history": of_message(KNOWERS),
    "chat:reaction": of_message(None, REACTING, {"kind": "like"}),
    "chat:direct": Door(None, MEMBERS, "person", PERSON),
    "chat:complaint": of_message(KNOWERS, FLAGGING),
    "chat:choosing": of_room(KNOWERS, KNOWERS, lambda world, kind: {
        "messages": [world.message["own" if kind == "default" else kind].pk],
    }),
    "chat:settings": Door(MEMBERS, MEMBERS, data={"shows_typing": "on"}),
    "polls:vote": of_poll(COMERS, COMERS, lambda world, kind: {
        f"poll-{world.poll[kind].pk}": 0 if kind == "never" else world.poll[kind].options.last().pk,
    }),
    "polls:votes": of_poll(VOTERS, knows=VOTED),
    "polls:closing": of_poll(None, AUTHOR_OR_KEEPERS),
    "contests:new": Door(MEMBERS, MEMBERS, data=lambda world, kind: {
        "title": "Best goal", "entries_until": "2031-05-06T19:00", "closes_at": "2031-05-16T19:00",
        "submission": world.fresh(), "kind": "poll", "group": world.default.slug,
    }),
    "contests:detail": of_contest(KNOWERS),
    "contests:entry": of_contest(None, COMERS, {"caption": "A goal"}),
    "contests:withdrawal": of_contest(None, ENTRANTS),
    "contests:live": of_contest(KNOWERS),
    "events:index": Door(MEMBERS),
    "events:of-group": of_group(KNOWERS, knows=READERS.roles | {"never": NOBODY}),
    "events:detail": of_event(KNOWERS),
    "events:live": of_event(KNOWERS),
    "events:calendar": of_event(KNOWERS),
    "events:rsvp": of_event(None, COMERS, {"answer": "maybe"}),
    "events:edit": of_event(AUTHOR_OR_KEEPERS, AUTHOR_OR_KEEPERS, {"starts_at": "2031-05-06T19:00", "place": "Hall"}),
    "events:cancellation": of_event(AUTHOR_OR_KEEPERS, AUTHOR_OR_KEEPERS, {"reason": "The cook is ill"}),
    "events:check-in": of_event(AUTHOR_OR_KEEPERS),
    "events:arrival": of_event(None, AUTHOR_OR_KEEPERS),
    "events:no-arrival": of_event(None, AUTHOR_OR_KEEPERS),
    "events:feed": public(Who("whoever has the key of a calendar", NOBODY), knows={"without a key": NOBODY}),
    "events:settings": Door(MEMBERS),
    "events:renewal": Door(None, MEMBERS),
    "events:removal": Door(None, MEMBERS),
    "tournaments:index": Door(MEMBERS),
    "tournaments:new": Door(MEMBERS, MEMBERS, data=lambda world, kind: {
        "kind": "event", "group": world.default.slug, "title": "Spring cup", "mode": "league", "entries_most": 8,
        "closes_at": "2031-05-06T19:00", "submission": world.fresh(),
    }),
    "tournaments:detail": of_tournament(KNOWERS),
    "tournaments:live": of_tournament(KNOWERS),
    "tournaments:calendar": of_tournament(KNOWERS),
    "tournaments:edit": of_tournament(AUTHOR_OR_KEEPERS, AUTHOR_OR_KEEPERS, {"starts_at": "2031-05-06T19:00"}),
    "tournaments:entry": of_tournament(None, COMERS),
    "tournaments:withdrawal": of_tournament(None, PLAYERS),
    "tournaments:removal": of_tournament(None, AUTHOR_OR_KEEPERS),
    "tournaments:cancellation": of_tournament(AUTHOR_OR_KEEPERS, AUTHOR_OR_KEEPERS, {"reason": "Flooded"}),
    "tournaments:closing": of_tournament(None, AUTHOR_OR_KEEPERS),
    "tournaments:draw": of_tournament(None, AUTHOR_OR_KEEPERS),
    "tournaments:match": of_tournament(KNOWERS),
    "tournaments:time": of_tournament(None, PLAYERS_OR_KEEPERS, {"starts_at": "2031-05-06T19:00"}),
    "tournaments:report": of_tournament(None, PLAYERS, {"home_score": 3, "away_score": 1}),
    "tournaments:decision": of_tournament(None, AUTHOR_OR_KEEPERS, {"outcome": "home"}),
    "tournaments:reopening": of_tournament(None, AUTHOR_OR_KEEPERS),
    "groups:index": Door(MEMBERS),
    "groups:new": Door(HOUSE_MODERATORS, HOUSE_MODERATORS, data=lambda world, kind: {
        "name": "Chess", "listing": "listed", "joining": "free", "submission": world.fresh(),
    }),
    "feed:group": of_group(KNOWERS),
    "groups:presets": Door(MANAGERS, MANAGERS, data={"sector": "gym", "groups": ["classes"]}),
    "feed:group-files": of_group(KNOWERS, knows=READERS.roles | {"never": NOBODY}),
    "feed:group-polls": of_group(KNOWERS, knows=READERS.roles | {"never": NOBODY}),
    "groups:members": of_group(KNOWERS, knows=READERS.roles | {"never": NOBODY}),
    "groups:rules": of_group(KNOWERS, knows=READERS.roles | {"never": NOBODY}),
    "groups:membership": of_group(None, Who("members, if it is free or on request; a manager in any case", {
        "open": HOME, "closed": HOME, "secret": who("gema"),
    }), {"message": "I would like to"}),
    "groups:leave": of_group(None, KNOWERS),
    "groups:level": of_group(None, Who("who belongs to it", BELONGING), {"level": "mute"},
                             knows=BELONGING | {"never": NOBODY}),
    "groups:levels": Door(MEMBERS, MEMBERS),
    "groups:manage": of_group(RUNNERS, RUNNERS, {"name": "Renamed", "listing": "secret", "joining": "invitation"}),
    "groups:cover": of_group(None, RUNNERS, {"alt": "The court at dawn"}),
    "groups:add": of_group(None, RUNNERS, {"handle": "bruno"}),
    "groups:archive": of_group(None, OWNERS),
    "groups:reopen": of_group(None, OWNERS),
    "groups:accept": of_group(None, RUNNERS, only="closed never"),
    "groups:accept-all": of_group(None, RUNNERS, {"last": "0"}),
    "groups:decline": of_group(None, RUNNERS, only="closed never"),
    "groups:promote": of_group(None, RUNNERS),
    "groups:demote": of_group(None, RUNNERS),
    "groups:crown": of_group(None, OWNERS),
    "groups:step-down": of_group(None, OWNERS),
    "groups:hand-over": of_group(OWNERS, OWNERS),
    "feed:queue": of_group(RUNNERS),
    "moderation:remove": of_group(RUNNERS, RUNNERS, WHY),
    "moderation:index": Door(KEEPERS_ANYWHERE),
    "moderation:hide-post": of_post(KEEPERS, KEEPERS, WHY),
    "moderation:restore-post": of_post(None, KEEPERS),
    "moderation:correct-post": of_post(KEEPERS, KEEPERS, WHY),
    "moderation:correct-comment": of_comment(KEEPERS, KEEPERS, WHY),
    "moderation:end-correction": Door(None, KNOWERS, "correction", {
        "other": who("marta gema"), "secret": who("keeper gema"), "never": NOBODY,
    }),
    "moderation:dismiss-post": of_post(None, KNOWERS, knows={
        **dict.fromkeys(POST, NOBODY), **REPORTED.roles,
    }),
    "moderation:hide-comment": of_comment(KEEPERS, KEEPERS, WHY),
    "moderation:restore-comment": of_comment(None, KEEPERS),
    "moderation:dismiss-comment": of_comment(None, KNOWERS, knows={
        **dict.fromkeys(POST, NOBODY), **REPORTED.roles,
    }),
    "moderation:hide-message": of_message(KEEPERS_OF_CHAT, KEEPERS_OF_CHAT, WHY, knows=JUDGED),
    "moderation:restore-message": of_message(None, KEEPERS_OF_CHAT, knows=JUDGED),
    "moderation:dismiss-message": of_message(None, KNOWERS, knows={
        **dict.fromkeys(MESSAGE, NOBODY), **REPORTED.roles, "reported": who("marta gema"),
    }),
    "moderation:hide-entry": of_picture(KEEPERS, KEEPERS, WHY),
    "moderation:restore-entry": of_picture(None, KEEPERS),
    "moderation:dismiss-entry": of_picture(None, KNOWERS, knows=dict.fromkeys(GATHERING, NOBODY)),
    "moderation:dismiss-member": Door(None, KNOWERS, "member", {
        "reported": who("marta gema"), "pending": NOBODY, "never": NOBODY,
    }),
    "moderation:close-post": of_post(KEEPERS, KEEPERS, WHY),
    "moderation:reopen-post": of_post(None, KEEPERS),
    "moderation:silence": Door(RESTRICTERS, RESTRICTERS, "member", PEOPLE_OF_DESK, WHY | {"days": "3"}),
    "moderation:suspend": Door(RESTRICTERS, RESTRICTERS, "member", PEOPLE_OF_DESK, WHY | {"days": "3"}),
    "moderation:silence-in-group": of_group(RUNNERS, RUNNERS, WHY | {"days": "3"}),
    "moderation:act": Door(KNOWERS, None, "act", ACTS),
    "moderation:undo": Door(None, ON_DESK, "act", ACTS),
    "moderation:lodge": Door(None, Who("whom it concerns", {"concerning": who("ana")}), "act", ACTS),
    "moderation:appeal": Door(KNOWERS, OTHER_JUDGES, "appeal", {
        "concerning": who("keeper marta gema"), "secret": who("keeper gema"), "never": NOBODY,
    }, {"outcome": "upheld", "answer": "It stays"}),
    "moderation:proposal": Door(KNOWERS, SECONDS, "proposal", {
        "handled": who("keeper marta gema"), "secret": who("keeper gema"), "never": NOBODY,
    }, {"agreed": "yes"}),
    "clarifications:clarify": of_post(CLARIFIERS, CLARIFIERS, {"body": "It is so", "sources": "Minutes"}),
    "clarifications:withdraw": of_post(None, CLARIFIERS),
    "moderation:words": Door(KEEPERS_ANYWHERE, KEEPERS_ANYWHERE),
    "moderation:end-words": Door(None, KNOWERS, "word rule", {
        "house": who("marta gema"), "secret": who("keeper gema"), "never": NOBODY,
    }),
    "concert:index": Door(MANAGERS),
    "concert:settle": Door(None, KNOWERS, "concert", {"pair": who("gema"), "never": NOBODY}),
    "alerts:report": public(ANYBODY, ANYBODY),
    "alerts:index": Door(HOUSE_MODERATORS),
    "alerts:alert": Door(KNOWERS, KNOWERS, "alert", {
        "open": who("marta gema"), "secret": who("gema"), "never": NOBODY,
    }, {"outcome": "nothing", "answer": "It is allowed"}),
    "moderation:object": Door(WHO_HAS_THE_MAIL, WHO_HAS_THE_MAIL, "sealed act", {
        "mailed": ALL, "never": NOBODY,
    }, public=True),
    "notifications:index": Door(MEMBERS),
    "notifications:fresh": Door(MEMBERS),
    "notifications:bell": Door(MEMBERS),
    "notifications:reading": Door(None, MEMBERS),
    "notifications:unread": Door(None, MEMBERS),
    "notifications:open": Door(KNOWERS, None, "notification", {
        "own": who("ana"), "other": NOBODY, "never": NOBODY,
    }),
    "notifications:read-one": Door(None, KNOWERS, "notification", {
        "own": who("ana"), "other": NOBODY, "never": NOBODY,
    }),
    "notifications:unread-one": Door(None, KNOWERS, "notification", {
        "own": who("ana"), "other": NOBODY, "never": NOBODY,
    }),
    "notifications:turn-off": Door(None, KNOWERS, "notification", {
        "own": who("ana"), "other": NOBODY, "never": NOBODY,
    }),
    "notifications:turn-on": Door(None, KNOWERS, "notification", {
        "own": who("ana"), "other": NOBODY, "never": NOBODY,
    }),
    "notifications:settings": Door(MEMBERS, MEMBERS, data={"replies.app": "on"}),
    "notifications:pause": Door(None, MEMBERS, data={"pause": "hour"}),
    "notifications:resume": Door(None, MEMBERS),
    "digests:choose": Door(None, MEMBERS, data={"pace": "weekly"}),
    "digests:sample": Door(None, MEMBERS),
    "notifications:subscribe": Door(None, MEMBERS, data=DEVICE),
    "notifications:unsubscribe": Door(None, MEMBERS, data={"endpoint": DEVICE["endpoint"]}),
    "notifications:forget-device": Door(None, KNOWERS, "device", {
        "own": who("ana"), "other": NOBODY, "never": NOBODY,
    }),
    "notifications:way-out": public(ANYBODY, ANYBODY, of="way out", knows={"link": ALL, "never": NOBODY}),
    "notifications:way-back": public(None, ANYBODY, of="way out", knows={"link": ALL, "never": NOBODY}),
}  # fmt: skip

PEOPLE = {
    "privacy:my-data": Door(MEMBERS),
    "privacy:export": Door(None, MEMBERS),
    "privacy:download": Door(KNOWERS, None, "export", {"never": NOBODY}),
    "privacy:departure": Door(MEMBERS, MEMBERS, data={"words": "stay"}),
    "privacy:desk": Door(MANAGERS, MANAGERS, data=DATA_REQUEST),
    "privacy:data-request": Door(KNOWERS, None, "data request", {"open": who("gema"), "never": NOBODY}),
    "privacy:data-extension": Door(None, KNOWERS, "data request", {"open": who("gema"), "never": NOBODY}, {
        "reason": "There are many",
    }),
    "privacy:data-answer": Door(None, KNOWERS, "data request", {"open": who("gema"), "never": NOBODY}, {
        "answer": "Sent by letter",
    }),
    "privacy:breaches": Door(MANAGERS, MANAGERS, data=BREACH),
    "privacy:breach": Door(KNOWERS, KNOWERS, "breach", {"open": who("gema"), "never": NOBODY}, BREACH),
    "privacy:processing": Door(MANAGERS),
    "privacy:processing-file": Door(MANAGERS),
    "privacy:farewell": public(ANYBODY),
    "founding:founding": public(ANYBODY, ANYBODY, of="founder's key", knows={"never": NOBODY}),
    "legal:page": public(ANYBODY, of="legal page", knows={"there": ALL}),
    "directory:people": Door(MEMBERS),
    "following:list": Door(MEMBERS),
    "following:follow": Door(None, MEMBERS, "person", PERSON),
    "following:unfollow": Door(None, MEMBERS, "person", PERSON),
    "profiles:about": Door(MEMBERS, MEMBERS, data={"shows_badges": "on"}),
    "profiles:preview": Door(MEMBERS),
    "profiles:listing": Door(None, MEMBERS, data={"listed": "yes"}),
    "members:page": Door(MEMBERS, None, "person", PERSON),
    "members:settings": Door(MEMBERS, MEMBERS, data={"name": "Somebody", "handle": "somebody-else"}),
    "members:preferences": Door(MEMBERS, MEMBERS, data={"language": "en", "theme": "dark", "timezone": ""}),
    "members:security": Door(MEMBERS),
    "members:session-end": Door(None, KNOWERS, "session", {"own": who("ana"), "other": who("bruno"), "never": NOBODY}),
    "members:other-sessions-end": Door(None, MEMBERS),
    "members:second-factor": own(WHOEVER_IS_SIGNED_IN),
    "members:waiting-room": own(WHOEVER_IS_SIGNED_IN),
    "members:pending": Door(HOUSE_MODERATORS),
    "members:approval": Door(None, KNOWERS, "member", {
        "pending": who("marta gema"), "reported": NOBODY, "never": NOBODY,
    }),
    "members:refusal": Door(None, KNOWERS, "member", {
        "pending": who("marta gema"), "reported": NOBODY, "never": NOBODY,
    }),
    "members:language": public(None, ANYBODY, data={"language": "en"}),
    "invitations:list": Door(HOUSE_MODERATORS, HOUSE_MODERATORS, data={
        "email": "new@example.com", "role": "member", "max_uses": 1, "days": 7,
    }),
    "invitations:resend": Door(None, KNOWERS, "invitation", {
        "martas": who("marta gema"), "gemas": who("gema"), "never": NOBODY,
    }),
    "invitations:revoke": Door(None, KNOWERS, "invitation", {
        "martas": who("marta gema"), "gemas": who("gema"), "never": NOBODY,
    }),
    "invitations:invitation": public(ANYBODY, ANYBODY, of="token", knows={"link": ALL, "never": NOBODY}),
    "invitations:renewal": public(None, ANYBODY, of="token", knows={"link": ALL, "never": NOBODY}),
    "invitations:confirmation": public(ANYBODY, ANYBODY, of="token and proof", knows={"link": ALL, "never": NOBODY}),
    "customers:customer": Door(MEMBERS, MEMBERS, data={"number": "42", "fact": "26001"}),
    "customers:removal": Door(None, MEMBERS),
    "imports:list": Door(MANAGERS, MANAGERS),
    "imports:sample": Door(MANAGERS),
    "imports:import": Door(KNOWERS, None, "import", IMPORT),
    "imports:columns": Door(KNOWERS, KNOWERS, "import", IMPORT),
    "imports:choice": Door(None, KNOWERS, "import_row", IMPORT, data={"choice": "number"}),
    "imports:run": Door(None, KNOWERS, "import", IMPORT, data={"invite": "not", "an_hour": 60}),
    "imports:invitations": Door(None, KNOWERS, "import", IMPORT, data={"invite": "not"}),
    "imports:undoing": Door(None, KNOWERS, "import", IMPORT),
    "imports:removal": Door(None, KNOWERS, "import", IMPORT),
    "imports:errors": Door(KNOWERS, None, "import", IMPORT),
    "imports:returned": Door(KNOWERS, None, "import", IMPORT),
    "upload": Door(None, MEMBERS),
    "media": Door(KNOWERS, None, "upload", UPLOAD),
    "brand:stylesheet": public(ANYBODY),
    "brand:logo": public(NONE, knows={"none yet": NOBODY}),
    "pocket:manifest": public(ANYBODY),
    "pocket:icon": public(ANYBODY),
    "pocket:worker": public(ANYBODY),
    "pocket:device": public(ANYBODY),
    "pocket:line": public(ANYBODY),
    "brand:theme": public(None, ANYBODY, data={"theme": "dark"}),
    "mail-again": Door(None, MEMBERS),
    "incoming-mail": public(None, WHO_SIGNS, of="provider"),
    "mail-events": public(None, WHO_SIGNS, of="provider"),
    "healthz": public(ANYBODY),
    "readyz": public(ANYBODY),
    "entrance:again": own(WHOEVER_IS_SIGNED_IN, WHOEVER_IS_SIGNED_IN),
    "entrance:again-code": own(None, WHOEVER_IS_SIGNED_IN),
}  # fmt: skip

ENTRANCE = {
    **dict.fromkeys([
        "account_login", "account_logout", "account_signup", "account_reset_password",
        "account_confirm_login_code", "account_reset_password_from_key", "account_request_login_code",
        "mfa_authenticate", "mfa_login_webauthn", "account_email_verification_sent",
    ], public(ANYBODY, ANYBODY)),
    **dict.fromkeys([
        "account_inactive", "account_reset_password_from_key_done", "account_reset_password_done",
    ], public(ANYBODY)),
    **dict.fromkeys([
        "account_reauthenticate", "account_email", "account_change_password", "account_set_password",
        "mfa_reauthenticate", "mfa_activate_totp", "mfa_generate_recovery_codes",
        "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "usersessions_list",
    ], own(WHOEVER_IS_SIGNED_IN, WHOEVER_IS_SIGNED_IN)),
    **dict.fromkeys(["mfa_index", "mfa_list_webauthn"], own(WHOEVER_IS_SIGNED_IN)),
    # For whoever has them; nobody has in this world.
    **dict.fromkeys(["mfa_view_recovery_codes", "mfa_download_recovery_codes"],
                    own(OWNER, knows={"none yet": NOBODY})),
    "mfa_deactivate_totp": own(OWNER, OWNER, knows={"none yet": NOBODY}),
    # Asks who one is before it looks whether there is such a key.
    **dict.fromkeys(["mfa_remove_webauthn", "mfa_edit_webauthn"],
                    own(WHOEVER_IS_SIGNED_IN, WHOEVER_IS_SIGNED_IN, of="passkey")),
}  # fmt: skip

REQUESTS = {
    "requests": Door(MEMBERS),
    "request": of_request(KNOWERS),
    "request-conversation": of_request(KNOWERS),
    "request-receipt": of_request(KNOWERS),
    "request-replies": of_request(None, KNOWERS, {"body": "There is more to it."}),
    "request-confirmation": of_request(None, KNOWERS, {"solved": "yes"}),
    "request-thanks": of_request(None, KNOWERS, {"comment": "1"}),
    "request-visibility": of_request(None, KNOWERS, {"visible": "staff"}),
    "request-withdrawal": of_request(None, KNOWERS),
    "tracker": public(ANYBODY, ANYBODY, data={"key": "", "email": ""}),
    "customer-service": public(ANYBODY),
    "desk-talk": Door(MEMBERS, MEMBERS, data={"text": "Hello?"}),
    "desk-call-back": Door(None, MEMBERS, data={"phone": "600 111 222", "call_at": "soon"}),
    "desk-state": Door(Who("who takes part in the talk", ALL), None, "talk", TALK),
    "desk-closing": Door(None, Who("who takes part in the talk", ALL), "talk", TALK),
}

WORKSPACE = {
    "admin:tickets_talk_changelist": Door(STAFFERS, STAFFERS),
    "admin:tickets_talk_rows": Door(STAFFERS, STAFFERS),
    "admin:tickets_talk_taking": Door(None, Who("the team that is asked", ALL), "talk", WAITING_TALK),
    "admin:tickets_ticket_changelist": Door(STAFFERS, STAFFERS),
    "admin:tickets_ticket_add": Door(STAFFERS, STAFFERS, data=lambda world, kind: {
        "person": "new", "name": "Nuria Calls", "channel": "telephone", "text": "The gate hit my car.",
        "kind": "complaint", "language": "es", "answer_by": "telephone", "submission": world.fresh(),
    }),
    "admin:tickets_ticket_slip": of_ticket(KNOWERS),
    "admin:tickets_ticket_receipt": of_ticket(KNOWERS),
    "admin:tickets_ticket_mails": Door(STAFFERS),
    "admin:tickets_ticket_mail": Door(KNOWERS, None, "mail put aside", ASIDE),
    "admin:tickets_ticket_mail_release": Door(None, KNOWERS, "mail put aside", ASIDE),
    "admin:tickets_ticket_mail_discard": Door(None, KNOWERS, "mail put aside", ASIDE),
    "admin:tickets_ticket_letter": Door(KNOWERS, None, "letter", TICKET, only="own never"),
    "admin:tickets_ticket_rows": Door(STAFFERS, STAFFERS),
    "admin:tickets_ticket_change": of_ticket(KNOWERS, KNOWERS),
    "admin:tickets_ticket_live": of_ticket(KNOWERS, KNOWERS),
    "admin:tickets_ticket_public_answers": of_ticket(None, KNOWERS, words),
    "admin:tickets_ticket_replies": of_ticket(None, KNOWERS, words),
    "admin:tickets_ticket_notes": of_ticket(None, KNOWERS, words),
    "admin:tickets_ticket_assignment": of_ticket(None, KNOWERS, {"assignee": ""}),
    "admin:tickets_ticket_team": of_ticket(None, KNOWERS, lambda world, kind: {"team": world.team["theirs"].pk}),
    "admin:tickets_ticket_priority": of_ticket(None, KNOWERS, {"priority": "high"}),
    "admin:tickets_ticket_sorting": of_ticket(None, KNOWERS, {"kind": "claim", "category": ""}),
    "admin:tickets_ticket_promise": of_ticket(None, KNOWERS, {"until": "2031-01-07T10:00", "reason": "A strike"}),
    "admin:tickets_ticket_waiting": of_ticket(None, KNOWERS, {"missing": "The receipt"}),
    "admin:tickets_ticket_resolution": of_ticket(None, KNOWERS, lambda world, kind: {
        "note": "Mended.", "submission": world.fresh(),
    }),
    "admin:tickets_ticket_refusal": of_ticket(None, KNOWERS, {"reason": "Outside our house"}),
    "admin:tickets_ticket_reopening": of_ticket(None, KNOWERS, {"reason": "It is back"}),
    "admin:tickets_ticket_bulk_assignment": Door(None, STAFFERS, data=lambda world, kind: {
        "tickets": [world.ticket["own"].pk, world.ticket["elsewhere"].pk], "assignee": "",
    }),
    "admin:tickets_ticket_filters": Door(None, STAFFERS, data={"name": "Late", "query": "view=late"}),
    "admin:tickets_ticket_filter_removal": Door(None, KNOWERS, "filter", {"sols": who("sol"), "never": NOBODY}),
}  # fmt: skip

DESK = {
    "admin:index": Door(STAFFERS, STAFFERS),
    "admin:app_list": Door(STAFFERS, STAFFERS, "app"),
    "admin:autocomplete": Door(NONE),
    "admin:jsi18n": Door(STAFFERS),
    "admin:login": Door(STAFFERS, STAFFERS),
    "admin:logout": Door(MEMBERS, MEMBERS),
    "admin:password_change": Door(STAFFERS, STAFFERS),
    "admin:password_change_done": Door(STAFFERS, STAFFERS),
    "admin/(?P<url>.*)$": Door(NONE, NONE, "lost page", {"never": NOBODY}),
    "admin:accounts_period_changelist": Door(MANAGERS, MANAGERS),
    "admin:tickets_sealed_changelist": Door(MANAGERS, MANAGERS),
    "admin:tickets_sealed_change": Door(KNOWERS, KNOWERS, "sealed", {"never": NOBODY}),
    "admin:tickets_businesscalendar_simulator": Door(STAFFERS, STAFFERS),
    "admin:accounts_brand_preview": Door(MANAGERS, MANAGERS),
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """A page of settings in the admin: who may look at it, add, change and delete."""

    see: Who
    add: Who = MANAGERS
    change: Who = MANAGERS
    delete: Who = MANAGERS


SETTINGS = {
    "tickets_businesscalendar": Settings(
        STAFFERS, delete=NONE
    ),  # the only calendar is the default one, which stays
    "tickets_policy": Settings(STAFFERS),
    "tickets_team": Settings(MANAGERS),
    "tickets_category": Settings(MANAGERS),
    "tickets_cannedreply": Settings(STAFFERS),
    "accounts_brand": Settings(MANAGERS, add=NONE, delete=NONE),
    "accounts_centre": Settings(MANAGERS),
    "accounts_member": Settings(MANAGERS, delete=NONE),
    "accounts_legaltext": Settings(MANAGERS, change=NONE, delete=NONE),
    "accounts_invitation": Settings(MANAGERS, change=NONE, delete=NONE),
    "community_profilefield": Settings(MANAGERS),
    "community_unansweredsearch": Settings(MANAGERS, add=NONE, change=NONE, delete=NONE),
}


# An agent finds no invitation at all, so that there is nothing to refuse: they are sent to the first page.
UNKNOWN_TO_AGENTS = {"accounts_invitation"}


def pages_of(name: str, page: Settings) -> dict[str, Door]:
    """The addresses that Django gives a page of settings."""
    one = {"of": name, "knows": {"setting": STAFF}}
    return {
        f"admin:{name}_changelist": Door(page.see, page.see),
        f"admin:{name}_add": Door(page.add, page.add),
        f"admin:{name}_change": Door(page.see, page.change, **one),
        f"admin:{name}_delete": Door(page.delete, page.delete, **one),
        f"admin:{name}_history": Door(*([STAFFERS if name in UNKNOWN_TO_AGENTS else page.see] * 2), **one),
        f"admin/{name.replace('_', '/')}/<path:object_id>/": Door(STAFFERS, STAFFERS, **one),
    }


TABLE: dict[str, Door] = {
    **FIRST_DAY,
    **COMMUNITY,
    **PEOPLE,
    **ENTRANCE,
    **REQUESTS,
    **WORKSPACE,
    **DESK,
    **{address: door for name, page in SETTINGS.items() for address, door in pages_of(name, page).items()},
}

# The socket: what may be said on it, and who may watch what.
FRAMES = {
    "watch": "whoever may know of the thing; everybody else hears `refused`",
    "unwatch": "members",
    "typing": "whoever watches the room and wants to be seen writing",
    "since": "members, of their own events",
}
WATCHES = {
    "post": POST,
    "room": ROOM,
    "request": REQUEST,
    "ticket": TICKET,
    "queue": {"mine": who("sol gema"), "theirs": who("otto gema"), "never": NOBODY},
}
