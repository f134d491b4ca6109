"""The page of a tag."""

from community import keyset
from community.feed.cards import filled
from community.tags import queries

LIMIT = 20


def page_of(member, key: str, *, before: str | None = None) -> dict | None:
    """Its posts as cards with the address of the next page; None when there is nothing that the member may read."""
    count, name = queries.summary(member, key)
    if not count:
        return None
    rows = queries.cards(member, key, before=keyset.number(before), limit=LIMIT)
    has_more, rows = len(rows) > LIMIT, rows[:LIMIT]
    return {
        "key": key,
        "name": name,
        "count": min(count, queries.COUNTED),
        "is_full": count > queries.COUNTED,
        "cards": filled(rows, reader=member),
        "next": f"?before={rows[-1].id}" if has_more else "",
        "may_rename": member.is_moderator,
    }
