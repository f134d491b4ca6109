"""What speaks for two accounts acting in concert, each piece from a statement of its own. Evidence, never a verdict:
families share a network, friends like each other's posts. Of polls only those count in which everybody sees the names:
a ballot that is secret, or still is, stays so here."""

# ruff: noqa: S608 - the pieces are constants of ours, every value is a parameter.

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

WINDOW = timedelta(days=30)
CROWD = 8  # members of one network, or with the same words: more than these are a crowd, and say nothing
LEAST = 40  # points; below it nobody looks

Pair = tuple[int, int]

# kind of evidence: points for the first time, for each further, at most
POINTS = {
    "device": (35, 2, 45), "network": (10, 1, 20), "wording": (30, 10, 50), "votes": (10, 3, 30),
    "polls": (10, 3, 20), "timing": (5, 5, 25), "choices": (10, 4, 30),
}  # fmt: skip
# Votes beside which everybody sees the name of who gave them.
TOLD = """community_vote v JOIN community_poll q ON q.post_id = v.poll_id AND NOT q.is_anonymous
        AND (NOT q.shows_at_end OR q.closes_at <= %(as_of)s)"""
STATEMENTS = {
    "device": """
      SELECT a.member_id, b.member_id, count(DISTINCT a.day) FROM community_trace a
      JOIN community_trace b ON b.network = a.network AND b.device = a.device AND b.member_id > a.member_id
      WHERE a.day >= %(since)s AND b.day >= %(since)s AND a.network IN (SELECT network FROM community_trace
        WHERE day >= %(since)s GROUP BY network HAVING count(DISTINCT member_id) <= %(crowd)s)
      GROUP BY 1, 2""",
    "network": """
      SELECT a.member_id, b.member_id, count(DISTINCT a.day) FROM community_trace a
      JOIN community_trace b ON b.network = a.network AND b.day = a.day AND b.member_id > a.member_id
      WHERE a.day >= %(since)s AND a.network IN (SELECT network FROM community_trace
        WHERE day >= %(since)s GROUP BY network HAVING count(DISTINCT member_id) <= %(crowd)s)
      GROUP BY 1, 2""",
    "wording": """
      SELECT a.member_id, b.member_id, count(DISTINCT a.fingerprint) FROM community_repeat a
      JOIN community_repeat b ON b.fingerprint = a.fingerprint AND b.member_id > a.member_id
      WHERE a.day >= %(since)s AND b.day >= %(since)s AND a.fingerprint IN (SELECT fingerprint FROM community_repeat
        WHERE day >= %(since)s GROUP BY fingerprint HAVING count(DISTINCT member_id) BETWEEN 2 AND %(crowd)s)
      GROUP BY 1, 2""",
    # Each has liked at least three things of the other.
    "votes": """
      WITH given AS (SELECT r.member_id AS by, p.author_id AS to, count(*) AS times FROM community_reaction r
        JOIN community_post p ON p.id = r.post_id WHERE r.created_at >= %(since)s AND p.author_id <> r.member_id
        GROUP BY 1, 2 HAVING count(*) >= 3)
      SELECT one.by, one.to, least(one.times, other.times) FROM given one
      JOIN given other ON other.by = one.to AND other.to = one.by WHERE one.by < one.to""",
    # Each has voted in at least two polls that the other asked.
    "polls": f"""
      WITH given AS (SELECT v.member_id AS by, p.author_id AS to, count(DISTINCT v.poll_id) AS times
        FROM {TOLD}
        JOIN community_post p ON p.id = v.poll_id WHERE v.created_at >= %(since)s AND p.author_id <> v.member_id
        GROUP BY 1, 2 HAVING count(DISTINCT v.poll_id) >= 2)
      SELECT one.by, one.to, least(one.times, other.times) FROM given one
      JOIN given other ON other.by = one.to AND other.to = one.by WHERE one.by < one.to""",
    # Both speak below the same post within ten minutes; asked of those alone against whom something speaks already.
    "timing": """
      SELECT a.author_id, b.author_id, count(DISTINCT a.post_id) FROM community_comment a
      JOIN community_comment b ON b.post_id = a.post_id AND b.author_id > a.author_id
        AND b.created_at BETWEEN a.created_at - interval '10 minutes' AND a.created_at + interval '10 minutes'
      WHERE a.created_at >= %(since)s AND a.author_id = ANY(%(known)s) AND b.author_id = ANY(%(known)s)
      GROUP BY 1, 2""",
    # The very same answer in at least three polls, and in three of four in which both voted; asked of the same alone.
    "choices": f"""
      WITH ballot AS (SELECT v.member_id, v.poll_id, array_agg(v.option_id ORDER BY v.option_id) AS chosen
        FROM {TOLD} WHERE v.created_at >= %(since)s AND v.member_id = ANY(%(known)s) GROUP BY 1, 2)
      SELECT a.member_id, b.member_id, count(*) FILTER (WHERE a.chosen = b.chosen) FROM ballot a
      JOIN ballot b ON b.poll_id = a.poll_id AND b.member_id > a.member_id GROUP BY 1, 2
      HAVING count(*) FILTER (WHERE a.chosen = b.chosen) >= greatest(3, 0.75 * count(*))""",
}


def gathered(as_of: datetime) -> dict[Pair, dict[str, int]]:
    """For each pair of members what speaks for it, and how often; pairs below LEAST points are left out."""
    found: dict[Pair, dict[str, int]] = defaultdict(dict)
    params: dict[str, Any] = {"since": as_of - WINDOW, "as_of": as_of, "crowd": CROWD, "known": []}
    for kind, statement in STATEMENTS.items():
        params["known"] = sorted({member for pair in found for member in pair})
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            for one, other, times in cursor.fetchall():
                found[one, other][kind] = times
    return {pair: reasons for pair, reasons in found.items() if score(reasons) >= LEAST}


def score(reasons: dict[str, int]) -> int:
    """0 to 100."""
    return min(100, sum(points(kind, times) for kind, times in reasons.items()))


def points(kind: str, times: int) -> int:
    first, further, most = POINTS[kind]
    return min(most, first + further * (times - 1))


def clusters(pairs) -> dict[Pair, int]:
    """For each pair the smallest number of all members that it hangs together with."""
    head: dict[int, int] = {}

    def top(member: int) -> int:
        while head.setdefault(member, member) != member:
            member = head[member]
        return member

    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        head[high] = low
    return {pair: top(pair[0]) for pair in pairs}
