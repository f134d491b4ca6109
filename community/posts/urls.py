"""Addresses of posts. Reading one is a floor above, with the feed."""

from django.urls import path

from community.posts import coming, deciding, judging, views

app_name = "posts"
urlpatterns = [
    path("posts/new/", views.new, name="new"),
    path("posts/scheduled/", coming.index, name="scheduled"),
    path("posts/<int:pk>/going-out/", coming.going_out, name="going-out"),
    path("posts/<int:pk>/edit/", views.edit, name="edit"),
    path("posts/<int:pk>/removal/", views.removal, name="removal"),
    path("posts/<int:pk>/history/", views.history, name="history"),
    path("posts/<int:pk>/history/<int:revision>/hiding/", views.revision_hiding, name="revision-hiding"),
    path("posts/<int:pk>/complaint/", views.complaint, name="complaint"),
    path("posts/<int:pk>/me-too/", views.me_too, name="me-too"),
    path("posts/<int:pk>/follow/", views.follow, name="follow"),
    path("posts/<int:pk>/follow/remove/", views.unfollow, name="unfollow"),
    path("posts/<int:pk>/level/", views.level, name="level"),
    path("posts/<int:pk>/pin/", views.pin, name="pin"),
    path("posts/<int:pk>/pin/remove/", views.unpin, name="unpin"),
    path("posts/<int:pk>/standing/", deciding.standing, name="standing"),
    path("posts/<int:pk>/pace/", deciding.pace, name="pace"),
    path("posts/<int:pk>/readers/", deciding.readers, name="readers"),
    path("posts/<int:pk>/approval/", judging.approval, name="approval"),
    path("posts/<int:pk>/refusal/", judging.refusal, name="refusal"),
    path("posts/<int:pk>/closing/", views.closing, name="closing"),
    path("posts/<int:pk>/closing/remove/", views.opening, name="opening"),
]
