"""The way in: inviting, and coming in by an invitation. Looking at one never uses it up (row 34)."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.adapter import AccountAdapter
from accounts.entrance import limits
from accounts.invitations import confirmations, privacy
from accounts.invitations.errors import AlreadyJoined, InvitationClosed
from accounts.invitations.forms import IssueForm, LinkForm, PersonalForm
from accounts.invitations.models import Invitation

# For managers and moderators


def invitations(request: HttpRequest) -> HttpResponse:
    """One's own invitations, and a form for another."""
    if not request.user.is_moderator:
        raise PermissionDenied
    way = request.POST.get("way", request.GET.get("way", IssueForm.MAIL))
    form = IssueForm(request.POST or None, by=request.user, way=way)
    if request.method == "POST" and form.is_valid():
        issued = Invitation.issue(by=request.user, **form.wanted())
        messages.success(
            request, _("Invitation sent.") if issued.is_personal else _("The link is ready: it is below.")
        )
        return redirect("invitations:list")
    issued = Invitation.objects.visible_to(request.user).recent()
    return render(request, "accounts/invitations/list.html", {"form": form, "invitations": issued})


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk).resend()
    messages.success(request, _("Sent once more."))
    return redirect("invitations:list")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk).revoke()
    messages.success(request, _("The invitation does not work any more."))
    return redirect("invitations:list")


# For whoever was invited


@login_not_required
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.with_issuer(), token=token)
    if request.user.is_authenticated:
        return _page(request, found, "signed_in")
    if found.state != Invitation.State.OPEN:
        return _page(request, found, found.state)
    return _personal(request, found) if found.is_personal else _link(request, found)


def _personal(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = PersonalForm(request.POST or None, email=found.email, initial={"name": found.known_name})
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, "open", form=form)
    return _come_in(request, found, name=form.cleaned_data["name"], password=form.cleaned_data["password"])


def _link(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = LinkForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, "open", form=form)
    email, name = form.cleaned_data["email"], form.cleaned_data["name"]
    if not limits.allows(request, "joining", email):
        form.add_error("email", AccountAdapter.error_messages["too_many_mails"])
        return _page(request, found, "open", form=form)
    confirmations.ask(found, email=email, name=name, language=get_language(), notice=privacy.fingerprint())
    return _page(request, found, "look_at_your_mail", email=email)


@login_not_required
@never_cache
def confirmation(request: HttpRequest, token: str, signed: str) -> HttpResponse:
    """Where the mail to a link's newcomer leads: one more tap, since a scanner of mails follows links too."""
    found = get_object_or_404(Invitation.objects.with_issuer(), token=token)
    wish = confirmations.read(found, signed)
    if request.user.is_authenticated:
        return _page(request, found, "signed_in")
    if wish is None or found.state != Invitation.State.OPEN:
        return _page(request, found, "stale" if wish is None else found.state)
    if request.method != "POST":
        return _page(request, found, "confirm", wish=wish)
    return _come_in(
        request, found, email=wish.email, name=wish.name, language=wish.language, notice=wish.notice
    )


@login_not_required
@require_POST
def renewal(request: HttpRequest, token: str) -> HttpResponse:
    """A fresh invitation, to the address that the old one was bound to and to no other."""
    found = get_object_or_404(Invitation.objects.with_issuer(), token=token)
    if not found.is_renewable or not limits.allows(request, "renewal"):
        return _page(request, found, found.state)
    found.renew()
    return _page(request, found, "renewed")


def _come_in(request: HttpRequest, found: Invitation, **who) -> HttpResponse:
    try:
        member = found.accept(**{"language": get_language(), "notice": privacy.fingerprint()} | who)
    except AlreadyJoined:
        return _page(request, found, "already_joined")
    except InvitationClosed as closed:
        return _page(request, found, closed.state)
    record_authentication(request, member, method="invitation")
    return perform_login(request, Login(user=member, email=member.email, signup=True))


def _page(request: HttpRequest, found: Invitation, state: str, **context) -> HttpResponse:
    return render(
        request, "accounts/invitations/invitation.html", {"invitation": found, "state": state, **context}
    )
