"""Things that real customers wrote, loaded into the demo as posts: each once, however often the file is loaded."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.members.models import Member
from community.groups.models import Group
from community.posts.models import Post

# What members cannot post, or the house calls otherwise.
KINDS = {"claim": "complaint", "petition": "suggestion"}
POSTED = {"story", "question", "suggestion", "praise", "complaint"}
HOUSE = uuid.UUID("6f1c8e4e-5a2c-4b7e-9a55-2f8f5b0c1d43")


@dataclass(frozen=True)
class Loaded:
    posted: int
    known: int


def load(lines: Iterable[str]) -> Loaded:
    """Adds each line as a post by a demo member chosen by its id. Raises ValueError naming the first bad line; then
    nothing of the file was loaded."""
    voices = [read(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    with transaction.atomic():
        posted = sum(post(voice) for voice in voices)
    return Loaded(posted, len(voices) - posted)


def read(number: int, line: str) -> dict:
    try:
        voice = json.loads(line)
        return {"id": voice["id"], "text": str(voice["text"]), "kind": str(voice.get("kind", "other")),
                "lang": str(voice.get("lang", "es")), "where": str(voice.get("where", ""))}  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"Line {number} is not a voice with an id and a text; nothing was loaded."
        ) from error


def post(voice: dict) -> bool:
    """Whether it was new: a voice is known by the hash of its id and text."""
    submission = uuid.uuid5(HOUSE, f"{voice['id']}\n{voice['text']}")
    if Post.objects.filter(submission=submission).exists():
        return False
    kind = KINDS.get(voice["kind"], voice["kind"])
    group = group_of(voice["where"])
    Post.objects.publish(
        by=author_of(voice, group), group=group, kind=kind if kind in POSTED else "story", body=voice["text"],
        submission=submission, as_of=timezone.now(),
    )  # fmt: skip
    return True


def group_of(where: str) -> Group:
    named = Group.objects.living().filter(slug=slugify(where)).first() if where else None
    return named or Group.objects.default()


def author_of(voice: dict, group: Group) -> Member:
    """A plain member of the group, always the same one for the same id."""
    members = Member.objects.joined().filter(role=Member.Role.MEMBER, memberships__group=group).order_by("pk")
    number = int(sha256(str(voice["id"]).encode()).hexdigest(), 16)
    return members[number % members.count()]
