"""What staff do to a ticket: each act is an address of its own, and the audience is the address."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from community.submissions.models import SaidOtherwise
from tickets.desk.answering import SomethingNew
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible
from tickets.workplace import forms
from tickets.workplace.models import SavedFilter
from tickets.workplace.workspace import Workspace

PAGE = "admin/tickets/ticket/workspace.html"


def staff_act(view):
    """Finds the ticket through the team's door (404 otherwise) and refuses who may read but not work on it."""

    @require_POST
    @wraps(view)
    def find(request, pk):
        if not request.user.has_perm("tickets.change_ticket"):
            raise PermissionDenied
        ticket = get_object_or_404(Ticket.objects.workable_by(request.user).with_people(), pk=pk)
        return view(request, ticket)

    return find


def show(request, space: Workspace, status: int = 200):
    return render(request, PAGE, {"space": space}, status=status)


def address(ticket, tab: str = "") -> str:
    plain = reverse("admin:tickets_ticket_change", args=[ticket.pk])
    return f"{plain}?tab={tab}" if tab else plain


def do(request, ticket, act, done: str, tab: str = ""):
    """Does it and says so; what cannot be done now is said in a sentence, and nothing changed."""
    try:
        act()
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(address(ticket, tab))


def send(request, ticket, tab: str, form, act, done: str):
    """Sends what the composer of a tab holds. Nothing typed is ever lost: a bad, refused or held one is shown again."""
    if not form.is_valid():
        return show(request, Workspace(ticket, request.user, tab=tab, composer=form), status=422)
    try:
        form.require_same(act(form), by=request.user, at="")
    except SomethingNew:
        form = again(form, ticket)
        return show(request, Workspace(ticket, request.user, tab=tab, composer=form, held=True), status=409)
    except (NotPossible, ValidationError) as refusal:
        form = again(form, ticket) if isinstance(refusal, SaidOtherwise) else form
        form.add_error("body", refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
        return show(request, Workspace(ticket, request.user, tab=tab, composer=form), status=422)
    messages.success(request, done, extra_tags=f"ticket-{ticket.pk}-{tab}")
    return redirect(address(ticket, tab))


def again(form, ticket):
    """The same words, now with what is new before the writer's eyes."""
    form.data = form.data.copy()
    form.data["seen"] = str(ticket.version)
    return form


# Words


@staff_act
def public_answers(request, ticket):
    form = forms.PublicAnswerForm(request.POST, ticket=ticket)
    return send(
        request, ticket, "public", form,
        lambda form: ticket.answer_publicly(by=request.user, signed_as=form.signed_as, **words(form)),
        _("Published to the community."),
    )  # fmt: skip


@staff_act
def replies(request, ticket):
    return send(
        request, ticket, "customer", private(request),
        lambda form: ticket.reply(by=request.user, uploads=form.cleaned_data["enclosed"], **words(form)),
        _("Sent to the customer, and to nobody else."),
    )  # fmt: skip


@staff_act
def notes(request, ticket):
    return send(
        request, ticket, "internal", private(request), lambda form: note(request.user, ticket, form),
        _("Note saved: only the team reads it."),
    )  # fmt: skip


def private(request):
    return forms.PrivateForm(request.POST, request.FILES, member=request.user)


def words(form) -> dict:
    return {name: form.cleaned_data[name] for name in ("body", "submission", "seen")}


def note(member, ticket, form):
    # A note tells nobody outside anything, so nothing has to be held back for what is new.
    said = {name: form.cleaned_data[name] for name in ("body", "submission")}
    return ticket.note(by=member, uploads=form.cleaned_data["enclosed"], **said)


# Order


@staff_act
def assignment(request, ticket):
    form = forms.AssignmentForm(request.POST, member=request.user)
    return with_form(
        request,
        ticket,
        form,
        lambda data: ticket.assign(to=data["assignee"], by=request.user),
        _("Assigned."),
    )


@staff_act
def team(request, ticket):
    form = forms.TeamForm(request.POST)
    if not form.is_valid():
        return with_form(request, ticket, form, None, "")
    do(request, ticket, lambda: ticket.move_to(form.cleaned_data["team"], by=request.user), _("Moved."))
    still_mine = Ticket.objects.workable_by(request.user).contains(ticket)
    return redirect(address(ticket) if still_mine else reverse("admin:tickets_ticket_changelist"))


@staff_act
def priority(request, ticket):
    form = forms.PriorityForm(request.POST)
    return with_form(
        request,
        ticket,
        form,
        lambda data: ticket.prioritise(data["priority"], by=request.user),
        _("Priority changed."),
    )


@staff_act
def sorting(request, ticket):
    form = forms.SortingForm(request.POST)
    return with_form(
        request, ticket, form, lambda data: ticket.sort_as(by=request.user, **data), _("Classified.")
    )


@staff_act
def promise(request, ticket):
    with timezone.override(ticket.zone):
        form = forms.PromiseForm(request.POST)
        form.is_valid()
    return with_form(
        request,
        ticket,
        form,
        lambda data: ticket.promise(by=request.user, **data),
        _("The customer has the new date."),
    )


# Ends


@staff_act
def waiting(request, ticket):
    form = forms.WaitingForm(request.POST)
    return with_form(
        request, ticket, form, lambda data: ticket.wait_for_customer(by=request.user, **data),
        _("The customer knows what is missing and until when."),
    )  # fmt: skip


@staff_act
def resolution(request, ticket):
    form = forms.ResolutionForm(request.POST)
    return with_form(
        request, ticket, form, lambda data: ticket.solve(by=request.user, **data),
        _("Solved. The customer is asked to confirm it."),
    )  # fmt: skip


@staff_act
def refusal(request, ticket):
    form = forms.RefusalForm(request.POST)
    return with_form(
        request, ticket, form, lambda data: ticket.refuse(by=request.user, **data),
        _("Not accepted. The customer has the reason and knows where to turn next."),
    )  # fmt: skip


@staff_act
def reopening(request, ticket):
    form = forms.ReopeningForm(request.POST)
    return with_form(
        request, ticket, form, lambda data: ticket.reopen(by=request.user, **data), _("Open again.")
    )


def with_form(request, ticket, form, act, done):
    """The act with the form's clean data; a form that is wrong says so beside its fields, on the whole page."""
    if form.is_valid():
        return do(request, ticket, lambda: act(form.cleaned_data), done)
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, error)
    return redirect(address(ticket))


# The queue


@require_POST
def bulk_assignment(request):
    """Assigns many; those that could not be are named, the others are done."""
    if not request.user.has_perm("tickets.change_ticket"):
        raise PermissionDenied
    form = forms.BulkAssignmentForm(request.POST, member=request.user)
    if form.is_valid():
        done, refused = assign_all(form.cleaned_data["tickets"], form.cleaned_data["assignee"], request.user)
        if done:
            words = ngettext("%(n)d ticket assigned.", "%(n)d tickets assigned.", done)
            messages.success(request, words % {"n": done})
        for sentence in refused:
            messages.error(request, sentence)
    else:
        messages.error(request, _("Select at least one ticket, and somebody from the team."))
    return redirect(back_to_queue(request.POST.get("query", "")))


def assign_all(tickets, to, by) -> tuple[int, list[str]]:
    done, refused = 0, []
    for ticket in tickets.order_by("pk"):
        try:
            ticket.assign(to=to, by=by)
            done += 1
        except NotPossible as refusal:
            refused.append(f"{ticket.key}: {refusal}")
    return done, refused


@require_POST
def saved_filters(request):
    form = forms.SavedFilterForm(request.POST)
    if form.is_valid():
        SavedFilter.objects.keep(by=request.user, **form.cleaned_data)
        messages.success(request, _("Filter saved."))
    return redirect(back_to_queue(request.POST.get("query", "")))


@require_POST
def saved_filter_removal(request, pk):
    get_object_or_404(SavedFilter.objects.of(request.user), pk=pk).delete()
    return redirect(back_to_queue(""))


def back_to_queue(query: str) -> str:
    return reverse("admin:tickets_ticket_changelist") + (f"?{query}" if query else "")
