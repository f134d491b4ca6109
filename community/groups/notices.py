"""Who is told about coming and going in groups."""

from community.notifications.models import Notification


def asked(request) -> None:
    """The people who decide: the group's own moderators; where it has none, whoever moderates the site."""
    Notification.objects.tell(
        request.group.keepers(), kind="community.join_requested", subject=request, actor=request.member
    )


def decided(request) -> None:
    # Without the actor: the group answers, not the person who happened to press the button.
    Notification.objects.tell([request.member], kind="community.join_decided", subject=request)


def admitted(membership, *, by) -> None:
    Notification.objects.tell(
        [membership.member],
        kind="community.admitted",
        subject=membership.group,
        actor=by,
        once=f"community.admitted:{membership.pk}",
    )


def crowned(membership, *, by) -> None:
    Notification.objects.tell(
        [membership.member],
        kind="community.crowned",
        subject=membership.group,
        actor=by,
        once=f"community.crowned:{membership.pk}",
    )


def promoted(membership, *, by) -> None:
    Notification.objects.tell(
        [membership.member],
        kind="community.promoted",
        subject=membership.group,
        actor=by,
        once=f"community.promoted:{membership.pk}",
    )
