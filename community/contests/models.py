"""Photo contests: members hand in a picture each, then all of them are voted on in a poll, then somebody has won."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.media.models import Upload
from community.contests.announcing import Announcing
from community.contests.gathering import Gathering
from community.contests.judging import Judged
from community.groups.models import Group
from community.polls.models import Poll
from community.posts.models import Post


class ContestQuerySet(Announcing):
    def visible_to(self, member):
        """Whoever may see the post may see its contest."""
        return self.filter(pk__in=Post.objects.visible_to(member).values("pk"))

    def due(self, as_of: datetime):
        """Those whose pictures are in, and that nobody has opened to votes."""
        return self.filter(entries_until__lte=as_of, gathered_at__isnull=True)


class Contest(Gathering):
    """What comes before the poll; voting, its end and its winner are the poll's."""

    poll = models.OneToOneField(Poll, models.CASCADE, primary_key=True, related_name="contest")
    entries_until = models.DateTimeField(_("pictures until"))
    gathered_at = models.DateTimeField(null=True, editable=False)  # a due row until then
    entry_count = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = ContestQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo contest")
        verbose_name_plural = _("photo contests")
        indexes = [
            models.Index(fields=["entries_until"], name="contest_due", condition=Q(gathered_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.post.headline

    def get_absolute_url(self) -> str:
        return f"/contests/{self.pk}/"


class ContestEntryQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Of contests that one may see: one's own, what is on the ballot, and for who keeps order all that is in.
        Whose they are is told at the end."""
        seen, kept = Contest.objects.visible_to(member), Group.objects.moderated_by(member).values("pk")
        organised = seen.filter(Q(poll__post__author_id=member.pk) | Q(poll__post__group__in=kept))
        shown = Q(option__isnull=False, hidden_at__isnull=True) | Q(member_id=member.pk)
        shown |= Q(contest__in=organised.values("pk"), removed_at__isnull=True)
        return self.filter(shown, contest__in=seen.values("pk"))

    def standing(self):
        """Those that were neither taken back nor taken out."""
        return self.filter(removed_at__isnull=True, hidden_at__isnull=True).order_by("pk")

    def ready(self):
        """Those with a picture that can be shown."""
        return self.standing().exclude(upload__state=Upload.State.REFUSED)


class ContestEntry(Judged):
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="entries")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, null=True, related_name="+")
    caption = models.CharField(_("what it shows"), max_length=140, blank=True)
    option = models.OneToOneField("community.PollOption", models.SET_NULL, null=True, related_name="+")
    handed_in_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, editable=False)  # taken back

    objects = ContestEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "member"], condition=Q(removed_at__isnull=True, hidden_at__isnull=True),
                name="one_picture_a_member",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(upload__isnull=False), name="an_entry_has_its_picture"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.caption

    def get_absolute_url(self) -> str:
        return self.contest.get_absolute_url()

    def blank(self) -> None:
        """The picture and its words are gone; votes and the place on the ballot stay."""
        upload, option = self.upload, self.option
        ContestEntry.objects.filter(pk=self.pk).update(upload=None, caption="", removed_at=timezone.now())
        if option:
            with translation.override(self.contest.post.language):
                type(option).objects.filter(pk=option.pk).update(upload=None, text=gettext("Taken back"))
        self.contest.post.change()
        upload.remove()

    def put(self, upload, caption: str, as_of: datetime) -> None:
        """Stands from now on with this picture and these words."""
        self.upload, self.caption, self.handed_in_at = upload, caption, as_of
        self.removed_at = None
        self.save()
