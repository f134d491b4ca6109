"""What is going to go out: one's own, and in groups in which one keeps order that of others; and not waiting for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.posts.models import Post
from community.posts.views import seen

SIZE = 50


@require_safe
def index(request):
    coming = Post.objects.visible_to(request.user).scheduled().select_related("group", "author__avatar")
    rows, has_more = keyset.cut(coming.later_than(keyset.number(request.GET.get("after"))), SIZE)
    known = {"rows": rows, "next": f"?after={rows[-1].pk}" if has_more else ""}
    return render(request, "community/posts/scheduled.html", known)


@require_POST
def going_out(request, pk):
    """Now, instead of at its hour."""
    post = seen(request, pk)
    if post.author_id != request.user.pk:
        raise PermissionDenied(_("Only its author can change this."))
    try:
        if post.go_out(by=request.user, as_of=timezone.now()):
            messages.success(request, _("Sent."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(post)
