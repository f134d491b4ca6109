"""What becomes of a suggestion, at which pace people write, and who has read an announcement."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import keyset
from community.posts.forms import PaceForm, StandingForm
from community.posts.readership import readership_of
from community.posts.views import seen


def standing(request, pk):
    post = seen(request, pk)
    if not post.decidable_by(request.user):
        raise PermissionDenied(_("Staff say what becomes of a suggestion."))
    form = StandingForm(request.POST or None, post=post, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Said. Whoever voted for it has been told."))
        return redirect(post)
    known = {"form": form, "written": post}
    return render(request, "community/posts/standing.html", known, status=422 if form.is_bound else 200)


def pace(request, pk):
    """How often each writes below it."""
    post = seen(request, pk)
    if not post.moderated_by(request.user):
        raise PermissionDenied(_("Only a moderator of its group can slow this down."))
    form = PaceForm(request.POST or None, initial={"pace": post.slowed_to or 0})
    if form.is_valid():
        post.slow_down(form.cleaned_data["pace"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(post)
    known = {"form": form, "written": post}
    return render(request, "community/posts/pace.html", known, status=422 if form.is_bound else 200)


@require_safe
def readers(request, pk):
    """For whoever may not know who reads what, there is no such page (row 13)."""
    post = seen(request, pk)
    if not post.readership_shown_to(request.user):
        raise Http404
    known = {"written": post} | readership_of(post, keyset.number(request.GET.get("before")))
    return render(request, "community/posts/readers.html", known)
