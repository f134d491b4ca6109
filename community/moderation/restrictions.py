"""What each restriction does, and how it is taken back."""

from community.moderation.kinds import Kind
from community.silences.models import Silence


def impose(kind: str, matter, *, by, reason: str, group=None, until=None, as_of, **_rest) -> None:
    match kind:
        case Kind.HIDDEN | Kind.TAKEN:
            matter.hide(by=by, reason=reason, as_of=as_of)
        case Kind.CLOSED:
            matter.close_to_comments(by=by)
        case Kind.SILENCED:
            Silence.objects.put(matter, by=by, until=until, group=group, as_of=as_of)
        case Kind.REMOVED:
            group.remove(matter, by=by)
        case Kind.SUSPENDED:
            # The statement of reasons is the mail: no second one says the same.
            matter.suspend(by=by, reason=reason, until=until, as_of=as_of, is_told=False)


def lift(act, *, by) -> None:
    """Each of these may find that it is over already."""
    match act.kind:
        case Kind.HIDDEN | Kind.TAKEN if act.item:
            act.item.restore(by=by)
        case Kind.CLOSED:
            act.item.open_to_comments(by=by)
        case Kind.SILENCED if act.member:
            Silence.objects.lift(act.member, group=act.group)
        case Kind.REMOVED if act.member and not act.group.is_archived:
            act.group.admit(act.member, by=by)
        case Kind.SUSPENDED if act.member:
            act.member.unsuspend(by=by)
