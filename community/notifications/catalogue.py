"""The kinds that this app tells. Subjects are named by label, so that this room knows no higher one."""

from typing import Any

from community.notifications import kinds
from community.rendering.markdown import plain


def register() -> None:
    _about_groups()
    _about_talk()
    _about_chat()
    _about_order()


def _about_groups() -> None:
    kinds.register("community.admitted", model="community.Group", icon="users")
    kinds.register("community.promoted", model="community.Group", icon="badge-check")
    kinds.register("community.crowned", model="community.Group", icon="badge-check", address=_managed)
    asking: dict[str, Any] = {
        "model": "community.JoinRequest",
        "related": ("group", "member"),
        "thread": _group_name,
    }
    kinds.register(
        "community.join_requested", icon="user-plus", address=_managing, excerpt=_message, **asking
    )
    kinds.register("community.join_decided", icon="user-check", **asking, needs_subject=False)


def _about_talk() -> None:
    talk: dict[str, Any] = {
        "model": "community.Comment",
        "related": ("post__group", "author"),
        "thread": _headline,
        "place": _post,
        "excerpt": _words,
    }
    kinds.register("community.commented", icon="message-circle", **talk)
    kinds.register("community.replied", icon="reply", **talk)
    kinds.register("community.accepted", icon="check", **talk)
    kinds.register("community.mentioned", icon="at-sign", tab="mentions", **talk)
    posts: dict[str, Any] = {"model": "community.Post", "related": ("group",), "excerpt": _words}
    kinds.register("community.posted", icon="message-square", **posts)
    kinds.register("community.followed_posted", icon="user-check", **posts)
    kinds.register("community.announcement", icon="megaphone", **posts)
    kinds.register("community.suggestion_decided", icon="kind-suggestion", **posts)
    kinds.register("community.post_waiting", icon="hourglass", address=_queue, **posts)
    kinds.register("community.post_approved", icon="check", **posts)
    kinds.register("community.post_refused", icon="ban", **posts)
    kinds.register("community.post_held_up", icon="calendar-clock", **posts)
    kinds.register("community.mentioned_in_post", icon="at-sign", tab="mentions", **posts)


def _about_chat() -> None:
    chat: dict[str, Any] = {
        "model": "community.Message",
        "related": ("room__group", "author"),
        "thread": _room_name,
        "place": _room,
        "excerpt": _words,
    }
    kinds.register("community.messaged", icon="messages-square", address=_new_in_room, **chat)
    kinds.register("community.mentioned_in_chat", icon="at-sign", tab="mentions", **chat)


def _about_order() -> None:
    reports: dict[str, Any] = {
        "model": "community.Report",
        "related": ("post", "comment__post", "message", "entry__contest__poll__post", "about"),
    }
    desk: dict[str, Any] = {"address": _desk, "thread": kinds.nothing, "excerpt": _matter}
    kinds.register("moderation.reported", icon="flag", **reports, **desk)
    kinds.register(
        "moderation.decided", icon="flag", visible=_sent_by, address=_nowhere, thread=kinds.nothing, **reports
    )
    acts: dict[str, Any] = {
        "model": "community.ModerationAct",
        "related": ("post", "comment__post", "message", "entry__contest__poll__post"),
    }
    words: dict[str, Any] = {"thread": kinds.nothing, "excerpt": _own_words}
    for act in ("hidden", "taken", "closed", "silenced", "removed", "suspended", "restored"):
        kinds.register(f"moderation.{act}", icon="shield", **acts, **words)
    proposals: dict[str, Any] = {
        "model": "community.Proposal",
        "related": ("post", "comment__post", "message", "entry__contest__poll__post"),
    }
    for step in ("proposed", "answered"):
        kinds.register(f"moderation.{step}", icon="users", **proposals, **words)
    corrections: dict[str, Any] = {
        "model": "community.Correction",
        "related": ("post", "comment__post"),
    }
    kinds.register("moderation.correction_asked", icon="pencil", **corrections, **words)
    kinds.register("moderation.correction_made", icon="pencil", address=_corrections, **corrections, **words)
    appeals: dict[str, Any] = {
        "model": "community.Appeal",
        "related": ("act", "member"),
        "thread": kinds.nothing,
    }
    kinds.register("moderation.appealed", icon="scale", **appeals)
    kinds.register("moderation.appeal_decided", icon="scale", address=_decision, **appeals)


def _group_name(request) -> str:
    return request.group.name


def _post(comment) -> object:
    return "community.Post", comment.post_id


def _room_name(message) -> str:
    return str(message.room) or (message.author.name if message.author else "")


def _room(message) -> object:
    return "community.Room", message.room_id


def _new_in_room(message) -> str:
    return f"{message.room.get_absolute_url()}#new"


def _message(request) -> str:
    return request.message


def _words(written) -> str:
    return plain(written.body, 120)


def _matter(report) -> str:
    return "" if report.about_id else _words(report.matter)


def _decision(appeal) -> str:
    return appeal.act.get_absolute_url()


def _own_words(act) -> str:
    return _words(act.item) if act.item else ""


def _managing(request) -> str:
    return f"{request.group.get_absolute_url()}manage/"


def _managed(group) -> str:
    return f"{group.get_absolute_url()}manage/"


def _queue(post) -> str:
    return f"{post.group.get_absolute_url()}queue/"


def _headline(comment) -> str:
    return comment.post.headline


def _desk(report) -> str:
    return "/moderation/"


def _corrections(correction) -> str:
    return "/moderation/?show=corrections"


def _nowhere(subject) -> str:
    return "/notifications/"


def _sent_by(model, member):
    return model.objects.filter(member_id=member.pk)
