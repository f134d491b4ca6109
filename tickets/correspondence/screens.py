"""The desk's pages about mail: what was put aside, and the original behind an answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.mail.incoming import reading
from accounts.mail.incoming.models import IncomingMail
from tickets.correspondence import making, quarantine
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible

FOLDER = "admin/tickets/correspondence"


def show(request, page: str, **context):
    return render(request, f"{FOLDER}/{page}.html", context)


@require_safe
def put_aside(request):
    """Everything that waits for the decision of whoever looks."""
    silent = reading.silent_since(timezone.now())
    return show(
        request, "list", mails=quarantine.latest(request.user), silent_since=silent, title=_("Mail put aside")
    )


@require_safe
def one(request, pk):
    mail = get_object_or_404(quarantine.visible_to(request.user), pk=pk)
    return show(
        request,
        "detail",
        mail=mail,
        original=Original(mail),
        ticket=quarantine.ticket_of(mail),
        title=str(mail),
    )


@require_POST
def releasing(request, pk):
    return decided(request, pk, quarantine.release, _("It is let out."))


@require_POST
def leaving(request, pk):
    return decided(request, pk, quarantine.leave, _("It stays aside; nothing is made of it."))


def decided(request, pk, act, done):
    if not request.user.has_perm("tickets.change_ticket"):
        raise PermissionDenied
    mail = get_object_or_404(quarantine.visible_to(request.user), pk=pk)
    try:
        mail = act(mail, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:tickets_ticket_mail", pk=pk)
    messages.success(request, done)
    return redirect(address(request.user, mail))


def address(member, mail: IncomingMail) -> str:
    """The request that it became, for whoever works on it; else back to the list."""
    ticket = quarantine.ticket_of(mail)
    if mail.made and ticket and Ticket.objects.workable_by(member).contains(ticket):
        return reverse("admin:tickets_ticket_change", args=[ticket.pk]) + "?tab=customer"
    return reverse("admin:tickets_ticket_mails")


@require_safe
def letter(request, pk, mail):
    """The whole letter behind what was taken of it, for the team of its request."""
    ticket = get_object_or_404(Ticket.objects.workable_by(request.user).with_people(), pk=pk)
    found = IncomingMail.objects.filter(about=making.about(ticket), pk=mail).exclude(made="").first()
    if found is None:
        raise Http404
    return show(
        request,
        "detail",
        mail=found,
        original=Original(found),
        ticket=ticket,
        is_taken=True,
        title=str(found),
    )


class Original:
    """The letter as text: never its HTML."""

    LONGEST = 200_000

    def __init__(self, mail: IncomingMail):
        try:
            self.letter = mail.letter()
        except (RecursionError, ValueError, LookupError, TypeError, AssertionError):
            self.letter = None
        self.raw = bytes(mail.raw[: self.LONGEST])

    @property
    def text(self) -> str:
        if self.letter is None:
            return ""
        return self.letter.whole[: self.LONGEST]

    @property
    def files(self) -> list:
        return self.letter.files if self.letter else []

    @property
    def source(self) -> str:
        """The bytes as they came, as far as they can be read as text."""
        return self.raw.decode("utf-8", "replace").replace("\x00", "�")
