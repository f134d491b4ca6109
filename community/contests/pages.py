"""What the page of a photo contest shows."""

from community.contests.forms import EntryForm
from community.contests.models import Contest, ContestEntry

GOING_ON = ("open", "closed", "voting")


def page_of(contest: Contest, member, *, form: EntryForm | None = None) -> dict:
    """The contest, the reader's own picture, and the others that the reader may look at, without names."""
    phase, mine = contest.phase(), contest.entry_of(member)
    is_out = contest.entries.filter(member=member, hidden_at__isnull=False).exists()
    return {
        "contest": contest,
        "poll": contest.poll,
        "post": contest.post,
        "phase": phase,
        "zone": contest.post.group.centre,
        "mine": mine,
        "is_out": is_out,
        "may_enter": phase == "open" and contest.enterable_by(member),
        "may_join": phase in GOING_ON and contest.post.joinable_by(member),
        "may_withdraw": mine is not None and phase in GOING_ON,
        "form": form
        or EntryForm(contest=contest, member=member, initial={"caption": mine.caption if mine else ""}),
        "keeps_order": contest.post.moderated_by(member),
        "entries": others_in(contest, member),
    }


def others_in(contest: Contest, member) -> list[ContestEntry]:
    """What others handed in, as far as the reader may see it: in the order of the ballot, before in that of arrival."""
    seen = ContestEntry.objects.visible_to(member).filter(contest=contest, removed_at__isnull=True)
    return list(seen.exclude(member_id=member.pk).select_related("upload").order_by("option__position", "pk"))
