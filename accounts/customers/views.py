"""I am a customer: shown once, by the number and a second fact."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.customers.forms import ProofForm
from accounts.customers.models import Record


def customer(request: HttpRequest) -> HttpResponse:
    """Whether I am verified, and the form to become it."""
    form = ProofForm(request.POST or None, initial={"number": request.user.membership_number})
    if request.method == "POST" and form.is_valid():
        try:
            if Record.objects.prove(by=request.user, **form.said):
                messages.success(request, _("Thank you: you are a verified customer now."))
                return redirect("customers:customer")
            form.refuse()
        except ValidationError as error:
            form.refuse(error)
    context = {"form": form, "record": Record.objects.of(request.user), "has_list": Record.objects.exists()}
    return render(request, "accounts/settings/customer.html", context)


@require_POST
def removal(request: HttpRequest) -> HttpResponse:
    """Takes the mark off again."""
    if record := Record.objects.of(request.user):
        record.let_go()
        messages.success(request, _("The mark is gone."))
    return redirect("customers:customer")
