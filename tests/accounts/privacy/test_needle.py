"""Whoever wrote into every column that takes words, and leaves, is found in none of them (L-23, row 48)."""

import uuid

import pytest

from accounts.privacy import registry
from accounts.privacy.departures import Departure
from community.alerts.models import Alert
from tests.accounts.privacy.planting import row_of, write_everywhere
from tests.accounts.privacy.test_departures import NEEDLE, found, leaves, life, media  # noqa: F401

# Where the policy leaves what was written beside somebody: nobody's own words, or words that stay by nobody.
NAMED = {
    "accounts_import.encoding": "the file of the house",
    "accounts_import.name": "the same",
    "accounts_import.note": "what the house writes into its invitations",
    "accounts_import.problem": "a code of ours",
    "accounts_upload.content_type": "what the house found a file to be, never typed",
    "accounts_upload.sha256": "the same",
    "community_alert.answer": "a moderator's words",
    "community_alert.location": "where something illegal stood, without who said so (L-29)",
    "community_alert.reasons": "why, without who said so",
    "community_appeal.answer": "a moderator's words",
    "community_comment.hidden_reason": "a moderator's words",
    "community_contestentry.hidden_reason": "a moderator's words",
    "community_entry.name": "a team's name, of all who played in it",
    "community_message.hidden_reason": "a moderator's words",
    "community_message.signed_as": "a body of the brand",
    "community_moderationact.clause": "a statement of reasons, of nobody by then (L-30)",
    "community_moderationact.facts": "the same",
    "community_moderationact.group_name": "the same",
    "community_moderationact.reason": "the same",
    "community_post.hidden_reason": "a moderator's words",
    "community_post.standing_reason": "the brand's words about a suggestion",
    "community_praise.team": "a team's name",
    "community_report.decision_note": "a moderator's words",
    "community_suggestionvote.household": "a keyed hash, so that a household votes once",
    "community_vote.household": "the same",
    "django_admin_log.change_message": "what they did on the desk",
    "django_admin_log.object_id": "the same",
    "django_admin_log.object_repr": "the same",
}
MANY = 90  # columns into which a word of one's own can get


def test_row_48_whatever_column_was_written_into_it_is_empty_afterwards(life):  # noqa: F811
    """Each class of the registry, with the needle in every column that takes words: also those of tomorrow. Looked for
    in every column of every table, whoever it is registered by."""
    assert {held.name for held in registry.known() if not row_of(held, life)} == set()
    for held in registry.known():
        write_everywhere(held, life, NEEDLE)
    assert len(found(NEEDLE)) > MANY, "otherwise it proves nothing"
    life.refresh_from_db()
    leaves(life)
    assert " ".join(sorted(found(NEEDLE) - NAMED.keys())) == ""


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_whoever_used_the_notice_form_can_be_erased_too(life, client_of, is_signed_in):  # noqa: F811
    """The notice stays and is decided (L-29), by nobody; the worker comes to its end."""
    said = {"offence": "honour", "reasons": "It slanders my brother", "location": f"/posts/{life.theirs.pk}/"}
    who = {
        "name": life.name,
        "email": life.email.upper(),
        "good_faith": "on",
        "submission": str(uuid.uuid4()),
    }
    browser = client_of(life) if is_signed_in else client_of()
    assert browser.post("/report/", said | who).status_code == 200
    leaves(life)
    assert not Departure.objects.due().exists()
    alert = Alert.objects.get()
    assert alert.is_open and alert.email == "" and alert.reasons == said["reasons"]
    assert found(NEEDLE) == set()
