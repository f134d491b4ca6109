"""Legal pages: written from what the brand says of itself, rewritten by the owner, each version kept (L-31)."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Page(models.TextChoices):
    NOTICE = "notice", _("Legal notice")
    PRIVACY = "privacy", _("Privacy")
    COOKIES = "cookies", _("Cookies")
    RULES = "rules", _("Rules")
    OPINIONS = "opinions", _("How opinions are handled")


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    def versions(self, page: str, language: str):
        """Newest first."""
        return self.filter(page=page, language=language).order_by("-number")

    @transaction.atomic
    def publish(
        self, *, page: str, language: str, body: str, by, as_of: datetime | None = None
    ) -> "LegalText":
        """The next version of the page; the one before stays readable. The same words twice are one version."""
        newest = self.versions(page, language).select_for_update().first()
        if newest and newest.body == body:
            return newest
        number = newest.number + 1 if newest else 1
        return self.create(
            page=page,
            language=language,
            body=body,
            number=number,
            by=by,
            published_at=as_of or timezone.now(),
        )


class LegalText(models.Model):
    """One version of a page in one language, as the owner worded it. Never changed: the next one is another row."""

    page = models.CharField(_("page"), max_length=10, choices=Page.choices)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("version"), editable=False)
    body = models.TextField(
        _("text"), max_length=40_000, help_text=_("Plain text. An empty line begins a new paragraph.")
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        constraints = [
            models.UniqueConstraint(fields=["page", "language", "number"], name="legal_text_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()} ({self.language}) {self.number}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def keep(self, shown: str, language: str) -> str:
        """Keeps what was shown, once, and returns its fingerprint: the proof of what somebody agreed to (L-21)."""
        digest = hashlib.sha256(f"{language}\n{shown}".encode()).hexdigest()
        self.bulk_create([self.model(digest=digest, language=language, shown=shown)], ignore_conflicts=True)
        return digest


class Notice(models.Model):
    """A privacy notice as people saw it when they joined; who agreed to it names it by its fingerprint."""

    digest = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(max_length=7)
    shown = models.TextField()
    first_shown_at = models.DateTimeField(default=timezone.now)

    objects = NoticeQuerySet.as_manager()
