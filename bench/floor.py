"""The least page under our own middleware: session, user, one indexed select, a tiny template."""

from django.http import HttpResponse
from django.template import engines

from community.posts.models import Post

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ name }}</p><p>{{ at }}</p>"
)


def floor(request):
    post = Post.objects.only("id", "title", "created_at").get(pk=int(request.GET["post"]))
    words = {"title": post.title or post.pk, "name": request.user.name, "at": post.created_at}
    return HttpResponse(PAGE.render(words, request))
