"""The words of a mail: from templates, in the language of whoever reads it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.utils import translation

from accounts.brand.models import Brand
from accounts.mail.dressing import dressed

LANGUAGES = dict(settings.LANGUAGES)
PREVIEW = 110  # signs that lists of mails show beside the subject


def words(kind: str, member, context: Mapping[str, object], language: str | None) -> dict[str, str]:
    """Subject, text and html (empty without a template) of a mail of this kind."""
    brand = Brand.current()
    language = language_for(member, language, brand)
    known = {"member": member, "brand": brand, "base_url": settings.BASE_URL, "language": language, **context}
    folder = "emails/" + kind.replace(".", "/", 1)
    with translation.override(language):
        text = _drawn(f"{folder}/body.txt", known).strip() + "\n"
        known |= {"preview": one_line(text)[:PREVIEW], "site": urlsplit(settings.BASE_URL).netloc}
        return {
            "subject": one_line(_drawn(f"{folder}/subject.txt", known)),
            "text": text,
            "html": _html(f"{folder}/body.html", known),
        }


def language_for(member, asked: str | None, brand: Brand) -> str:
    """What was asked for, else the member's own, else the brand's."""
    for language in (asked, getattr(member, "language", ""), brand.language):
        if language in LANGUAGES:
            return language
    return settings.LANGUAGE_CODE


def one_line(subject: str) -> str:
    """A subject is one line without control characters: whatever a title holds, it adds no header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in subject).split())[:250]


def _html(name: str, context: Mapping[str, object]) -> str:
    try:
        template = engines["django"].engine.get_template(name)
    except TemplateDoesNotExist:
        return ""
    return dressed(storable(template.render(Context(context))))


def _drawn(name: str, context: Mapping[str, object]) -> str:
    # Plain text: names with an ampersand stay as they are.
    return storable(engines["django"].engine.get_template(name).render(Context(context, autoescape=False)))


def storable(words: str) -> str:
    return words.replace("\x00", "")
