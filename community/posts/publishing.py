"""How a post comes into being: once per submission, with its pictures, its ticket if it is a complaint, its notices."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone

from community.groups.models import Group
from community.posts.announcing import require_end
from community.posts.entering import require_place
from community.posts.going_out import send_out
from community.posts.scheduling import require_hour
from community.posts.tagging import PostTag
from community.rendering.markdown import tidy
from community.transactions import all_or_nothing
from community.trust import levels
from community.wordrules.models import WordRule
from community.writing import pace, repeats
from community.writing.pictures import own
from community.writing.written import noted, one_line, require_words, spoken_by

FASTEST = 10  # posts in ten minutes
# The same words are another event on another day, another poll with other options: their forms compare all of it.
MORE_THAN_WORDS = frozenset({"event", "poll", "praise"})


class Publishing(models.QuerySet):
    """Verbs of the posts' queryset."""

    @all_or_nothing
    def publish(
        self,
        *,
        by,
        kind: str,
        body: str,
        group: Group | None = None,
        title: str = "",
        pictures=(),
        tags: Iterable[str] = (),
        experienced_on=None,
        asks_for: str = "",
        due_at: datetime | None = None,
        pinned_until: datetime | None = None,
        is_by_household: bool = False,
        submission=None,
        noted_at: datetime | None = None,
        join: bool = False,
        as_of: datetime | None = None,
    ):
        """Returns the post; a complaint has opened its ticket in the same transaction (`post.opened`).

        A repeated submission returns what the first one made. Without a group it goes to the default one; `join`
        enters a free group on the way. `pictures` are (upload, what it shows) pairs of the author's own uploads,
        `tags` as `tags_in` reads them. All but a complaint may go out by itself at `due_at`; an announcement stays on
        top until `pinned_until`; votes for a suggestion may count by household. Where a moderator looks first, the post
        waits. History that is loaded (`as_of` given) has no pace.

        Raises PermissionDenied, or ValidationError for a text, picture or pace that cannot be.
        """
        pace.one_at_a_time(by)
        if sent := pace.sent_before(self.model, by, submission):
            return sent.with_ticket()
        if as_of is None:
            self._require_measure(by, title, body, pictures)
        now = as_of or timezone.now()
        due_at, pinned_until = self._times(kind, due_at, pinned_until, now)
        group = self._entered(group or Group.objects.default(), by, kind, join)
        rule = self._judged(by, group, kind, title, body, tags) if as_of is None else None
        post = self._written(
            by, group, now, noted_at, kind=kind, body=body, title=one_line(title), given=pictures,
            experienced_on=experienced_on, submission=submission, pinned_until=pinned_until,
            pinned_at=now if pinned_until else None,
            is_by_household=is_by_household and kind == self.model.Kind.SUGGESTION,
        )  # fmt: skip
        PostTag.objects.hang(post, tags)
        if kind == self.model.Kind.COMPLAINT:
            # The team hears of it at once, whatever the group makes of the post (L-01).
            post.opened = post.flag(by=by, asks_for=asks_for, as_of=as_of).opened
        send_out(post, by, due_at, now, rule)
        return post

    # Steps

    def _require_measure(self, by, title: str, body: str, pictures) -> None:
        pace.keep_all(self.model, by, FASTEST)
        levels.require_text(by, body, len(pictures))
        repeats.require_new(by, f"{title} {body}")

    def _times(self, kind: str, due_at, pinned_until, as_of) -> tuple[datetime | None, datetime | None]:
        """When it goes out and until when it stays on top, as far as a post of that kind can have them."""
        due_at = due_at if kind != self.model.Kind.COMPLAINT else None
        pinned_until = pinned_until if kind == self.model.Kind.ANNOUNCEMENT else None
        require_hour(due_at, as_of)
        require_end(pinned_until, due_at or as_of)
        return due_at, pinned_until

    def _judged(self, by, group: Group, kind: str, title: str, body: str, tags) -> WordRule | None:
        """The rule for words that has it looked at first, if there is one; nothing is said twice in a row."""
        if (body or title) and kind not in MORE_THAN_WORDS:
            same = self.filter(kind=kind, title=one_line(title), body=tidy(body), group=group)
            pace.no_echo(same.filter(deleted_at=None), by)
        is_criticism = kind == self.model.Kind.COMPLAINT
        return WordRule.objects.judge(" ".join([title, body, *tags]), group, is_criticism=is_criticism)

    def _entered(self, group: Group, by, kind: str, join: bool) -> Group:
        if join and group.joinable_by(by):
            group.admit(by)
        require_place(group, by, kind)
        return group

    def _written(self, by, group, as_of, noted_at, *, body, given, **columns):
        shown = own(given, by, documents=True)
        worded = self.model.worded(body, group)
        if not shown and not (columns["kind"] in self.model.TITLED and columns["title"]):
            require_words(worded)
        post = self.create(
            author=by, group=group, language=spoken_by(by), created_at=as_of, last_activity_at=as_of,
            noted_at=noted(noted_at, as_of), **worded, **columns,
        )  # fmt: skip
        post.show_pictures(shown)
        return post
