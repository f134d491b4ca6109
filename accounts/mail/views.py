"""A member says that mail reaches them again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.mail.dead_addresses import DeadAddress


@require_POST
def again(request):
    if request.user.email and DeadAddress.objects.revive(request.user.email):
        messages.success(request, _("Thank you. We write to this address again."))
    return redirect("members:settings")
