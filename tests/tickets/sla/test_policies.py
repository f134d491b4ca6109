"""Which policy governs: the one that names most about the request."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from tests.tickets.sla.makers import calendar, policy, ticket
from tickets.sla.models import Policy
from tickets.teams.models import Team

pytestmark = pytest.mark.django_db


def governing(kind="complaint", priority="urgent", team=None, calendar=None):
    return Policy.objects.governing(kind=kind, priority=priority, team=team, calendar=calendar)


def test_a_new_house_has_a_policy_for_everything():
    everything = governing()
    assert everything.is_for_everything
    assert (everything.first_answer_minutes, everything.resolution_minutes) == (240, 1440)
    assert governing() == everything


def test_the_one_that_names_more_wins():
    everything, complaints = policy(), policy(kind="complaint")
    urgent_complaints = policy(kind="complaint", priority="urgent")
    assert governing() == urgent_complaints
    assert governing(priority="low") == complaints
    assert governing(kind="question") == everything


def test_between_equals_team_beats_calendar_beats_kind_beats_priority():
    ground, madrid = Team.objects.create(name="Ground"), calendar()
    by_priority, by_kind = policy(priority="urgent"), policy(kind="complaint")
    assert governing(team=ground.pk, calendar=madrid.pk) == by_kind
    by_calendar = policy(calendar=madrid)
    assert governing(team=ground.pk, calendar=madrid.pk) == by_calendar
    by_team = policy(team=ground)
    assert governing(team=ground.pk, calendar=madrid.pk) == by_team
    assert governing(kind="question") == by_priority


def test_two_conditions_beat_the_strongest_single_one():
    ground = Team.objects.create(name="Ground")
    policy(team=ground)
    both = policy(kind="complaint", priority="urgent")
    assert governing(team=ground.pk) == both


def test_a_policy_of_another_team_or_calendar_is_not_ours():
    policy(team=Team.objects.create(name="Ground"))
    policy(calendar=calendar())
    assert governing().is_for_everything


def test_a_ticket_asks_with_its_own_kind_priority_team_and_calendar(ana):
    madrid = calendar(is_default=True)
    question = ticket(ana, kind="question", priority="low")
    own = policy(kind="question", priority="low", team=question.team, calendar=madrid)
    assert Policy.objects.applying_to(question, madrid) == own


def test_the_same_requests_have_one_policy():
    policy(kind="complaint")
    with pytest.raises(IntegrityError), transaction.atomic():
        policy(kind="complaint")


def test_a_policy_can_be_read_aloud():
    with translation.override("en"):
        assert str(policy(first=90, resolution=1440, kind="complaint", priority="urgent")) == (
            "Complaint · Urgent: first answer in 1 h 30 min, resolution in 24 h of opening time"
        )
        assert str(policy()) == "Any request: no targets"
