"""Coming in by an invitation (rows 33 and 34)."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.invitations.models import Acceptance, Invitation
from accounts.mail.models import Mail
from accounts.members import impersonation
from accounts.members.models import Member
from accounts.members.signals import member_joined
from accounts.roles import Role
from tests.accounts.entrance import mailbox
from tests.accounts.entrance.test_sign_in import is_in, sign_in
from tests.cast import person

EVA = "eva@example.com"
JOIN = {"name": "Eva Luna", "of_age": "on"}


@pytest.fixture
def joined():
    """Who came in, and the groups they were promised."""
    heard = []

    def hear(sender, member, groups, **kwargs):
        heard.append((member.name, groups))

    member_joined.connect(hear)
    yield heard
    member_joined.disconnect(hear)


def address(invitation) -> str:
    return f"/invitation/{invitation.token}/"


def test_eva_joins_in_three_fields_and_is_in_at_once(gema, joined):
    Invitation.issue(by=gema, email="Eva@Example.com", note="See you on court 2", groups=["tennis"])
    client = Client()
    link = mailbox.path(EVA, "/invitation/")
    page = client.get(link).content.decode()
    assert (
        "Gema Prado invites you" in page
        and "See you on court 2" in page
        and "What happens to your data" in page
    )
    assert page.count("<label") == 3
    answer = client.post(link, JOIN | {"password": "tres tristes tigres"})
    assert answer["Location"] == "/"
    assert is_in(client)
    eva = Member.objects.get(email=EVA)
    assert eva.is_at_home and eva.approved_by == gema and eva.handle == "eva-luna"
    assert joined == [("Eva Luna", ["tennis"])]
    sign_in(fresh := Client(), EVA, "tres tristes tigres")
    assert is_in(fresh)


def test_a_password_may_be_left_out(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    client = Client()
    client.post(address(invitation), JOIN)
    assert is_in(client)
    assert not Member.objects.get(email=EVA).has_usable_password()


def test_what_was_typed_is_kept_when_something_is_missing(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    page = Client().post(address(invitation), {"name": "Eva Luna", "password": "short"}).content.decode()
    assert 'value="Eva Luna"' in page and 'id="form-errors"' in page
    assert not Member.objects.filter(email=EVA).exists()


def test_l25_whoever_is_too_young_does_not_come_in(gema):
    Brand(minimum_age=16).save()
    invitation = Invitation.issue(by=gema, email=EVA)
    page = Client().post(address(invitation), {"name": "Eva Luna"}).content.decode()
    assert page.count("16") >= 2 and 'id="form-errors"' in page
    assert not Member.objects.filter(email=EVA).exists()


def test_l21_the_notice_they_read_is_kept_with_the_acceptance(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    Client().post(address(invitation), JOIN)
    first = Acceptance.objects.get().notice
    Brand(legal_name="Another S.L.").save()
    other = Invitation.issue(by=gema, email="leo@example.com")
    Client().post(address(other), JOIN)
    assert len(first) == 64 and Acceptance.objects.latest("pk").notice != first


def test_row_34_looking_uses_nothing_up(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    for method in ("get", "head", "options"):
        getattr(Client(), method)(address(invitation))
    invitation.refresh_from_db()
    assert invitation.uses == 0 and invitation.state == "open"


def test_row_33_a_used_invitation_lets_nobody_else_in(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    Client().post(address(invitation), JOIN)
    other = Client()
    page = other.post(address(invitation), JOIN | {"name": "Thief"}).content.decode()
    assert 'data-state="used"' in page and "/accounts/login/" in page
    assert not is_in(other) and Member.objects.get(email=EVA).name == "Eva Luna"


def test_row_33_an_expired_invitation_lets_nobody_in_and_offers_a_new_one(gema):
    invitation = Invitation.issue(by=gema, email=EVA, as_of=timezone.now() - timedelta(days=15))
    client = Client()
    page = client.post(address(invitation), JOIN).content.decode()
    assert 'data-state="expired"' in page and "/renewal/" in page and not is_in(client)
    for _ in range(3):
        client.post(address(invitation) + "renewal/")
    assert Mail.objects.filter(to=EVA).count() == 2  # the first, and one new one
    client.post(mailbox.path(EVA, "/invitation/"), JOIN)
    assert is_in(client)


@pytest.mark.parametrize(
    "change", [{"role": Role.MEMBER}, {"suspended_at": timezone.now()}, {"left_at": timezone.now()}]
)
def test_row_33_no_new_one_in_the_name_of_somebody_who_may_not_invite_any_more(gema, change):
    invitation = Invitation.issue(by=gema, email=EVA, as_of=timezone.now() - timedelta(days=15))
    Member.objects.filter(pk=gema.pk).update(**change)
    Client().post(address(invitation) + "renewal/")
    assert Mail.objects.filter(to=EVA).count() == 1


def test_row_33_a_revoked_invitation_lets_nobody_in(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    assert invitation.revoke() and not invitation.revoke()
    client = Client()
    assert 'data-state="revoked"' in client.post(address(invitation), JOIN).content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("token", ["", "x", "None", "%00", "' OR 1=1 --", "a" * 300, "ñ"])
def test_row_33_no_token_is_no_invitation(gema, token):
    Invitation.issue(by=gema, email=EVA)
    assert Client().get(f"/invitation/{token}/").status_code in (404, 302)
    assert Client().post(f"/invitation/{token}/", JOIN).status_code in (404, 302)
    assert not Member.objects.filter(email=EVA).exists()


def test_row_33_the_address_cannot_be_exchanged(gema):
    invitation = Invitation.issue(by=gema, email=EVA, role=Role.AGENT)
    Client().post(address(invitation), JOIN | {"email": "thief@example.com"})
    assert not Member.objects.filter(email="thief@example.com").exists()
    assert Member.objects.get(email=EVA).role == Role.AGENT


def test_row_28_an_invitation_gives_nothing_but_what_it_says(gema):
    invitation = Invitation.issue(by=gema, email=EVA)
    forged = {
        field.name: "manager" if field.name == "role" else "1" for field in Member._meta.concrete_fields
    }
    Client().post(
        address(invitation), forged | JOIN | {"password": ""} | {"groups": ["board"], "max_uses": 50}
    )
    eva = Member.objects.get(email=EVA)
    assert (eva.role, eva.title, eva.bio, eva.membership_number) == (Role.MEMBER, "", "", None)


def test_ana_who_is_in_is_told_so(ana, gema, client_of):
    invitation = Invitation.issue(by=gema, email=EVA)
    page = client_of(ana).post(address(invitation), JOIN).content.decode()
    assert 'data-state="signed_in"' in page and "Ana Ruiz" in page
    assert not Member.objects.filter(email=EVA).exists()


def test_an_invitation_to_a_members_address_leads_to_signing_in(ana, gema):
    invitation = Invitation.issue(by=gema, email=ana.email)
    client = Client()
    assert 'data-state="already_joined"' in client.post(address(invitation), JOIN).content.decode()
    invitation.refresh_from_db()
    ana.refresh_from_db()
    assert invitation.uses == 0 and ana.name == "Ana Ruiz" and not is_in(client)


def test_a_telephone_customer_claims_what_is_theirs(gema):
    staged = person("Rosa M.", handle=None, email=None, joined_at=None, approved_at=None, password="")
    invitation = Invitation.issue(by=gema, email="rosa@example.com", member=staged)
    assert 'value="Rosa M."' in Client().get(address(invitation)).content.decode()
    Client().post(address(invitation), JOIN | {"name": "Rosa Mena"})
    rosa = Member.objects.get(email="rosa@example.com")
    assert rosa.pk == staged.pk and rosa.is_at_home and rosa.name == "Rosa Mena"


def test_an_imported_customer_of_the_same_address_is_the_same_person(gema):
    staged = person("Leo", joined_at=None, approved_at=None, membership_number="4217")
    invitation = Invitation.issue(by=gema, email="leo@example.com")
    Client().post(address(invitation), JOIN | {"name": "Leo Paz"})
    staged.refresh_from_db()
    assert staged.is_at_home and staged.membership_number == "4217"


def test_a_former_member_comes_back_as_the_same_person(gema, joined):
    leo = person("Leo Paz", left_at=timezone.now())
    Client().post(address(Invitation.issue(by=gema, email=leo.email)), JOIN | {"name": "Leo Paz"})
    leo.refresh_from_db()
    assert leo.is_at_home and joined == [("Leo Paz", [])]


def test_when_the_rooms_above_fail_nobody_has_come_in(gema):
    def fail(**kwargs):
        raise RuntimeError("no groups today")

    member_joined.connect(fail)
    try:
        invitation = Invitation.issue(by=gema, email=EVA)
        with pytest.raises(RuntimeError):
            Client().post(address(invitation), JOIN)
    finally:
        member_joined.disconnect(fail)
    invitation.refresh_from_db()
    assert invitation.uses == 0 and not Member.objects.filter(email=EVA).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["personal", "the last use of a link"])
def test_row_33_of_two_at_once_one_comes_in(gema, kind):
    invitation = Invitation.issue(by=gema, email=EVA if kind == "personal" else "")
    start, outcomes = Barrier(6), []

    def accept(number):
        start.wait()
        try:
            Invitation.objects.get(pk=invitation.pk).accept(
                name=f"Eva {number}", email=f"eva{number}@example.com"
            )
            outcomes.append("in")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [Thread(target=accept, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["InvitationClosed"] * 5 + ["in"]
    invitation.refresh_from_db()
    assert invitation.uses == 1
    assert Member.objects.exclude(pk=gema.pk).count() == Acceptance.objects.count() == 1


def test_row_46_nobody_comes_in_under_a_name_of_the_team(gema):
    Invitation.issue(by=gema, email=EVA)
    page = Client().post(mailbox.path(EVA, "/invitation/"), JOIN | {"name": "Gerna Prado"})
    assert str(impersonation.TEAM) in page.content.decode()
    assert not Member.objects.filter(email=EVA, joined_at__isnull=False).exists()
