"""Following people and no longer, and whom one follows."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.members.models import Member
from community import keyset
from community.following.models import Follow
from community.partials import back

PAGE = 50


@require_safe
def following(request):
    before = keyset.number(request.GET.get("before"))
    rows, has_more = keyset.cut(Follow.objects.visible_to(request.user).newest_first(before), PAGE)
    context = {"follows": rows, "next": f"?before={rows[-1].pk}" if has_more else ""}
    return render(request, "community/following/list.html", context)


@require_POST
def follow(request, handle):
    person = get_object_or_404(Member.objects.joined(), handle=handle)
    Follow.objects.put(by=request.user, on=person)
    words = _("What %(name)s publishes comes to your notifications, as far as you may read it.")
    messages.success(request, words % {"name": person.get_short_name()})
    return back(request, f"/members/{handle}/")


@require_POST
def unfollow(request, handle):
    person = get_object_or_404(Member.objects.joined(), handle=handle)
    Follow.objects.lift(by=request.user, on=person)
    messages.success(request, _("You no longer follow %(name)s.") % {"name": person.get_short_name()})
    return back(request, f"/members/{handle}/")
