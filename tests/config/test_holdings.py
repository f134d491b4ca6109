"""Whatever the house holds about people is exported and erased by somebody, or is excused by name."""

from django.apps import apps
from django.db import models

from accounts.members.models import Member
from accounts.privacy import registry

LONG = 100  # characters from which a column takes sentences
# Nobody's in particular, or words of the house; with the reason.
EXCUSED = {
    "accounts.Breach": "the register of the house; of whose data it was, it says how many",
    "accounts.Brand": "the brand's own words",
    "accounts.LegalText": "the brand's own words",
    "accounts.Notice": "the same",
    "accounts.Centre": "addresses of the house",
    "accounts.Heartbeat": "of machines",
    "accounts.FoundersKey": "a hash; who came in by it is a shell",
    "accounts.Departure": "that and how somebody left; it has to stay for the worker, and says nothing else",
    "accounts.Tombstone": "a hash, so that a restored backup erases again (L-23)",
    "auth.Permission": "Django's own",
    "auth.Group": "Django's own, not used",
    "contenttypes.ContentType": "Django's own",
    "sessions.Session": "ends with the epoch of its member, and is deleted with what is listed",
    "community.Group": "a place, not a person; who made it is a shell",
    "community.Room": "the same",
    "community.Event": "goes with its post; who cancelled it is a shell",
    "community.Poll": "goes with its post; who closed it is a shell",
    "community.PollOption": "goes with its poll; who brought it stands in contests",
    "community.Contest": "goes with its poll",
    "community.Clarification": "the brand's own words, signed",
    "community.WordRule": "of the house",
    "community.Correction": "what moderators ask of an author; loses its member with the acts",
    "community.Proposal": "a decision not taken yet; loses its member with the acts",
    "community.Tournament": "goes with its post",
    "community.PostPicture": "goes with its post, or stays with it without a name",
    "community.CommentPicture": "the same of a comment",
    "community.MessagePicture": "the same of a message",
    "community.ProfileField": "what the brand asks for",
    "community.ProfileOption": "the same",
    "community.PushKey": "the key of the house",
    "community.SearchWord": "words that many use, learnt anew each hour",
    "community.UnansweredSearch": "words without a person, ninety days",
    "config.SetupStep": "of the house; who answered is a shell",
    "tickets.BusinessCalendar": "of the house",
    "tickets.LocalHoliday": "of the house",
    "tickets.CannedReply": "words of the house",
    "tickets.Category": "of the house",
    "tickets.Team": "of the house",
}


def is_personal(model) -> bool:
    """It points at a person, or has room for sentences."""
    for field in model._meta.concrete_fields:
        if field.related_model is Member or model is Member:
            return True
        if isinstance(field, models.TextField | models.JSONField | models.BinaryField):
            return True
        if isinstance(field, models.CharField) and not field.choices and (field.max_length or LONG) >= LONG:
            return True
    return False


def test_somebody_answers_for_every_model_that_holds_something_about_people():
    personal = {model._meta.label for model in apps.get_models() if is_personal(model)}
    assert personal - registry.covered() - EXCUSED.keys() == set()


def test_nobody_answers_for_what_does_not_exist():
    known = {model._meta.label for model in apps.get_models()}
    assert registry.covered() - known == set()
