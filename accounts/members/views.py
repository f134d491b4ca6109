"""People's own pages."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import going_on
from accounts.brand import themes
from accounts.members import marks, second_factor, sections, sessions
from accounts.members.forms import PreferencesForm, ProfileForm
from accounts.members.languages import LANGUAGES, remember
from accounts.members.models import Member


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is too old: says so, and the typed text waits in the browser's draft."""
    return render(request, "csrf.html", status=403)


@require_safe
def page(request: HttpRequest, handle: str) -> HttpResponse:
    member = get_object_or_404(Member.objects.joined(), handle=handle)
    context = {
        "member": member,
        "marks": marks.of(member, request.user),
        "sections": sections.of(member, request.user),
    }
    return render(request, "accounts/members/page.html", context)


@require_safe
def waiting_room(request: HttpRequest) -> HttpResponse:
    if not request.user.is_pending:
        return redirect("/")
    return render(request, "accounts/members/waiting_room.html")


@require_safe
def pending(request: HttpRequest) -> HttpResponse:
    """Those who wait, for those who decide."""
    if not request.user.is_moderator:
        raise PermissionDenied
    people = Member.objects.decidable_by(request.user).oldest_first()
    return render(request, "accounts/members/pending.html", {"people": people})


@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Member.objects.decidable_by(request.user), pk=pk)
    person.approve(by=request.user)
    messages.success(request, _("%(name)s is in.") % {"name": person.name})
    return redirect("members:pending")


@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Member.objects.decidable_by(request.user), pk=pk)
    person.decline(by=request.user)
    messages.success(request, _("%(name)s has been told no, kindly.") % {"name": person.name})
    return redirect("members:pending")


def settings(request: HttpRequest) -> HttpResponse:
    """What others see of me."""
    form = ProfileForm(request.POST or None, request.FILES or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid() and form.send(request.user):
        messages.success(request, _("Saved."))
        return redirect("members:settings")
    return render(request, "accounts/settings/profile.html", {"form": form})


def preferences(request: HttpRequest) -> HttpResponse:
    member = request.user
    initial = {
        "language": request.LANGUAGE_CODE,
        "theme": themes.chosen_theme(request),
        "timezone": member.timezone,
    }
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/settings/preferences.html", {"form": form})
    chosen = form.cleaned_data
    member.prefer(**chosen | {"theme": "" if chosen["theme"] == "auto" else chosen["theme"]})
    response = redirect("members:preferences")
    themes.remember(response, chosen["theme"], secure=request.is_secure())
    remember(response, chosen["language"])
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language: in the browser for anybody, with the member who is signed in."""
    response = redirect(going_on.after(request))
    if (chosen := request.POST.get("language")) in LANGUAGES:
        if request.user.is_authenticated:
            request.user.prefer(language=chosen)
        remember(response, chosen)
    return response


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    context = {"sessions": sessions.of(request.user), "second_factor": second_factor.is_set_up(request.user)}
    return render(request, "accounts/settings/security.html", context)


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    sessions.end(get_object_or_404(sessions.of(request.user), pk=pk))
    messages.success(request, _("That session is closed."))
    return redirect("members:security")


@require_POST
def other_sessions_end(request: HttpRequest) -> HttpResponse:
    request.user.end_other_sessions(request)
    messages.success(request, _("You are now signed out everywhere but here."))
    return redirect("members:security")


@require_safe
def owed_second_factor(request: HttpRequest) -> HttpResponse:
    """Where staff are led at their first entry."""
    member = request.user
    if not second_factor.is_owed(request.session, member):
        return redirect("/")
    return render(
        request, "accounts/settings/second_factor.html", {"is_set_up": second_factor.is_set_up(member)}
    )
