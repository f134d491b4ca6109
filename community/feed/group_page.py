"""A group's own page: its posts for who may read them, for others its name, purpose and rules."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community import keyset
from community.feed.cards import filled
from community.feed.queries import cards
from community.groups.models import Group
from community.groups.pages import page_of
from community.writing.rights import may_write

SIZE = 20


@require_GET
def group_page(request, slug):
    group = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    page = page_of(group, request.user)
    if page["may_read"]:
        page |= posts_of(group, request.user, keyset.number(request.GET.get("before")))
    if page["membership"]:
        page["membership"].look(group.activity)
    return render(request, "community/groups/detail.html", page)


def posts_of(group: Group, member, before: int | None) -> dict:
    rows = cards(member, group=group, before=before, limit=SIZE)
    listed = [row for row in rows if not row.is_pinned]
    has_more = len(listed) > SIZE
    if has_more:
        rows.remove(listed[-1])
    return {
        "cards": filled(rows, reader=member),
        "may_write": may_write(group, member),
        "next": f"?before={listed[SIZE - 1].id}" if has_more else "",
    }
