"""What contests do when something below them changes."""

from django.dispatch import receiver
from django.utils import timezone

from accounts.members.models import Member
from accounts.members.signals import member_left
from community.contests.models import Contest, ContestEntry
from community.posts.models import Post
from community.posts.signals import taken_back


@receiver(taken_back, sender=Post)
def go_with_the_post(sender, post, **kwargs) -> None:
    """Pictures that were handed in go with the words; those on the ballot go with the poll."""
    entries = ContestEntry.objects.filter(contest=post.pk, upload__isnull=False).select_related("upload")
    uploads = [entry.upload for entry in entries]
    Contest.objects.filter(pk=post.pk).delete()
    for upload in uploads:
        upload.remove()


@receiver(member_left, sender=Member)
def take_out_who_leaves(sender, member, **kwargs) -> None:
    """Their picture goes, unless it has been judged already."""
    mine = Contest.objects.filter(entries__member=member, entries__removed_at__isnull=True)
    for contest in mine.select_related("poll__post__group").order_by("pk"):
        contest.release(member, as_of=timezone.now())
