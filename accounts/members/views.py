"""People's own pages."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form whose token is too old: says so, and the typed text waits in the browser's draft."""
    return render(request, "csrf.html", status=403)
