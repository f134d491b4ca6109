"""The posts of a group that wait for one of its moderators."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import keyset
from community.feed.cards import filled
from community.feed.queries import these
from community.groups.models import Group
from community.groups.pages import page_of
from community.moderation.corrections import Correction

SIZE = 20


@require_safe
def queue(request, slug):
    group = Group.objects.seen_by(request.user, slug)
    if not group.manageable_by(request.user):
        raise PermissionDenied(_("Only its moderators can manage this group."))
    page = page_of(group, request.user) | waiting_in(
        group, request.user, keyset.number(request.GET.get("after"))
    )
    return render(request, "community/groups/queue.html", page)


def waiting_in(group: Group, member, after: int | None) -> dict:
    """A page of cards, the one that waits longest first, with their numbers; where the next page starts."""
    waiting = group.posts.waiting().order_by("pk").filter(pk__gt=after or 0)
    keys, has_more = keyset.cut(waiting.values_list("pk", flat=True), SIZE)
    rows = sorted(these(member, keys), key=lambda row: row.id)
    asked = {one.post_id: one for one in Correction.objects.open().filter(post__in=keys)}
    cards = [
        (row, card, asked.get(row.id)) for row, card in zip(rows, filled(rows, reader=member), strict=True)
    ]
    return {"waiting": cards, "next": f"?after={keys[-1]}" if has_more else ""}
