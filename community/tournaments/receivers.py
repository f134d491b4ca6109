"""What tournaments do when something below them changes."""

from django.dispatch import receiver
from django.utils import timezone

from accounts.members.models import Member
from accounts.members.signals import member_left
from community.posts.models import Post
from community.posts.signals import taken_back
from community.tournaments import notices
from community.tournaments.models import Tournament


@receiver(taken_back, sender=Post)
def go_with_the_post(sender, post, by, **kwargs) -> None:
    """Entries and results go with the words; whoever had entered hears of it while it was going on."""
    for tournament in Tournament.objects.filter(pk=post.pk).select_related("post__group"):
        if tournament.ended_at is None:
            notices.gone(tournament, by=by)
    Tournament.objects.filter(pk=post.pk).delete()


@receiver(member_left, sender=Member)
def take_out_who_leaves(sender, member, **kwargs) -> None:
    """Whoever leaves the house plays no more; the others go on."""
    mine = Tournament.objects.going_on().filter(entries__captain=member, entries__withdrawn_at__isnull=True)
    for tournament in mine.select_related("post__group").order_by("pk"):
        tournament.release(member, as_of=timezone.now())
