"""How a poll stands, in numbers and in words."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Outcome:
    lines: list[dict]
    words: str
    is_tie: bool


def outcome_of(poll, is_over: bool) -> Outcome:
    """The options with count, share of the voters and whether they lead; and a sentence that says who does."""
    options = poll.offered
    most = max((option.vote_count for option in options), default=0)
    leading = [option for option in options if most and option.vote_count == most]
    lines = [
        {
            "option": option,
            "name": str(option),
            "share": share(option.vote_count, poll.voter_count),
            "leads": option in leading,
        }
        for option in options
    ]
    return Outcome(lines, words([str(option) for option in leading], most, is_over), len(leading) > 1)


def share(count: int, voters: int) -> int:
    """Percent of those who voted."""
    return round(100 * count / voters) if voters else 0


def words(leading: list[str], most: int, is_over: bool) -> str:
    """Who leads or has won; a tie is called one."""
    if not leading:
        return _("Nobody has voted.") if is_over else _("No votes yet.")
    named = get_text_list([_("“%(name)s”") % {"name": name} for name in leading], _("and"))
    return verdict(len(leading) > 1, is_over, most) % {"options": named, "count": most}


def verdict(is_tie: bool, is_over: bool, most: int) -> str:
    if is_tie and is_over:
        return ngettext(
            "A tie: %(options)s have %(count)d vote each.",
            "A tie: %(options)s have %(count)d votes each.",
            most,
        )
    if is_tie:
        return ngettext(
            "A tie so far: %(options)s have %(count)d vote each.",
            "A tie so far: %(options)s have %(count)d votes each.",
            most,
        )
    if is_over:
        return ngettext(
            "%(options)s has won with %(count)d vote.", "%(options)s has won with %(count)d votes.", most
        )
    return ngettext("%(options)s leads with %(count)d vote.", "%(options)s leads with %(count)d votes.", most)


def ballots_of(poll) -> list[dict]:
    """Each option with those who chose it, by name; two statements."""
    chosen: dict[int, list] = {}
    for vote in poll.votes.select_related("member__avatar").order_by("member__name", "pk"):
        chosen.setdefault(vote.option_id, []).append(vote.member)
    return [{"name": str(option), "members": chosen.get(option.pk, [])} for option in poll.offered]
