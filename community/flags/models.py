"""Flags: "this is a complaint". Breaches of the rules are reports, another button and another desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Flag(models.Model):
    """Who says that it is a complaint. Whoever is not the author follows it and hears when it is solved."""

    post = models.ForeignKey("community.Post", models.CASCADE, null=True, related_name="flags")
    comment = models.ForeignKey("community.Comment", models.CASCADE, null=True, related_name="flags")
    message = models.ForeignKey("community.Message", models.CASCADE, null=True, related_name="flags")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    created_at = models.DateTimeField(default=timezone.now)
    # Follows without saying that it is a complaint ("follow"); never opens a ticket.
    only_follows = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member"], name="flag_a_post_once"),
            models.UniqueConstraint(fields=["comment", "member"], name="flag_a_comment_once"),
            models.UniqueConstraint(fields=["message", "member"], name="flag_a_message_once"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, comment__isnull=True, message__isnull=True)
                | Q(post__isnull=True, comment__isnull=False, message__isnull=True)
                | Q(post__isnull=True, comment__isnull=True, message__isnull=False),
                name="flag_of_one_thing",
            ),
        ]

    @property
    def source(self):
        """The post, comment or message that was flagged."""
        return self.message or self.comment or self.post
