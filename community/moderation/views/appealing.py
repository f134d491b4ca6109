"""The statement of reasons that a member gets, objecting to it, and the second look of another person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.moderation import appeals
from community.moderation.appeals import Appeal
from community.moderation.forms import AppealForm, ObjectionForm, ProposalForm, ReversalForm
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal


def known_of(act, member=None) -> dict:
    """What the page of an act shows to its reader."""
    appeal = Appeal.objects.of(act)
    return {
        "act": act,
        "appeal": appeal,
        "is_mine": member is None or act.member_id == member.pk,
        "may_undo": member is not None and act.undoable_by(member),
        "may_object": appeal is None and act.is_open_to_objection,
        "objection": ObjectionForm(),
        "reversal": ReversalForm(),
    }


@require_GET
def act(request, pk):
    """What was done, why, and how to object: for the person concerned and the moderators of that place."""
    found = get_object_or_404(ModerationAct.objects.visible_to(request.user), pk=pk)
    return render(request, "community/moderation/act.html", known_of(found, request.user))


@require_POST
def undo(request, pk):
    found = get_object_or_404(ModerationAct.objects.visible_to(request.user), pk=pk)
    if found.is_restriction and not found.undoable_by(request.user):
        raise PermissionDenied(_("Somebody who keeps order there has to decide this."))
    form = ReversalForm(request.POST)
    found.undo(by=request.user, reason=form.cleaned_data["reason"] if form.is_valid() else "")
    messages.success(request, _("Taken back. The person has been told."))
    return redirect(found)


@require_POST
def lodge(request, pk):
    """One tap; why it is wrong may be said, and need not."""
    found = get_object_or_404(ModerationAct.objects.visible_to(request.user), pk=pk)
    if found.member_id != request.user.pk:
        raise PermissionDenied(_("Only whom it concerns can object."))
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        context = known_of(found, request.user) | {"objection": form}
        return render(request, "community/moderation/act.html", context, status=422)
    Appeal.objects.lodge(found, words=form.cleaned_data["words"])
    messages.success(request, _("Sent. Another person looks at it again; you will hear what they decide."))
    return redirect(found)


@login_not_required
def object_by_mail(request, sealed):
    """The same by the address in the mail, for whoever cannot sign in any more. Reading it does nothing."""
    found = ModerationAct.objects.sealed(appeals.unsealed(sealed))
    if found is None:
        raise Http404
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and found.is_open_to_objection:
        Appeal.objects.lodge(found, words=form.cleaned_data["words"])
        return redirect(request.path)
    context = known_of(found) | {"objection": form, "sealed": sealed}
    return render(request, "community/moderation/objection.html", context)


def appeal(request, pk):
    """The second look: by another person than whoever decided."""
    found = get_object_or_404(Appeal.objects.on_desk_of(request.user).select_related("act"), pk=pk)
    form = AppealForm(request.POST if request.method == "POST" else None)
    may = found.decidable_by(request.user)
    if form.is_bound and not may and found.is_open:
        raise PermissionDenied(_("Another person has to look at it: not whoever decided."))
    if form.is_valid():
        found.decide(by=request.user, **form.cleaned_data)
        messages.success(request, _("Decided. Whoever objected has been told."))
        return redirect("/moderation/?show=appeals")
    had_hand = request.user.pk in (found.act.by_id, found.act.seconded_by_id)
    context = {"appeal": found, "act": found.act, "form": form, "may_decide": may, "had_hand": had_hand}
    return render(request, "community/moderation/appeal.html", context, status=422 if form.is_bound else 200)


def proposal(request, pk):
    """A complaint that somebody wants out of sight: the second person reads it and says yes or no."""
    found = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    form = ProposalForm(request.POST if request.method == "POST" else None)
    may = found.decidable_by(request.user)
    if form.is_bound and not may and found.is_open:
        raise PermissionDenied(_("A second person has to look at it: not whoever proposed it."))
    if form.is_valid():
        ModerationAct.objects.answer(found, by=request.user, **form.cleaned_data)
        return redirect("/moderation/?show=proposals")
    context = {"proposal": found, "form": form, "may_decide": may}
    return render(
        request, "community/moderation/proposal.html", context, status=422 if form.is_bound else 200
    )
