"""Brand: whose house this is. Centre: a branch, ground or shop of it, with its own region and clock."""

import hashlib
import time
import zoneinfo
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import DatabaseError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.brand import colours, zones

REMEMBERED = 5.0  # seconds that a process may go on with the brand it last read

hex_colour = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Write a colour such as #1F6F54."))
reference_prefix = RegexValidator(r"\A[A-Z]{2,6}\Z", _("Use two to six capital letters, such as RIB."))
subdivision_code = RegexValidator(r"\A[A-Z0-9]{1,3}\Z", _("Use the code of the region, such as MD or AN."))
NO_ZONE = _("There is no time zone of this name. Write one such as Europe/Madrid.")


def known_zone(name: str) -> None:
    if name not in zones.known():
        raise ValidationError(NO_ZONE)


class Fact(models.TextChoices):
    """What customers can prove themselves with beside their membership number."""

    BORN = "born", _("Date of birth")
    POSTCODE = "postcode", _("Postcode")
    PHONE = "phone", _("Last four digits of the telephone")


class Brand(models.Model):
    """One row: the identity, the legal profile and the words of customer service."""

    name = models.CharField(_("name"), max_length=120, default="Tertulia")
    short_name = models.CharField(
        _("short name"),
        max_length=24,
        default="Tertulia",
        help_text=_("Beside the logo."),
    )
    colour = models.CharField(_("brand colour"), max_length=7, default="#1F6F54", validators=[hex_colour])
    logo = models.BinaryField(
        _("logo"), blank=True, default=bytes
    )  # a small PNG, made again from what was sent
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES, default="es")
    timezone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Madrid", validators=[known_zone]
    )
    key_prefix = models.CharField(
        _("prefix of references"),
        max_length=6,
        default="TER",
        validators=[reference_prefix],
        help_text=_("References look like RIB-2026-004217-K. Those already given keep theirs."),
    )

    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    tax_id = models.CharField(_("tax number"), max_length=32, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=32, blank=True)

    obliged_by_law_10_2025 = models.BooleanField(
        _("bound by Ley 10/2025"),
        default=False,
        help_text=_(
            "250 people or more, or a turnover above 50 million euros, or a balance above 43 million."
        ),
    )
    adheres_to_arbitration = models.BooleanField(_("adheres to consumer arbitration"), default=False)
    arbitration_body = models.CharField(_("arbitration or mediation body"), max_length=200, blank=True)
    arbitration_url = models.URLField(_("its page"), blank=True)

    service_hours = models.TextField(_("hours of customer service"), max_length=500, blank=True)
    service_text = models.TextField(_("words of the customer service page"), max_length=4000, blank=True)
    welcome = models.TextField(
        _("words of welcome"),
        max_length=1000,
        blank=True,
        help_text=_("Whoever is new reads them on their first day."),
    )
    adr_text = models.TextField(
        _("if we do not agree"),
        max_length=2000,
        blank=True,
        help_text=_("Which out-of-court bodies there are and how to reach them. Goes with every refusal."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), default=14, help_text=_("Whoever joins declares to be at least this old.")
    )  # L-25: 14 today, 16 when the law says so
    second_fact = models.CharField(
        _("what customers prove themselves with"),
        max_length=8,
        choices=Fact.choices,
        default=Fact.POSTCODE,
        help_text=_("Beside their membership number, as it stands in the list that was imported."),
    )
    # L-24: longer than the 15 days of an answer, the 30 in which a request is opened again, and as long again to
    # complain that a letter was read wrongly; a year would be a second archive that nobody looks after.
    originals_days = models.PositiveSmallIntegerField(
        _("days that originals of incoming mail are kept"),
        default=90,
        validators=[MinValueValidator(30), MaxValueValidator(730)],
        help_text=_("What was taken of them stays with the request. Mail put aside goes with its original."),
    )
    # The demo club: staff may skip the second factor, under a banner that says so. Set by the demo loader.
    is_demo = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brand")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="brand_is_one_row")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Brand":
        """The brand, kept in memory a few seconds: a page costs no query for it; defaults if none is saved."""
        global _kept
        kept, until = _kept
        if kept is None or time.monotonic() > until:
            try:
                kept = cls.objects.filter(pk=1).first() or cls(pk=1)
            except DatabaseError:
                # The page that says so must still be drawn, in the colours of the house.
                return kept or cls(pk=1)
            _kept = (kept, time.monotonic() + REMEMBERED)
        return kept

    @classmethod
    def to_change(cls) -> "Brand":
        """The row as it is stored now, for a form to write to; a new one before anything was said."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def forget(cls) -> None:
        """Read it anew next time."""
        global _kept
        _kept = (None, 0.0)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        self.forget()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def style_version(self) -> str:
        """Changes with the stylesheet and only with it, so that /brand.css may be kept for a year."""
        return digest(colours.stylesheet(self.colour).encode())

    @property
    def logo_version(self) -> str:
        return digest(bytes(self.logo)) if self.logo else ""

    @property
    def version(self) -> str:
        """Changes with whatever a page shows of the brand."""
        return (
            f"{self.style_version}-{self.logo_version}-{digest(repr((self.name, self.short_name)).encode())}"
        )

    @property
    def on_colour(self) -> str:
        """What can be read on the brand colour: white or black."""
        return colours.on_brand(self.colour)

    @property
    def link_colour(self) -> str:
        """The brand colour as text on white: for mails and PDF, which know no stylesheet."""
        return colours.palette(self.colour)["light"]["link-1"]

    @property
    def link_colour_in_the_dark(self) -> str:
        """The same on the dark card of a mail."""
        return colours.palette(self.colour)["dark"]["link-1"]

    @property
    def contrasts(self) -> list[tuple[str, str, str, float]]:
        return colours.ratios(self.colour)


_kept: tuple[Brand | None, float] = (None, 0.0)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


class CentreQuerySet(models.QuerySet["Centre"]):
    @transaction.atomic
    def settle(self, *, name: str, timezone: str, country: str, subdivision: str, address: str) -> "Centre":
        """The centre of this name, made or changed; the first one is the main one. Asked twice it is one."""
        known = {"timezone": timezone, "country": country, "subdivision": subdivision, "address": address}
        if centre := self.filter(name__iexact=name).first():
            self.filter(pk=centre.pk).update(**known)
            centre.refresh_from_db()
            return centre
        plain = slugify(name)[:50] or "centre"
        slug = f"{plain}-{self.count() + 1}" if self.filter(slug=plain).exists() else plain
        first = not self.filter(is_default=True).exists()
        return self.create(name=name, slug=slug, is_default=first, **known)


class Centre(models.Model):
    """A branch, ground or shop. Its region decides the holidays, its zone the hours that people read."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address on the site"), max_length=60, unique=True)
    timezone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Madrid", validators=[known_zone]
    )
    country = models.CharField(_("country"), max_length=2, default="ES")
    subdivision = models.CharField(_("region"), max_length=3, blank=True, validators=[subdivision_code])
    address = models.TextField(_("address"), max_length=500, blank=True)
    is_default = models.BooleanField(_("main centre"), default=False)

    objects = CentreQuerySet.as_manager()

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="centre_default_is_only_one",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)
