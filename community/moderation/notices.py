"""Who is told of an act of moderation: the person it concerns, with the reasons and how to object; never by whose hand.
And those who keep order, of what waits for a second person."""

from django.core import signing

from accounts.mail import outbox
from community.notifications.models import Notification
from community.reports import routing

SALT = "moderation.appeal"


def imposed(act) -> None:
    """The statement of reasons when the restriction starts (L-30). Whoever is shut out learns by mail alone."""
    if act.member_id:
        Notification.objects.tell([act.member], kind=f"moderation.{act.kind}", subject=act)
        _mail("moderation.decision", act, act.member, act=act, sealed=signing.dumps(act.pk, salt=SALT))


def restored(act) -> None:
    if act.member_id:
        Notification.objects.tell([act.member], kind="moderation.restored", subject=act)


def proposed(proposal) -> None:
    judges = routing.judges(proposal.item, but=(proposal.by, proposal.member))
    Notification.objects.tell(judges, kind="moderation.proposed", subject=proposal)


def correction_asked(correction) -> None:
    if correction.member:
        Notification.objects.tell(
            [correction.member], kind="moderation.correction_asked", subject=correction,
            as_of=correction.created_at,
        )  # fmt: skip


def correction_made(correction) -> None:
    """Whoever asked is among those who keep order there."""
    judges = routing.judges(correction.item, but=(correction.member,))
    Notification.objects.tell(
        judges, kind="moderation.correction_made", subject=correction, as_of=correction.resent_at
    )


def answered(proposal) -> None:
    if proposal.by:
        Notification.objects.tell([proposal.by], kind="moderation.answered", subject=proposal)


def appealed(appeal) -> None:
    act = appeal.act
    judges = routing.judges(act.matter, act.group, but=(act.by, act.seconded_by, act.member))
    Notification.objects.tell(judges, kind="moderation.appealed", subject=appeal)


def appeal_decided(appeal) -> None:
    if appeal.member:
        Notification.objects.tell([appeal.member], kind="moderation.appeal_decided", subject=appeal)
        _mail("moderation.appeal_decided", appeal, appeal.member, appeal=appeal, act=appeal.act)


def _mail(kind: str, subject, to, **context) -> None:
    outbox.write(kind=kind, to=to, context=context, once=f"{kind}:{subject.pk}")
