"""How a post reaches its readers: at once, at its hour, or after a moderator has looked at it."""

from datetime import datetime

from django.db import connection, models

from community.posts import notices
from community.posts.signals import let_out
from community.wordrules.models import WordRule, held
from community.writing.rights import speaks_for, waits_first


def send_out(post, by, due_at: datetime | None, as_of: datetime, rule: WordRule | None = None) -> None:
    """Before its hour it is held back; where a moderator looks first, or a word rule asks for it, the post waits; else
    it is there for everybody. Criticism waits for no words: it is put on the moderators' desk instead (L-19)."""
    held_back = rule is not None and post.kind != post.Kind.COMPLAINT and not speaks_for(post.group, by)
    if due_at:
        post.hold_back(due_at, as_of)
    elif waits_first(post.group, by) or held_back:
        post.wait(as_of)
    else:
        post.count_in_group()
        notices.published(post, as_of=as_of)
        let_out.send(sender=type(post), post=post, as_of=as_of)
        held(post, rule)


def renumber(post) -> None:
    """Gives it the number of this moment. Feeds go by numbers: with that of the day on which it was written it would
    come out far below what everybody has read. Nobody but its author knew the old one."""
    table = post._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET id = nextval(pg_get_serial_sequence(%s, 'id')) WHERE id = %s RETURNING id",  # noqa: S608
            [table, post.pk],
        )
        (new,) = cursor.fetchone()
    _point_at(type(post), post.pk, new)
    post.pk = new


def _point_at(model: type[models.Model], old: int, new: int) -> None:
    """Everything that hangs on the row hangs on its new number; constraints look at the end of the transaction."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        field = relation.field
        holders = relation.related_model._base_manager.filter(**{field.attname: old})
        if holders.update(**{field.attname: new}) and field.primary_key:
            _point_at(relation.related_model, old, new)
