"""Where mail providers call. No session and no form: the signature is the right."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
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
    """200 for what is stored; 403 without a signature that fits, and for whoever is not known here; 413 for fields
    beyond what we read from strangers (files have limits of their own)."""
    try:
        answer = webhooks.answer(request, provider, what)
    except RequestDataTooBig:
        return HttpResponse("This is too big.", status=413, content_type="text/plain")
    except SuspiciousOperation:
        answer = None
    return answer or HttpResponse("The signature does not fit.", status=403, content_type="text/plain")
