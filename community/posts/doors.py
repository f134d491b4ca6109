"""Doors that posts open below: who may read a post may look at its pictures."""

from django.db.models import Q

from accounts import doors
from community.posts.models import Post
from community.posts.pictures import PostPicture


def pictures_of_posts(member) -> Q:
    seen = PostPicture.objects.filter(post__in=Post.objects.visible_to(member).values("pk"))
    return Q(pk__in=seen.values("upload_id"))


def open_all() -> None:
    doors.register("accounts.Upload", pictures_of_posts)
