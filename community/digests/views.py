"""One's own digest: how often it comes, and one as a sample. It is shown among the settings of notifications."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.digests.forms import DigestForm
from community.digests.models import Digest


@require_POST
def choose(request):
    form = DigestForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied(_("Choose every day, every Monday, or no digest."))
    chosen = form.cleaned_data
    Digest.objects.choose(chosen["pace"], by=request.user, is_only=chosen["is_only"])
    messages.success(request, _("Saved."))
    return redirect(reverse("notifications:settings") + "#digest")


@require_POST
def sample(request):
    if not request.user.email:
        messages.warning(request, _("We have no e-mail address of yours."))
    elif Digest.objects.of(request.user).sample(request.user):
        messages.success(request, _("A sample is on its way to you. You can ask for one each hour."))
    else:
        messages.info(
            request,
            _("There is nothing to tell you now. On such a day no digest comes: an empty one is not sent."),
        )
    return redirect(reverse("notifications:settings") + "#digest")
