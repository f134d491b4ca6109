"""What a composer asks while somebody writes `@`: who could be meant, and who would not hear of it."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from accounts.templatetags.shell import avatar
from community.mentions.people import called_like, circle
from community.rendering.markdown import handles
from community.writing.calling import unheard


@require_safe
def index(request):
    """`q` are the letters behind the sign, `called` the handles that stand in the text already."""
    people = circle(request.user, request.GET)
    if people is None:
        return JsonResponse({"people": [], "unheard": []})
    found = called_like(people, request.GET.get("q", ""), request.user)
    called = handles(" ".join(f"@{handle}" for handle in request.GET.get("called", "")[:1000].split(",")))
    return JsonResponse(
        {
            "people": [{"handle": one.handle, "name": one.name, "face": avatar(one, 32)} for one in found],
            "unheard": unheard(called, people, request.user) if called else [],
        }
    )
