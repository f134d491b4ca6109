"""What one says of oneself: written, and looked at as others see it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.members import marks, sections
from community.partials import back
from community.profiles.choices import ProfileChoice
from community.profiles.circles import Circle
from community.profiles.forms import AboutForm


def about(request):
    form = AboutForm(request.POST if request.method == "POST" else None, member=request.user)
    if form.is_valid():
        form.keep()
        messages.success(request, _("Saved."))
        return redirect("profiles:about")
    return render(
        request, "community/profiles/about.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_safe
def preview(request):
    """One's own page as somebody sees it who stands in that circle."""
    circle = Circle.GROUPS if request.GET.get("as") == Circle.GROUPS else Circle.HOUSE
    context = {
        "member": request.user,
        "marks": marks.of(request.user, None),
        "sections": sections.as_seen(request.user, circle),
        "circle": circle,
        "circles": [Circle.HOUSE, Circle.GROUPS],
        "is_preview": True,
    }
    return render(request, "community/profiles/preview.html", context)


@require_POST
def listing(request):
    """Into the directory, or out of it."""
    wanted = request.POST.get("listed") == "yes"
    ProfileChoice.objects.choose(by=request.user, is_listed=wanted)
    said = _("You are in the directory now.") if wanted else _("You are not in the directory any more.")
    messages.success(request, said)
    return back(request, "/members/")
