"""Notifications: rows of kind, actor and subject, worded at reading time in the reader's language."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Inbox(models.Model):
    """A member's counter: serials are taken under this row's lock, in the transaction that writes the row."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="inbox")
    serial = models.PositiveBigIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    # Two visits back is what "new since your last visit" means while somebody keeps reloading.
    feed_seen_at = models.DateTimeField(null=True)
    feed_seen_before_at = models.DateTimeField(null=True)


class Notification(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    serial = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    # A doubled call finds the first row: one event is one notification a person.
    once = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "serial"], name="notification_serial_once_a_member"),
            models.UniqueConstraint(fields=["member", "once"], name="notification_once_an_event"),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="notification_by_member"),
            models.Index(fields=["member"], name="notification_unread", condition=Q(read_at__isnull=True)),
        ]
