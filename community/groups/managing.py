"""The page on which a group is run, for its own moderators, those of the site and managers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from community import keyset
from community.groups.forms import AddForm, CoverForm, GroupForm
from community.groups.ladder import LastOwner
from community.groups.models import Group
from community.groups.pages import managing_of


def find(request, slug) -> Group:
    """The group, if the member runs it; 404 if they may not know of it, 403 if they may."""
    group = Group.objects.seen_by(request.user, slug)
    if not group.manageable_by(request.user):
        raise PermissionDenied(_("Only its moderators can manage this group."))
    return group


def desk(request, group, status=200, **forms):
    return render(
        request, "community/groups/manage.html", managing_of(group, request.user, **forms), status=status
    )


def manage(request, slug):
    group = find(request, slug)
    if request.method != "POST":
        return desk(request, group)
    form = GroupForm(request.POST, instance=group)
    if not form.is_valid():
        return desk(request, group, 422, form=form)
    group.change(by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    # Who has just made it secret may have shut themselves out.
    return (
        redirect("groups:manage", slug=slug)
        if group.manageable_by(request.user)
        else redirect("groups:index")
    )


@require_POST
def accept(request, slug, pk):
    group = find(request, slug)
    get_object_or_404(group.join_requests, pk=pk).accept(by=request.user)
    return redirect("groups:manage", slug=slug)


@require_POST
def accept_all(request, slug):
    """Everybody whom the page listed when the button was pressed."""
    last = keyset.number(request.POST.get("last")) or 0
    count = find(request, slug).join_requests.accept_until(last, by=request.user)
    said = ngettext("%(count)d person is in.", "%(count)d people are in.", count) % {"count": count}
    messages.success(request, said if count else _("Nobody of them was waiting any more."))
    return redirect("groups:manage", slug=slug)


@require_POST
def decline(request, slug, pk):
    group = find(request, slug)
    get_object_or_404(group.join_requests, pk=pk).decline(by=request.user)
    return redirect("groups:manage", slug=slug)


@require_POST
def add(request, slug):
    """Lets in a member whom the group's people name."""
    group = find(request, slug)
    if group.is_archived:
        raise PermissionDenied(_("Nobody joins an archived group."))
    form = AddForm(request.POST)
    if not form.is_valid():
        return desk(request, group, 422, add_form=form)
    group.admit(form.member, by=request.user)
    messages.success(request, _("%(member)s is in the group.") % {"member": form.member})
    return redirect("groups:manage", slug=slug)


@require_POST
def cover(request, slug):
    """The picture at the head of the group."""
    group = find(request, slug)
    form = CoverForm(request.POST, request.FILES, group=group, member=request.user, auto_id="id_cover_%s")
    if not (form.is_valid() and form.send()):
        return desk(request, find(request, slug), 422, cover_form=form)
    messages.success(request, _("Saved."))
    return redirect("groups:manage", slug=slug)


@require_POST
def promote(request, slug, pk):
    group = find(request, slug)
    group.promote(get_object_or_404(group.memberships, pk=pk).member, by=request.user)
    return redirect("groups:members", slug=slug)


@require_POST
def demote(request, slug, pk):
    group = find(request, slug)
    group.demote(get_object_or_404(group.memberships, pk=pk).member, by=request.user)
    return redirect("groups:members", slug=slug)


def owned(request, slug, pk):
    """The group and the membership, for whoever answers for the group."""
    group = find(request, slug)
    if not group.owned_by(request.user):
        raise PermissionDenied(_("Only an owner decides that."))
    return group, get_object_or_404(group.memberships.select_related("member"), pk=pk)


@require_POST
def crown(request, slug, pk):
    group, membership = owned(request, slug, pk)
    group.crown(membership.member, by=request.user)
    return redirect("groups:members", slug=slug)


@require_POST
def step_down(request, slug, pk):
    group, membership = owned(request, slug, pk)
    try:
        group.step_down(membership.member, by=request.user)
    except LastOwner as refusal:
        messages.error(request, str(refusal))
    return redirect("groups:members", slug=slug)


def hand_over(request, slug, pk):
    """Asks once more: afterwards one is a moderator, and cannot take it back."""
    group, membership = owned(request, slug, pk)
    if request.method != "POST":
        return render(request, "community/groups/handover.html", {"group": group, "membership": membership})
    if group.hand_over(membership.member, by=request.user):
        messages.success(request, _("%(member)s owns the group from now on.") % {"member": membership.member})
    return redirect("groups:members", slug=slug)


@require_POST
def archive(request, slug):
    group = find(request, slug)
    if not group.archivable_by(request.user):
        raise PermissionDenied(_("You cannot archive this group."))
    group.archive(by=request.user)
    return redirect(group)


@require_POST
def reopen(request, slug):
    group = find(request, slug)
    if not group.archivable_by(request.user):
        raise PermissionDenied(_("You cannot reopen this group."))
    group.reopen(by=request.user)
    return redirect(group)
