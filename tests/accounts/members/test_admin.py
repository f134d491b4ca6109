"""Members and invitations on the staff's desk."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch, reverse

from accounts.invitations.models import Invitation
from accounts.live import publish
from accounts.members.models import Member
from accounts.roles import Role
from tests.cast import person
from tests.parallel import together

MEMBERS = "/admin/accounts/member/"
INVITATIONS = "/admin/accounts/invitation/"


@pytest.fixture
def desk(gema, client_of):
    return client_of(gema)


def fields(member, **changes) -> dict:
    names = ["name", "email", "handle", "role", "title", "phone", "membership_number", "bio", "language"]
    return {name: getattr(member, name) or "" for name in names} | changes


def test_gema_looks_people_up(desk, ana, bruno):
    page = desk.get(MEMBERS, {"q": "ana@"}).content.decode()
    assert "Ana Ruiz" in page and "Bruno Gil" not in page


def test_gema_changes_what_a_person_is_and_nothing_about_how_they_sign_in(desk, ana):
    password = ana.password
    page = desk.get(f"{MEMBERS}{ana.pk}/change/").content.decode()
    assert "password" not in page.lower().replace("password/change", "")
    forged = fields(
        ana, role=Role.MODERATOR, email="Ana.New@example.com", password="x", approved_at="", joined_at=""
    )
    desk.post(f"{MEMBERS}{ana.pk}/change/", forged)
    ana.refresh_from_db()
    assert (ana.role, ana.email, ana.password) == (Role.MODERATOR, "ana.new@example.com", password)
    assert ana.is_at_home and EmailAddress.objects.get(user=ana).email == "ana.new@example.com"


def test_gema_lets_in_those_who_wait(desk, ana):
    eva = person("Eva Luna", approved_at=None)
    desk.post(MEMBERS, {"action": "approve", "_selected_action": [eva.pk, ana.pk]})
    eva.refresh_from_db()
    assert eva.is_at_home


def test_the_page_of_a_person_leads_to_the_decision_about_them(desk, ana):
    assert f"/moderation/members/{ana.pk}/suspension/" in desk.get(f"{MEMBERS}{ana.pk}/change/").text


def test_nobody_is_deleted_here(desk, ana):
    assert desk.post(f"{MEMBERS}{ana.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(MEMBERS, {"action": "delete_selected", "_selected_action": [ana.pk], "post": "yes"})
    assert Member.objects.filter(pk=ana.pk).exists()


PAGES = [
    MEMBERS,
    f"{MEMBERS}add/",
    "{ana}change/",
    "{ana}history/",
    INVITATIONS,
]


@pytest.mark.parametrize("path", [*PAGES, f"{INVITATIONS}add/"])
def test_row_41_sol_has_no_business_with_people(sol, ana, client_of, path):
    path = path.replace("{ana}", f"{MEMBERS}{ana.pk}/")
    for answer in (
        client_of(sol).get(path),
        client_of(sol).post(path, fields(ana, role="manager", reason="x")),
    ):
        assert answer.status_code in (403, 405)
    ana.refresh_from_db()
    assert ana.role == Role.MEMBER and not ana.is_suspended


def test_gema_invites_from_the_desk(desk, gema):
    desk.post(
        f"{INVITATIONS}add/", {"email": "eva@example.com", "role": "agent", "max_uses": 1, "note": "Hola"}
    )
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.issued_by) == ("eva@example.com", "agent", gema)
    page = desk.get(INVITATIONS).content.decode()
    assert "eva@example.com" in page and invitation.token not in page
    desk.post(INVITATIONS, {"action": "revoke", "_selected_action": [invitation.pk]})
    invitation.refresh_from_db()
    assert invitation.state == "revoked"


@pytest.mark.parametrize(
    "wrong", [{"email": "", "role": "agent"}, {"email": "a@b.es", "max_uses": 5}, {"role": "king"}]
)
def test_the_desk_says_what_an_invitation_cannot_be(desk, wrong):
    sent = {"email": "eva@example.com", "role": "member", "max_uses": 1, "note": ""} | wrong
    assert desk.post(f"{INVITATIONS}add/", sent).status_code == 200
    assert not Invitation.objects.exists()


def test_the_desk_shows_no_secrets_of_signing_in(desk):
    shown = {model._meta.label for model in admin.site._registry}
    assert not shown & {"mfa.Authenticator", "usersessions.UserSession", "account.EmailAddress", "auth.Group"}
    with pytest.raises(NoReverseMatch):
        reverse("admin:mfa_authenticator_changelist")


def test_gema_makes_ana_an_agent_and_her_open_pages_are_asked_anew(desk, ana, gema, monkeypatch):
    asked = []
    monkeypatch.setattr(publish, "revoke", lambda *about: asked.append(about))
    desk.post(f"{MEMBERS}{ana.pk}/change/", fields(ana, role=Role.AGENT))
    ana.refresh_from_db()
    assert ana.role == Role.AGENT and asked == [(ana.pk,)]


def test_gema_cannot_take_her_own_role(desk, gema):
    assert 'name="role"' not in desk.get(f"{MEMBERS}{gema.pk}/change/").content.decode()
    desk.post(f"{MEMBERS}{gema.pk}/change/", fields(gema, role=Role.MEMBER))
    gema.refresh_from_db()
    assert gema.role == Role.MANAGER


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_take_each_others_role_at_once_leave_one_manager(gema):
    hugo = person("Hugo Rey", role=Role.MANAGER)

    def demote(one, by):
        try:
            return one.take_role(Role.MEMBER, by=by)
        except PermissionDenied:
            return False

    assert sorted(together(lambda: demote(hugo, gema), lambda: demote(gema, hugo))) == [False, True]
    assert Member.objects.filter(role=Role.MANAGER).count() == 1
