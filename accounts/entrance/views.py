"""Showing by mail that it is still you, for whoever has neither a password nor a second factor."""

from allauth.account.internal.flows.reauthentication import resume_request
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.adapter import AccountAdapter
from accounts.entrance import codes, limits
from accounts.entrance.forms import Worded


class CodeForm(Worded, forms.Form):
    code = forms.CharField(max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        if not codes.check(self.request, self.cleaned_data["code"]):
            raise AccountAdapter().validation_error("incorrect_code")
        return self.cleaned_data["code"]


@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Asks for the code that was mailed; right, it goes on to where the person was stopped."""
    form = CodeForm(request.POST or None, request=request)
    if form.is_bound and form.is_valid():
        return resume_request(request) or redirect("members:security")
    return _page(request, form)


@require_POST
def again_code(request: HttpRequest) -> HttpResponse:
    """Sends a code, if there were not too many."""
    form = CodeForm(request=request)
    if limits.allows(request, "code_again"):
        codes.send(request)
        return _page(request, form)
    return _page(request, form, refused=AccountAdapter.error_messages["too_many_mails"])


def _page(request: HttpRequest, form: CodeForm, refused="") -> HttpResponse:
    back = request.POST.get("next", request.GET.get("next", ""))
    context = {"form": form, "is_sent": codes.is_under_way(request), "back": back, "refused": refused}
    return render(request, "account/again.html", context, status=429 if refused else 200)
