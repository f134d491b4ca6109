"""Pages of groups: find them, look in, come and go."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from community.groups.forms import AskForm, LevelForm, NewGroupForm, PresetForm
from community.groups.joining import CannotLeave
from community.groups.ladder import LastOwner
from community.groups.models import Group
from community.groups.pages import index_of, members_of, page_of, presets_of
from community.partials import back


@require_GET
def index(request):
    return render(request, "community/groups/list.html", index_of(request.user))


@require_GET
def members(request, slug):
    group = Group.objects.read_by(request.user, slug)
    return render(
        request, "community/groups/members.html", members_of(group, request.user, request.GET.get("after"))
    )


@require_GET
def rules(request, slug):
    group = Group.objects.read_by(request.user, slug)
    return render(request, "community/groups/rules.html", page_of(group, request.user))


@require_POST
def membership(request, slug):
    """Joins a free group, asks to join one on request; whoever joins `here` goes on where they were."""
    group = Group.objects.seen_by(request.user, slug)
    if group.joinable_by(request.user):
        group.admit(request.user)
        messages.success(request, _("You are in “%(group)s”.") % {"group": group})
        return back(request, group.get_absolute_url()) if "here" in request.POST else redirect(group)
    form = AskForm(request.POST, group=group)
    if not group.askable_by(request.user):
        raise PermissionDenied(_("This group is by invitation."))
    if not form.is_valid():
        return render(request, "community/groups/ask.html", {"group": group, "form": form}, status=422)
    group.ask(by=request.user, **form.said())
    messages.success(request, _("Your request is sent. We will tell you as soon as it is answered."))
    return redirect(group)


@require_POST
def leave(request, slug):
    group = Group.objects.seen_by(request.user, slug)
    try:
        group.remove(request.user, by=request.user)
    except CannotLeave:
        raise PermissionDenied(_("Everybody belongs to this group.")) from None
    except LastOwner as refusal:
        messages.error(request, str(refusal))
        return redirect("groups:members", slug=slug)
    messages.success(request, _("You have left “%(group)s”.") % {"group": group})
    return redirect("groups:index")


@require_POST
def level(request, slug):
    """How much of the group the member wants to hear."""
    group = get_object_or_404(Group.objects.joined_by(request.user), slug=slug)
    form = LevelForm(request.POST)
    if form.is_valid():
        group.membership_of(request.user).hear(**form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose one of the three."))
    return redirect(group)


def new(request):
    if not Group.foundable_by(request.user):
        raise PermissionDenied(_("Only moderators and managers can make groups."))
    form = NewGroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (made := form.send(request.user)):
        return redirect(made)
    return render(request, "community/groups/new.html", {"form": form}, status=422 if form.is_bound else 200)


def presets(request):
    """What communities of a sector begin with."""
    if not request.user.is_manager:
        raise PermissionDenied(_("Only managers can start from a preset."))
    form = PresetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = form.send(request.user)
        words = ngettext("%(count)d group made.", "%(count)d groups made.", len(made))
        messages.success(request, words % {"count": len(made)})
        return redirect("groups:index")
    page = presets_of(form)
    return render(request, "community/groups/presets.html", page, status=422 if form.is_bound else 200)
