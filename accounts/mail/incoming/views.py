"""Where mail providers call. No session and no form: the signature is the right."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.mail.incoming import webhooks


@csrf_exempt
@login_not_required
@require_POST
def incoming(request, provider):
    return heard(request, provider, "Inbound")


@csrf_exempt
@login_not_required
@require_POST
def events(request, provider):
    return heard(request, provider, "Tracking")


def heard(request, provider, what):
    """200 for what is stored; 403 without a signature that fits, and for whoever is not known here."""
    try:
        answer = webhooks.answer(request, provider, what)
    except SuspiciousOperation:
        answer = None
    return answer or HttpResponse("The signature does not fit.", status=403, content_type="text/plain")
