"""The public door out of mails: a page with a button, and one click by the mail program itself (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.brand.models import Brand
from accounts.mail.wording import language_for
from community.notifications import leaving


def found(token: str) -> leaving.WayOut:
    if (way := leaving.opened(token)) is None:
        raise Http404
    return way


# A mail program has neither cookie nor form: the signature in the address is the right, and all that it is good for.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def way_out(request, token):
    way = found(token)
    if request.method == "POST":
        way.take()  # answered, never redirected: RFC 8058 has nobody follow
    with translation.override(language_for(way.member, None, Brand.current())):
        return render(
            request, "community/notifications/way_out.html", {"way": way, "is_taken": way.is_taken()}
        )


@login_not_required
@require_POST
def turn_back(request, token):
    found(token).turn_back()
    return redirect("notifications:way-out", token=token)
