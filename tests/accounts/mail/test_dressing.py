"""How a mail looks: style in the elements, media queries kept, nothing that a mail program would not run."""

import re

import pytest

from accounts.brand.models import Brand
from accounts.mail import outbox
from accounts.mail.dressing import dressed
from accounts.mail.models import Mail
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(ana) -> Mail:
    Brand(colour="#7A1F3D", name="Club <Río>").save()
    private_complaint_of(ana)
    return Mail.objects.get(member=ana, kind="tickets.received")


def test_the_style_stands_in_the_elements_in_the_brands_colours(receipt):
    button = re.search(r'<td class="button"[^>]*style="([^"]*)"', receipt.html)[1]
    assert "#7A1F3D" in button
    assert re.search(r'<p style="margin: ?0 0 16px', receipt.html)
    assert "Club &lt;Río&gt;" in receipt.html


def test_of_the_stylesheet_the_media_queries_stay(receipt):
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", receipt.html, re.S)
    assert "prefers-color-scheme: dark" in " ".join(sheets)
    assert ".quote {" not in " ".join(sheets).split("@media")[0]


def test_lists_of_mails_show_its_first_words(receipt):
    preview = re.search(r'<div class="preview"[^>]*>([^<\u200b&]*)', receipt.html)[1]
    assert preview.startswith("Hi Ana") and "\n" not in preview


def test_every_mail_is_light_enough_not_to_be_cut(receipt):
    """Gmail cuts at 102 kB."""
    assert len(receipt.html.encode()) < 40_000


def test_a_page_without_a_stylesheet_stays_as_it_is():
    assert dressed("<p>Hello &amp; co</p>") == "<p>Hello &amp; co</p>"


def test_what_people_write_cannot_bring_a_style_of_its_own(ana):
    private_complaint_of(ana, "<style>p{display:none}</style> </style><script>x</script>")
    html = Mail.objects.filter(member=ana, kind="tickets.received").latest("pk").html
    assert "<script" not in html and "&lt;style&gt;" in html


def test_codes_are_dressed_and_kept_secret_like_before(ana):
    mail = outbox.write(kind="accounts.login_code", to=ana, context={"code": "ABCD"}, secret=True)
    assert 'class="code" style="' in mail.html
