"""What the page of a photo contest shows."""

from community.contests.forms import EntryForm, RemovalForm
from community.contests.models import Contest

GOING_ON = ("open", "closed", "voting")


def page_of(
    contest: Contest, member, *, form: EntryForm | None = None, refused: RemovalForm | None = None
) -> dict:
    """The contest, the reader's own picture, and for who keeps order what is in, without names."""
    phase, mine = contest.phase(), contest.entry_of(member)
    organises = contest.organised_by(member)
    return {
        "contest": contest,
        "poll": contest.poll,
        "post": contest.post,
        "phase": phase,
        "zone": contest.post.group.centre,
        "mine": mine,
        "may_enter": phase == "open" and contest.enterable_by(member),
        "may_withdraw": mine is not None and phase in GOING_ON,
        "form": form
        or EntryForm(contest=contest, member=member, initial={"caption": mine.caption if mine else ""}),
        "entries": removals_of(contest, member, refused) if organises and phase in GOING_ON else [],
    }


def removals_of(contest: Contest, member, refused: RemovalForm | None) -> list[RemovalForm]:
    """A form for each picture of others, in the order in which they came."""
    others = contest.entries.standing().exclude(member_id=member.pk).select_related("upload")
    forms = [RemovalForm(contest=contest, entry=entry, member=member) for entry in others]
    return [refused if refused and refused.entry.pk == form.entry.pk else form for form in forms]
