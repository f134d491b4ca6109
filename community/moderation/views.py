"""The moderators' desk, and the statement of reasons that a member gets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community import keyset
from community.groups import managing
from community.groups.joining import CannotLeave
from community.moderation import desk
from community.moderation.forms import DismissalForm, HidingForm, RemovalForm
from community.moderation.models import ModerationAct
from community.partials import back
from community.reports.models import Report


@require_GET
def index(request):
    """Open reports, or with `?show=acts` what was done."""
    if not desk.is_open_to(request.user):
        raise PermissionDenied(_("This desk is for moderators."))
    if request.GET.get("show") == "acts":
        acts, more = desk.acts(request.user, keyset.number(request.GET.get("before")))
        return render(request, "community/moderation/acts.html", {"acts": acts, "next": more})
    cases, more = desk.cases(request.user, keyset.number(request.GET.get("after")))
    return render(request, "community/moderation/desk.html", {"cases": cases, "next": more})


def hide(request, model, pk):
    """The form with rule and reason, and what it does."""
    item = desk.judged(request.user, model, pk)
    if not ModerationAct.may_judge(request.user, item):
        raise PermissionDenied(_("Another moderator of the group has to decide this."))
    form = HidingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ModerationAct.objects.hide(item, by=request.user, **form.cleaned_data)
        messages.success(request, _("Hidden. The author has been told why and how to object."))
        return redirect("moderation:index")
    context = {"form": form, "item": item, "about": Report.field_of(item)}
    return render(request, "community/moderation/hide.html", context, status=422 if form.is_bound else 200)


@require_POST
def restore(request, model, pk):
    item = desk.judged(request.user, model, pk)
    if not ModerationAct.may_judge(request.user, item):
        raise PermissionDenied(_("Another moderator of the group has to decide this."))
    ModerationAct.objects.restore(item, by=request.user)
    messages.success(request, _("Everybody in the group can see it again."))
    return back(request, "/moderation/?show=acts")


@require_POST
def dismiss(request, field, pk):
    """Whoever has the report on their desk may find that nothing was wrong."""
    matter = desk.reported(request.user, field, pk)
    form = DismissalForm(request.POST)
    if form.is_valid():
        ModerationAct.objects.dismiss(matter, by=request.user, **form.cleaned_data)
        messages.success(request, _("Dismissed. Who reported it has been told."))
    else:
        messages.error(request, _("The note is too long."))
    return redirect("moderation:index")


def remove(request, slug, pk):
    """Ends a membership, with a reason that the member reads."""
    group = managing.find(request, slug)
    membership = get_object_or_404(group.memberships.select_related("member"), pk=pk)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "group": group, "membership": membership}
        return render(
            request, "community/moderation/remove.html", context, status=422 if form.is_bound else 200
        )
    try:
        ModerationAct.objects.remove(membership.member, group=group, by=request.user, **form.cleaned_data)
    except CannotLeave:
        raise PermissionDenied(_("Everybody belongs to this group.")) from None
    messages.success(request, _("%(member)s is no longer in the group.") % {"member": membership.member})
    return redirect("groups:members", slug=slug)


@require_GET
def act(request, pk):
    """What was done, why, and how to object: for the person concerned and the moderators of that place."""
    found = get_object_or_404(ModerationAct.objects.visible_to(request.user), pk=pk)
    return render(request, "community/moderation/act.html", {"act": found})
