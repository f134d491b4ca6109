"""Doors that comments open below: who may read a comment may look at its pictures."""

from django.db.models import Exists, OuterRef, Q

from accounts import doors
from community.comments.models import Comment
from community.comments.pictures import CommentPicture


def pictures_of_comments(member) -> Q:
    hung = CommentPicture.objects.filter(upload=OuterRef("pk"))
    return Q(Exists(hung.filter(comment__in=Comment.objects.visible_to(member).values("pk"))))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_of_comments)
