"""What a group keeps, each sort by itself: the files and pictures below its posts and comments, and its polls."""

from datetime import datetime

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community import keyset
from community.comments.models import Comment
from community.comments.pictures import CommentPicture
from community.feed.thread import in_address, moment
from community.groups.models import Group
from community.groups.pages import page_of
from community.polls.models import Poll
from community.posts import sorts
from community.posts.models import Post
from community.posts.pictures import PostPicture
from community.writing.pictures import MOST

FILES, POLLS = 60, 30


@require_safe
def files(request, slug):
    group = Group.objects.read_by(request.user, slug)
    page = page_of(group, request.user) | files_of(group, request.user, moment(request.GET.get("before")))
    return render(request, "community/groups/files.html", page)


@require_safe
def polls(request, slug):
    group = Group.objects.read_by(request.user, slug)
    page = page_of(group, request.user) | polls_of(
        group, request.user, keyset.number(request.GET.get("before"))
    )
    return render(request, "community/groups/polls.html", page)


def files_of(group: Group, member, before: datetime | None) -> dict:
    """A page of them, the last that was hung up first: pictures, and files to take along. What hangs below one text
    stays together."""
    posts = Post.objects.visible_to(member).filter(group=group, hidden_at__isnull=True)
    below = Comment.objects.visible_to(member).filter(post__in=posts.values("pk"), hidden_at__isnull=True)
    hung = [
        *hung_below(posts, PostPicture.objects.select_related("post__author"), before),
        *hung_below(below, CommentPicture.objects.select_related("comment__author", "comment__post"), before),
    ]
    hung.sort(key=lambda picture: picture.text.created_at, reverse=True)
    rows = hung[:FILES]
    rows += [picture for picture in hung[FILES:] if picture.text == rows[-1].text]
    return {
        "pictures": [row for row in rows if row.upload.is_picture],
        "files": [row for row in rows if not row.upload.is_picture],
        "next": f"?before={in_address(rows[-1].text.created_at)}" if len(hung) > len(rows) else "",
    }


def hung_below(texts, pictures, before: datetime | None):
    """What these texts show, the newest first; as many as a page holds and the text at its end has."""
    name = pictures.model.below
    found = pictures.filter(**{f"{name}__in": texts.values("pk")}).select_related("upload")
    if before is not None:
        found = found.filter(**{f"{name}__created_at__lt": before})
    return found.order_by(f"-{name}__created_at", name, "position")[: FILES + MOST]


def polls_of(group: Group, member, before: int | None) -> dict:
    """A page of them, the newest first."""
    asked = Poll.objects.visible_to(member).filter(post__group=group, post__hidden_at__isnull=True)
    rows, has_more = keyset.cut(older(asked.select_related("post__author"), before), POLLS)
    names = sorts.of({poll.pk: poll.post.kind for poll in rows})
    return {
        "polls": [(poll, names[poll.pk]) for poll in rows],
        "next": f"?before={rows[-1].pk}" if has_more else "",
    }


def older(rows, before: int | None):
    rows = rows.order_by("-pk")
    return rows if before is None else rows.filter(pk__lt=before)
