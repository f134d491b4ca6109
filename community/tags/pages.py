"""The page of a tag, and that of all of them."""

from urllib.parse import quote

from community import keyset
from community.feed.cards import filled
from community.tags import queries

LIMIT = 20
LATEST = 2000  # uses of tags that the page of all of them is made of
MOST = 100  # tags on it


def index_of(member, letters: str) -> dict:
    """The tags that begin with the letters and stand on what the member may read, the most used of late first."""
    found = queries.used(member, letters, looked_at=LATEST)
    return {"letters": letters, "sought": quote(letters), "tags": found[:MOST], "has_more": len(found) > MOST}


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
