"""Addresses of groups. The group's own page shows posts, so it lives a floor above, with the feed."""

from django.urls import path

from community.groups import levels, managing, views

app_name = "groups"
urlpatterns = [
    path("groups/", views.index, name="index"),
    path("groups/new/", views.new, name="new"),
    path("groups/presets/", views.presets, name="presets"),
    path("groups/<slug:slug>/members/", views.members, name="members"),
    path("groups/<slug:slug>/rules/", views.rules, name="rules"),
    path("groups/<slug:slug>/membership/", views.membership, name="membership"),
    path("groups/<slug:slug>/membership/remove/", views.leave, name="leave"),
    path("groups/<slug:slug>/membership/level/", views.level, name="level"),
    path("settings/notifications/groups/", levels.levels, name="levels"),
    path("groups/<slug:slug>/manage/", managing.manage, name="manage"),
    path("groups/<slug:slug>/cover/", managing.cover, name="cover"),
    path("groups/<slug:slug>/requests/acceptance/", managing.accept_all, name="accept-all"),
    path("groups/<slug:slug>/requests/<int:pk>/acceptance/", managing.accept, name="accept"),
    path("groups/<slug:slug>/requests/<int:pk>/refusal/", managing.decline, name="decline"),
    path("groups/<slug:slug>/members/add/", managing.add, name="add"),
    path("groups/<slug:slug>/members/<int:pk>/moderator/", managing.promote, name="promote"),
    path("groups/<slug:slug>/members/<int:pk>/moderator/remove/", managing.demote, name="demote"),
    path("groups/<slug:slug>/members/<int:pk>/owner/", managing.crown, name="crown"),
    path("groups/<slug:slug>/members/<int:pk>/owner/remove/", managing.step_down, name="step-down"),
    path("groups/<slug:slug>/members/<int:pk>/handover/", managing.hand_over, name="hand-over"),
    path("groups/<slug:slug>/archive/", managing.archive, name="archive"),
    path("groups/<slug:slug>/archive/remove/", managing.reopen, name="reopen"),
]
