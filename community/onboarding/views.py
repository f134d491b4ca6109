"""Three short pages for somebody new; each can be passed over, and all of them left at any moment."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.members import languages
from community.onboarding.forms import GroupsForm, HelloForm, YouForm
from community.onboarding.models import FirstSteps, Step

FOLDER = "community/onboarding"


@require_safe
def index(request):
    """Where one was; home for whoever is through."""
    step = FirstSteps.objects.of(request.user).next
    return redirect(f"onboarding:{step}" if step else "feed:home")


def you(request):
    form = YouForm(
        request.POST or None, request.FILES or None, member=request.user, language=request.LANGUAGE_CODE
    )
    if not form.is_valid():
        return page(request, Step.YOU, form)
    form.send()
    response = taken(request, Step.YOU)
    languages.remember(response, form.cleaned_data["language"])
    return response


def groups(request):
    form = GroupsForm(request.POST if request.method == "POST" else None, member=request.user)
    if not form.is_valid():
        return page(request, Step.GROUPS, form)
    form.send()
    return taken(request, Step.GROUPS)


def hello(request):
    form = HelloForm(request.POST or None, member=request.user, initial={"submission": uuid.uuid4()})
    if not form.is_valid() or not (said := form.send()):
        return page(request, Step.HELLO, form)
    heard = _("Said. Whoever answers you rings the bell above.")
    waits = _("Sent. A moderator looks at it first; then everybody reads it.")
    messages.success(request, waits if said.is_waiting else heard, extra_tags="hello")
    FirstSteps.objects.take(request.user, Step.HELLO)
    return redirect("feed:home")


@require_POST
def passing(request, step):
    """Not now: it is not asked again."""
    return taken(request, step)


@require_POST
def end(request):
    FirstSteps.objects.finish(request.user)
    return redirect("feed:home")


def taken(request, step):
    FirstSteps.objects.take(request.user, step)
    return redirect("onboarding:index")


def page(request, step: Step, form):
    steps = [(one, list(Step).index(one) + 1) for one in Step]
    context = {"form": form, "step": step, "number": list(Step).index(step) + 1, "steps": steps}
    return render(request, f"{FOLDER}/{step}.html", context, status=422 if form.is_bound else 200)
