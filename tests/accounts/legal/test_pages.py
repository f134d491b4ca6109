"""The legal pages: for everybody, in their language, from what the brand says of itself; each version stays (L-31)."""

import pytest
from django.template.loader import render_to_string

from accounts.brand.models import Brand
from accounts.invitations import privacy
from accounts.legal.models import LegalText, Notice, Page


@pytest.mark.parametrize("page", Page.values)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_is_written_from_the_brand(page, language):
    brand = Brand(legal_name="Club Ribera, S. L.", contact_email="hola@example.com", minimum_age=14)
    text = render_to_string(f"accounts/legal/{language}/{page}.html", {"brand": brand})
    assert len(text) > 300
    assert ("Club Ribera" in text) == (page in ("notice", "privacy", "rules"))


def test_anybody_reads_them_and_the_footer_leads_there(db, client_of):
    page = client_of().get("/legal/privacy/", headers={"accept-language": "es"}).content.decode()
    assert "Tus derechos" in page and 'href="/legal/notice/"' in page and 'href="/legal/opinions/"' in page
    assert client_of().get("/legal/nothing/").status_code == 404


def test_gema_rewords_one_and_the_version_before_stays(gema, client_of):
    for body in ("Be kind.", "Be kind.", "Be kind & brief."):
        client_of(gema).post(
            "/admin/accounts/legaltext/add/", {"page": "rules", "language": "en", "body": body}
        )
    assert LegalText.objects.count() == 2
    newest = client_of().get("/legal/rules/", headers={"accept-language": "en"}).content.decode()
    first = client_of().get("/legal/rules/?version=1", headers={"accept-language": "en"}).content.decode()
    assert "Be kind &amp; brief." in newest and "earlier version" not in newest
    assert "Be kind.</p>" in first and "earlier version" in first
    assert client_of().get("/legal/rules/?version=7").status_code == 404


def test_what_ana_agreed_to_can_be_shown_later(db):
    digest = privacy.fingerprint()
    assert privacy.fingerprint() == digest
    kept = Notice.objects.get(digest=digest)
    assert "What happens to your data" in kept.shown
    assert Notice.objects.keep(kept.shown, "es") != Notice.objects.keep(kept.shown, "en") == digest
