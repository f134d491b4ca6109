"""Writing a post, changing it, taking it back; following it, flagging it, keeping it on top."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.drafts.beginning import begun
from community.partials import back
from community.posts import composing
from community.posts.forms import ChangeForm, LevelForm, PostForm
from community.posts.levels import PostLevel
from community.posts.models import Post
from community.writing.calling import warn_of_unheard
from community.writing.pages import complaint_of, hide_revision, history_of, removal_of
from community.writing.sharing import me_too_of

COMMON = composing.Composer(PostForm, "community/posts/new.html")


def seen(request, pk) -> Post:
    """The post, if the member may see it."""
    return Post.objects.read_by(request.user, pk)


def new(request):
    kind = request.GET.get("kind", "")
    composer = composing.of(request.POST.get("kind") or kind, otherwise=COMMON)
    return composing.compose(request, composer, kind)


def edit(request, pk):
    post = seen(request, pk)
    if not post.editable_by(request.user):
        raise PermissionDenied(_("Only its author can change this."))
    draft = begun(request, f"edit-{pk}")
    form = ChangeForm(
        request.POST or None, request.FILES or None, post=post, member=request.user, draft=draft
    )
    if form.is_valid() and form.send():
        messages.success(request, _("Changed."), extra_tags=f"post-{pk}")
        warn_of_unheard(request, post.body, post.group)
        return redirect(post)
    known = {"form": form, "written": post}
    return render(request, "community/posts/edit.html", known, status=422 if form.is_bound else 200)


def removal(request, pk):
    post = seen(request, pk)
    return removal_of(request, post) or redirect(post if post.comment_count else post.group)


@require_safe
def history(request, pk):
    post = seen(request, pk)
    return history_of(request, post, may_hide=post.cleanable_by(request.user))


@require_POST
def revision_hiding(request, pk, revision):
    hide_revision(request, seen(request, pk), revision)
    return redirect("posts:history", pk)


def complaint(request, pk):
    return complaint_of(request, seen(request, pk))


def me_too(request, pk):
    return me_too_of(request, seen(request, pk))


@require_POST
def follow(request, pk):
    seen(request, pk).follow(by=request.user)
    messages.success(request, _("You are following it: you will hear of new comments and of the answer."))
    return back(request, f"/posts/{pk}/")


@require_POST
def unfollow(request, pk):
    seen(request, pk).unfollow(by=request.user)
    return back(request, f"/posts/{pk}/")


def level(request, pk):
    """How much the reader wants to hear of this one post."""
    post = seen(request, pk)
    form = LevelForm(request.POST or None, initial={"level": PostLevel.objects.of(request.user, post)})
    if form.is_valid():
        PostLevel.objects.choose(form.cleaned_data["level"], post=post, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(post)
    known = {"form": form, "written": post}
    return render(request, "community/posts/level.html", known, status=422 if form.is_bound else 200)


@require_POST
def pin(request, pk):
    seen(request, pk).pin(by=request.user)
    return back(request, f"/posts/{pk}/")


@require_POST
def unpin(request, pk):
    seen(request, pk).unpin(by=request.user)
    return back(request, f"/posts/{pk}/")


@require_POST
def closing(request, pk):
    """One's own thread. Closing what somebody else began is a decision with its reasons (L-30)."""
    own_thread(request, pk).close_to_comments(by=request.user)
    return back(request, f"/posts/{pk}/")


@require_POST
def opening(request, pk):
    own_thread(request, pk).open_to_comments(by=request.user)
    return back(request, f"/posts/{pk}/")


def own_thread(request, pk) -> Post:
    post = seen(request, pk)
    if post.author_id != request.user.pk:
        raise PermissionDenied(_("Somebody else began this: say why it is closed or opened."))
    return post
