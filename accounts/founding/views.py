"""The door of an empty house: the address that the terminal printed."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from accounts.founding.forms import FounderForm
from accounts.founding.models import FoundersKey, KeyClosed
from accounts.invitations import privacy


@login_not_required
@cache_control(no_store=True, private=True)
def founding(request: HttpRequest, token: str) -> HttpResponse:
    """Three fields, and the house has somebody who answers for it. Whatever does not open looks the same."""
    key = FoundersKey.objects.opened_by(token)
    if key is None:
        return closed(request)
    form = FounderForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "accounts/founding/door.html", {"form": form}, status=422 if form.is_bound else 200
        )
    try:
        founder = key.use(**form.cleaned_data, language=get_language() or "", notice=privacy.fingerprint())
    except KeyClosed:
        return closed(request)
    record_authentication(request, founder, method="founding")
    return perform_login(request, Login(user=founder, email=founder.email, signup=True))


def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/founding/closed.html", status=404)
