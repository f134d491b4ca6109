"""A group's own page: its posts for who may read them, for others its name, purpose and rules."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from community import keyset
from community.feed.cards import filled
from community.feed.group_side import beside
from community.feed.pages import tucked
from community.feed.queries import Row, cards
from community.groups.models import Group
from community.groups.pages import page_of
from community.writing.rights import may_post

SIZE = 20


@require_GET
def group_page(request, slug):
    group = Group.objects.seen_by(request.user, slug)
    page = page_of(group, request.user)
    if page["may_read"]:
        page |= posts_of(group, request.user, keyset.number(request.GET.get("before")))
        page["beside"] = beside(group)
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
        "cards": [
            tucked(html) if is_known(row) else html
            for row, html in zip(rows, filled(rows, reader=member), strict=True)
        ],
        "may_write": may_post(group, member),
        "next": f"?before={listed[SIZE - 1].id}" if has_more else "",
    }


def is_known(row: Row) -> bool:
    """A pin that its reader has opened, with nothing new since: it gives way to what is new."""
    return row.is_pinned and not row.is_waiting and row.seen is not None and row.comments <= row.seen
