"""Error pages: what happened, what was kept, what to do."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.shortcuts import render


def bad_request(request, exception=None):
    """What cannot be read at all. It looks at nothing that was sent: that may be what cannot be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def no_permission(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    # The same bytes for what never existed and for what one may not know of (row 13).
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)
