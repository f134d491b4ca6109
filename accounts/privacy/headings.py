"""What the columns of an export are called, and how their values are told, to a person who reads them."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

# What of another row is shown stands for that row: “group__name” is the group.
STANDS_FOR_ITS_ROW = {"name", "title", "label_es", "text"}


WORDS: list[tuple[Promise, str]] = [
    (pgettext_lazy("data", "When"), "at action_time created_at made_at"),
    (pgettext_lazy("data", "Day"), "day"),
    (pgettext_lazy("data", "Year"), "year"),
    (pgettext_lazy("data", "Changed"), "edited_at changed_at"),
    (pgettext_lazy("data", "Asked"), "asked_at"),
    (pgettext_lazy("data", "Answered"), "answered_at"),
    (pgettext_lazy("data", "Decided"), "decided_at"),
    (pgettext_lazy("data", "Joined"), "joined_at"),
    (pgettext_lazy("data", "Approved"), "approved_at"),
    (pgettext_lazy("data", "Left"), "left_at"),
    (pgettext_lazy("data", "Begun"), "begun_at"),
    (pgettext_lazy("data", "Finished"), "finished_at"),
    (pgettext_lazy("data", "Opened"), "opened_at"),
    (pgettext_lazy("data", "Taken over"), "taken_at"),
    (pgettext_lazy("data", "Closed"), "closed_at"),
    (pgettext_lazy("data", "Confirmed"), "confirmed_at"),
    (pgettext_lazy("data", "Withdrawn"), "withdrawn_at removed_at"),
    (pgettext_lazy("data", "Entered"), "entered_at"),
    (pgettext_lazy("data", "Sent"), "sent_at handed_in_at"),
    (pgettext_lazy("data", "Received"), "received_at received_on"),
    (pgettext_lazy("data", "Read"), "read_at"),
    (pgettext_lazy("data", "Ready"), "ready_at"),
    (pgettext_lazy("data", "Ends"), "expires_at until paused_until"),
    (pgettext_lazy("data", "From"), "since quiet_from"),
    (pgettext_lazy("data", "To"), "to quiet_to"),
    (pgettext_lazy("data", "Begins"), "starts_at"),
    (pgettext_lazy("data", "Said"), "original_at"),
    (pgettext_lazy("data", "Promised for"), "promised_at due_on"),
    (pgettext_lazy("data", "Date of the experience"), "experienced_on"),
    (pgettext_lazy("data", "Reminder"), "remind_at"),
    (pgettext_lazy("data", "Next one"), "next_at"),
    (pgettext_lazy("data", "Told until"), "told_until"),
    (pgettext_lazy("data", "Verified"), "verified_at"),
    (pgettext_lazy("data", "Looked up"), "checked_at"),
    (pgettext_lazy("data", "In the directory since"), "listed_at"),
    (pgettext_lazy("data", "Badges hidden since"), "badges_hidden_at"),
    (pgettext_lazy("data", "Agreed"), "consented_at"),
    (pgettext_lazy("data", "Signed in"), "last_login"),
    (pgettext_lazy("data", "Last seen"), "last_seen_at"),
    (pgettext_lazy("data", "Date of birth"), "born_on"),
    (pgettext_lazy("data", "Name"), "name"),
    (pgettext_lazy("data", "Handle"), "handle"),
    (pgettext_lazy("data", "E-mail"), "email"),
    (pgettext_lazy("data", "Telephone"), "phone"),
    (pgettext_lazy("data", "Membership number"), "membership_number number"),
    (pgettext_lazy("data", "About you"), "bio"),
    (pgettext_lazy("data", "Title"), "title"),
    (pgettext_lazy("data", "Role"), "role"),
    (pgettext_lazy("data", "Language"), "language"),
    (pgettext_lazy("data", "Time zone"), "timezone"),
    (pgettext_lazy("data", "Text"), "body text words caption"),
    (pgettext_lazy("data", "Subject"), "subject"),
    (pgettext_lazy("data", "Sender"), "sender"),
    (pgettext_lazy("data", "State"), "state"),
    (pgettext_lazy("data", "Kind"), "kind sort content_type"),
    (pgettext_lazy("data", "Group"), "group group_name"),
    (pgettext_lazy("data", "Room"), "room"),
    (pgettext_lazy("data", "Post"), "post"),
    (pgettext_lazy("data", "List"), "of"),
    (pgettext_lazy("data", "Headings"), "headings"),
    (pgettext_lazy("data", "Cells"), "cells"),
    (pgettext_lazy("data", "Reference"), "key"),
    (pgettext_lazy("data", "What you ask for"), "asks_for"),
    (pgettext_lazy("data", "Outcome"), "outcome outcome_text"),
    (pgettext_lazy("data", "Accepted"), "accepted"),
    (pgettext_lazy("data", "Answer"), "answer answers"),
    (pgettext_lazy("data", "Question"), "field"),
    (pgettext_lazy("data", "Choice"), "option"),
    (pgettext_lazy("data", "Person"), "other"),
    (pgettext_lazy("data", "Who sees it"), "circle"),
    (pgettext_lazy("data", "Who may write to you"), "open_to"),
    (pgettext_lazy("data", "Guests"), "guests"),
    (pgettext_lazy("data", "Players"), "players"),
    (pgettext_lazy("data", "Team"), "team"),
    (pgettext_lazy("data", "By you"), "from_customer"),
    (pgettext_lazy("data", "Way"), "channel"),
    (pgettext_lazy("data", "Wanted"), "is_wanted"),
    (pgettext_lazy("data", "Level"), "level"),
    (pgettext_lazy("data", "Rhythm"), "pace"),
    (pgettext_lazy("data", "Rule"), "rule ground"),
    (pgettext_lazy("data", "How many"), "count times"),
    (pgettext_lazy("data", "Reason"), "reason reasons"),
    (pgettext_lazy("data", "Note"), "note"),
    (pgettext_lazy("data", "Message"), "message"),
    (pgettext_lazy("data", "What was changed"), "change_message"),
    (pgettext_lazy("data", "About"), "object_repr thread"),
    (pgettext_lazy("data", "What is wrong"), "offence"),
    (pgettext_lazy("data", "Where"), "location place"),
    (pgettext_lazy("data", "Consent"), "consent"),
    (pgettext_lazy("data", "Notice (fingerprint)"), "notice"),
    (pgettext_lazy("data", "Network"), "ip network"),
    (pgettext_lazy("data", "Device"), "device user_agent"),
    (pgettext_lazy("data", "Size"), "size"),
    (pgettext_lazy("data", "Follows only"), "only_follows"),
    (pgettext_lazy("data", "Search"), "query"),
    (pgettext_lazy("data", "Content"), "values"),
]
HEADINGS = {column: heading for heading, said in WORDS for column in said.split()}


def meaning(path: str) -> str:
    """The word of a column, wherever it was fetched from."""
    *rows, last = path.split("__")
    return rows[-1] if rows and last in STANDS_FOR_ITS_ROW else last


def heading(path: str) -> str:
    word = meaning(path)
    return str(HEADINGS.get(word, word.replace("_", " ")))


def tellers(model: str, paths: tuple[str, ...], zone: tzinfo) -> dict[str, Callable[[Any], str]]:
    """For each column what tells its values: choices by their names, moments in the zone of the house."""
    return {path: _teller(dict(_choices(model, path)), zone) for path in paths}


def _teller(choices: dict, zone: tzinfo) -> Callable[[Any], str]:
    return lambda value: str(choices[value]) if _is_in(value, choices) else told(value, zone)


def _is_in(value: Any, choices: dict) -> bool:
    return isinstance(value, str | int) and value in choices


def _choices(model: str, path: str) -> list[tuple[Any, Any]]:
    field: Any = None
    owner: Any = apps.get_model(model)
    for name in path.split("__"):
        field = owner._meta.get_field(name)
        owner = field.related_model
    return list(getattr(field, "flatchoices", None) or ())


def told(value: Any, zone: tzinfo) -> str:
    if isinstance(value, bool):
        return pgettext("data", "Yes") if value else pgettext("data", "No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value, zone), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    if isinstance(value, dict):
        return "\n".join(f"{name}: {told(said, zone)}" for name, said in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(told(said, zone) for said in value)
    return str(value)
