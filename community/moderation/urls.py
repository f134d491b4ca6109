"""Addresses of the moderators' desk, of decisions and of objections to them."""

from django.urls import path

from community.chat.models import Message
from community.comments.models import Comment
from community.contests.models import ContestEntry
from community.moderation.desk import PLACES
from community.moderation.views import appealing, asking, deciding, desk, words
from community.posts.models import Post

ITEMS = [("post", Post), ("comment", Comment), ("message", Message), ("entry", ContestEntry)]

app_name = "moderation"
urlpatterns = [
    path("moderation/", desk.index, name="index"),
    *[
        path(
            f"moderation/{PLACES[one]}/<int:pk>/hiding/", deciding.hide, {"model": model}, name=f"hide-{one}"
        )
        for one, model in ITEMS
    ],
    *[
        path(
            f"moderation/{PLACES[one]}/<int:pk>/hiding/remove/",
            deciding.restore,
            {"model": model},
            name=f"restore-{one}",
        )
        for one, model in ITEMS
    ],
    *[
        path(
            f"moderation/{PLACES[one]}/<int:pk>/dismissal/",
            desk.dismiss,
            {"field": one},
            name=f"dismiss-{one}",
        )
        for one, _model in ITEMS
    ],
    *[
        path(
            f"moderation/{PLACES[one]}/<int:pk>/correction/",
            asking.ask,
            {"model": model},
            name=f"correct-{one}",
        )
        for one, model in ITEMS
        if one in ("post", "comment")
    ],
    path("moderation/corrections/<int:pk>/end/", asking.end, name="end-correction"),
    path("moderation/members/<int:pk>/dismissal/", desk.dismiss, {"field": "about"}, name="dismiss-member"),
    path("moderation/posts/<int:pk>/closing/", deciding.close, name="close-post"),
    path("moderation/posts/<int:pk>/closing/remove/", deciding.reopen, name="reopen-post"),
    path("moderation/members/<int:pk>/silence/", deciding.silence, name="silence"),
    path("moderation/members/<int:pk>/suspension/", deciding.suspend, name="suspend"),
    path("moderation/words/", words.index, name="words"),
    path("moderation/words/<int:pk>/end/", words.end, name="end-words"),
    path("moderation/acts/<int:pk>/", appealing.act, name="act"),
    path("moderation/acts/<int:pk>/reversal/", appealing.undo, name="undo"),
    path("moderation/acts/<int:pk>/objection/", appealing.lodge, name="lodge"),
    path("moderation/appeals/<int:pk>/", appealing.appeal, name="appeal"),
    path("moderation/proposals/<int:pk>/", appealing.proposal, name="proposal"),
    path("objection/<str:sealed>/", appealing.object_by_mail, name="object"),
    path("groups/<slug:slug>/members/<int:pk>/removal/", deciding.remove, name="remove"),
    path("groups/<slug:slug>/members/<int:pk>/silence/", deciding.silence_in_group, name="silence-in-group"),
]
