"""What events do when something below them changes."""

from django.dispatch import receiver
from django.utils import timezone

from accounts.members.models import Member
from accounts.members.signals import member_left
from community.events import notices
from community.events.models import Event, Rsvp
from community.groups.models import Group
from community.groups.signals import member_went
from community.posts.models import Post
from community.posts.signals import taken_back


@receiver(taken_back, sender=Post)
def go_with_the_post(sender, post, by, as_of, **kwargs) -> None:
    """Dates and answers go with the words; whoever was coming hears of it."""
    now = as_of or timezone.now()
    for event in Event.objects.filter(post=post).select_related("post__group__centre"):
        if event.cancelled_at is None and event.starts_at > now:
            notices.gone(event, by=by)
    Event.objects.filter(post=post).delete()


@receiver(member_left, sender=Member)
def give_seats_back(sender, member, **kwargs) -> None:
    """The seats of whoever leaves the house go to those in line."""
    release(member, Event.objects.all())


@receiver(member_went, sender=Group)
def give_seats_of_the_group_back(sender, group, member, **kwargs) -> None:
    """So do those of whoever leaves a group that its members alone can read."""
    if not group.is_readable_by(member):
        release(member, Event.objects.filter(post__group=group))


def release(member, events) -> None:
    """Whatever the member has answered to these, as far as they lie ahead, is taken back."""
    now, theirs = timezone.now(), Rsvp.objects.coming().filter(member=member)
    mine = events.filter(starts_at__gt=now, pk__in=theirs.values("event"))
    for event in mine.select_related("post__group").order_by("post_id", "pk"):
        event.release([member.pk], as_of=now)
