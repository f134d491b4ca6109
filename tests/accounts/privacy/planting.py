"""A row of any class for a person, with whatever it needs; and a word in each of its columns that take words."""

import uuid
from contextlib import suppress
from itertools import count

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from accounts.media.models import Upload
from accounts.members.models import Member
from accounts.privacy import registry
from community.posts.models import Post

numbers = count(1000)  # such as nothing here has yet
# Found by their address.
BY_ADDRESS = {"alerts": "email", "mail-from-you": "sender", "data-requests": "email"}
# What a row has to say beside that, by the database's own rules.
NEEDED: dict[str, dict] = {
    "community.ProfileAnswer": {"text": "I play chess."},
    "community.PollOption": {"text": "Yes."},
    "community.ModerationAct": {"kind": "restored"},
    "community.Flag": {"post": Post},
    "community.Room": {"kind": "desk"},
    "community.ContestEntry": {"upload": Upload},
}


def row_of(held: registry.Holding, member) -> bool:
    """Whether the member has one, made if there was none."""
    model = apps.get_model(held.model)
    theirs = [{field.name: member} for field in columns(model) if field.related_model is Member]
    if held.name in BY_ADDRESS:
        theirs = [{BY_ADDRESS[held.name]: member.email}]
    while not held.rows(member).exists() and theirs:
        with suppress(DatabaseError), transaction.atomic():
            made(model, member, **theirs.pop())
    return held.rows(member).exists()


def columns(model) -> list[models.Field]:
    return model._meta.concrete_fields


def made(model, who, /, **known):
    """A row that is complete and says nothing."""
    for name, value in NEEDED.get(model._meta.label, {}).items():
        known[name] = one_of(value, who) if isinstance(value, type) else value
    for field in columns(model):
        may_lack = field.null or field.has_default() or (field.blank and isinstance(field, models.CharField))
        if field.name not in known and not may_lack and (field.remote_field or not field.primary_key):
            known[field.name] = value_for(field, who)
    return model._base_manager.create(**known)


def value_for(field, who):
    if field.related_model:
        # Beside whose it is somebody else: nobody blocks or follows themselves.
        return (
            Member.objects.exclude(pk=who.pk).first()
            if field.related_model is Member
            else (made if field.one_to_one else one_of)(field.related_model, who)
        )
    if isinstance(field, models.DateField):
        return timezone.now()
    if isinstance(field, models.GenericIPAddressField):
        return "192.0.2.7"
    if isinstance(field, models.BinaryField):
        return b""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.IntegerField):
        return next(numbers)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    return field.choices[0][0] if field.choices else uuid.uuid4().hex[: min(8, field.max_length or 8)]


def one_of(model, who):
    return model._base_manager.first() or made(model, who)


def write_everywhere(held: registry.Holding, member, word: str) -> None:
    """Into every column of the person's rows in which somebody may write what they like."""
    for field in columns(apps.get_model(held.model)):
        takes_words = isinstance(field, models.CharField | models.TextField) and not field.choices
        if field.name == BY_ADDRESS.get(held.name):
            continue
        if takes_words and not field.unique and len(word) <= (field.max_length or 99):
            with suppress(DatabaseError), transaction.atomic():
                held.rows(member).update(**{field.name: word})
