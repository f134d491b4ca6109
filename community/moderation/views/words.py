"""Word rules on the moderators' desk: what stands, what a new one would have caught, ending one."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.moderation import desk, register
from community.moderation.word_forms import RECENT, WordRuleForm
from community.wordrules.models import WordRule


def index(request):
    """The rules that stand; a new one can be tried before it is laid down."""
    if not desk.is_open_to(request.user):
        raise PermissionDenied(_("This desk is for moderators."))
    form = WordRuleForm(request.POST if request.method == "POST" else None, member=request.user)
    context = {"form": form, "tab": "words", "waiting_here": register.waiting(request.user), "recent": RECENT}
    if form.is_valid():
        if "preview" not in request.POST and form.send():
            return redirect("moderation:words")
        context["caught"] = form.caught()
    context["rules"] = (
        WordRule.objects.visible_to(request.user)
        .standing()
        .select_related("group", "by")
        .order_by("words", "pk")
    )
    return render(request, "community/wordrules/list.html", context, status=422 if form.errors else 200)


@require_POST
def end(request, pk):
    get_object_or_404(WordRule.objects.visible_to(request.user), pk=pk).end(by=request.user)
    return redirect("moderation:words")
