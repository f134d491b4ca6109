"""Who is told of what by mail when somebody's standing changes."""

from accounts.mail import outbox


def waiting(member, deciders) -> None:
    """Somebody asks to come in: to each of those who may say so."""
    for decider in deciders:
        _write("waiting", member, to=decider, once=f"accounts.waiting:{member.pk}:{_stamp(member.joined_at)}")


def still_waiting(deciders, *, day, count: int, since) -> int:
    """Some have waited long: to each of those who may say so, once that day; returns how many they are."""
    known = {"count": count, "since": since}
    once = f"accounts.still_waiting:{day:%Y%m%d}"
    return sum(
        outbox.write(kind="accounts.still_waiting", to=decider, context=known, once=once) is not None
        for decider in deciders
    )


def approved(member) -> None:
    _write("approved", member, to=member, once=f"accounts.approved:{member.pk}:{_stamp(member.approved_at)}")


def declined(member) -> None:
    # By address: they are nobody's member any more.
    if member.email:
        once = f"accounts.declined:{member.pk}:{_stamp(member.left_at)}"
        _write("declined", member, to=member.email, language=member.language, once=once)


def suspended(member) -> None:
    _write(
        "suspended", member, to=member, once=f"accounts.suspended:{member.pk}:{_stamp(member.suspended_at)}"
    )


def unsuspended(member) -> None:
    _write("unsuspended", member, to=member)


def _write(kind: str, member, **how) -> None:
    outbox.write(kind=f"accounts.{kind}", context={"person": member}, about=f"member:{member.pk}", **how)


def _stamp(moment) -> str:
    return f"{moment:%Y%m%d%H%M%S%f}"
