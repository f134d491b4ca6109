"""Error pages: what happened, what was kept, what to do."""

from django.shortcuts import render


def no_permission(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    # The same bytes for what never existed and for what one may not know of (row 13).
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)
