"""Decisions: each through the form with its statement of reasons (L-30), and each can be taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.members.models import Member
from community.groups import managing
from community.groups.joining import CannotLeave
from community.moderation import desk
from community.moderation.forms import HidingForm, SilenceForm, StatementForm, SuspensionForm
from community.moderation.kinds import Kind
from community.moderation.models import ModerationAct
from community.partials import back
from community.posts.models import Post
from community.reports import routing

PAGE = "community/moderation/decision.html"


def hide(request, model, pk):
    """Out of sight, or away for good: the form with rule and reason, and what it does."""
    item = judged(request, model, pk)
    form = asked(request, HidingForm, item)
    if not form.is_valid():
        return page(request, form, Kind.HIDDEN)
    return settled(request, form, form.cleaned_data["kind"], item)


def close(request, pk):
    """Nobody comments on the thread any more."""
    post = judged(request, Post, pk)
    form = asked(request, StatementForm, post)
    return settled(request, form, Kind.CLOSED, post) if form.is_valid() else page(request, form, Kind.CLOSED)


@require_POST
def restore(request, model, pk):
    ModerationAct.objects.restore(judged(request, model, pk), by=request.user)
    messages.success(request, _("Everybody in the group can see it again."))
    return back(request, "/moderation/?show=acts")


@require_POST
def reopen(request, pk):
    post = judged(request, Post, pk)
    if act := ModerationAct.objects.standing(Kind.CLOSED, post):
        act.undo(by=request.user)
    post.open_to_comments(by=request.user)
    return back(request, f"/posts/{pk}/")


def remove(request, slug, pk):
    """Ends a membership, with a reason that the member reads."""
    group = managing.find(request, slug)
    membership = get_object_or_404(group.memberships.select_related("member"), pk=pk)
    form = asked(request, StatementForm, membership.member, group)
    if not form.is_valid():
        return page(request, form, Kind.REMOVED)
    try:
        return settled(request, form, Kind.REMOVED, membership.member, "groups:members", slug)
    except CannotLeave:
        raise PermissionDenied(_("Everybody belongs to this group.")) from None


def silence_in_group(request, slug, pk):
    """Pauses what a member writes in the group."""
    group = managing.find(request, slug)
    member = get_object_or_404(group.memberships.select_related("member"), pk=pk).member
    form = asked(request, SilenceForm, member, group)
    if not form.is_valid():
        return page(request, form, Kind.SILENCED)
    return settled(request, form, Kind.SILENCED, member, "groups:members", slug)


def silence(request, pk):
    """Pauses what a member writes in the whole house."""
    member = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    form = asked(request, SilenceForm, member)
    return (
        settled(request, form, Kind.SILENCED, member)
        if form.is_valid()
        else page(request, form, Kind.SILENCED)
    )


def suspend(request, pk):
    member = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    form = asked(request, SuspensionForm, member)
    return (
        settled(request, form, Kind.SUSPENDED, member)
        if form.is_valid()
        else page(request, form, Kind.SUSPENDED)
    )


# Steps


def judged(request, model, pk):
    item = desk.judged(request.user, model, pk)
    routing.require_judge(request.user, item)
    return item


def asked(request, form_class, matter, group=None):
    """The form, begun with the words of a rule when one is named; for whoever may judge this."""
    routing.require_judge(request.user, matter, group)
    data = request.POST if request.method == "POST" else None
    return form_class(data, matter=matter, group=group, begin=request.GET.get("ground", ""))


def page(request, form, kind):
    context = {"form": form, "kind": kind, "matter": form.matter, "group": form.group}
    return render(request, PAGE, context, status=422 if form.is_bound else 200)


def settled(request, form, kind, matter, *leads):
    known = {"until": form.until} if hasattr(form, "until") else {}
    try:
        made = ModerationAct.objects.restrict(
            kind, matter, by=request.user, group=form.group, **form.words, **known
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return page(request, form, kind)
    messages.success(request, told(made))
    return redirect(*(leads or ["moderation:index"]))


def told(made) -> str:
    if isinstance(made, ModerationAct):
        return _("Done. The person has been told why and how to object.")
    return _(
        "It is a complaint: a second person has to agree. Its request goes on meanwhile, and it stays in sight."
    )
