"""Fields of profiles: what the brand would like to know of its people, and what one may choose from."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_language(english: str, spanish: str) -> str:
    """The words in the reader's language, or in the other one."""
    first, second = (spanish, english) if get_language() == "es" else (english, spanish)
    return first or second


class ProfileFieldQuerySet(models.QuerySet["ProfileField"]):
    def in_use(self):
        """Those that are asked for, with what may be chosen, in their order; two statements."""
        options = models.Prefetch("options", ProfileOption.objects.in_use())
        return self.filter(is_active=True).prefetch_related(options).order_by("position", "pk")


class ProfileField(models.Model):
    class Kind(models.TextChoices):
        TEXT = "text", _("Short text")
        LONG = "long", _("Long text")
        CHOICE = "choice", _("Choice from a list")
        DAY = "day", _("Day without a year")
        LINK = "link", _("Link")

    label = models.CharField(_("label in English"), max_length=60, blank=True)
    label_es = models.CharField(_("label in Spanish"), max_length=60)
    hint = models.CharField(_("hint in English"), max_length=99, blank=True)
    hint_es = models.CharField(
        _("hint in Spanish"),
        max_length=99,
        blank=True,
        help_text=_("One line below the label, if it needs one."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=6,
        choices=Kind.choices,
        default=Kind.TEXT,
        help_text=_("Members look for each other by choices: take one for what they share."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=10, help_text=_("The lower the number, the further up.")
    )
    is_active = models.BooleanField(
        _("asked for"),
        default=True,
        help_text=_("Off: nobody sees it any more. What was answered is kept until its member leaves."),
    )

    objects = ProfileFieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile field")
        verbose_name_plural = _("profile fields")

    def __str__(self) -> str:
        return in_language(self.label, self.label_es)

    @property
    def help(self) -> str:
        return in_language(self.hint, self.hint_es)

    @property
    def is_choice(self) -> bool:
        return self.kind == self.Kind.CHOICE


class ProfileOptionQuerySet(models.QuerySet["ProfileOption"]):
    def in_use(self):
        return self.filter(is_active=True).order_by("position", "pk")


class ProfileOption(models.Model):
    field = models.ForeignKey(
        ProfileField, models.CASCADE, related_name="options", verbose_name=_("profile field")
    )
    label = models.CharField(_("in English"), max_length=60, blank=True)
    label_es = models.CharField(_("in Spanish"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = ProfileOptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return in_language(self.label, self.label_es)
