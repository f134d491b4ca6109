"""A list with mistakes comes in, is mended by the file of its errors, and is undone."""

import csv

import pytest

from accounts.imports import columns
from tests.journeys.people import DESK, PHONE, signed_in

WINDOWS = {"es": PHONE, "en": DESK}
LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle="gema").update(language="{language}")
"""
# How many of the list are in the house.
COUNT = """
import json
from accounts.models import Member
print(json.dumps(Member.objects.filter(email__startswith="journey{language}").count()))
"""
HEADINGS = "Nº de socio;Nombre completo;Correo;Fecha de nacimiento;Unidad familiar\n"


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(LANGUAGE.format(language=request.param))
    return request.param


def sends(gema, path) -> None:
    gema.page.locator("#id_file").set_input_files(path)
    gema.press("main form button.button-primary")


def is_checked(gema) -> None:
    """The columns as they were guessed, then the dry run; both come by themselves."""
    gema.sees(".import-columns", timeout=30000)
    gema.press("form:has(.import-columns) button.button-primary")
    gema.sees("#id_is_whole", timeout=30000)


def test_an_import_with_errors_is_mended_and_undone(browser, house, language, tmp_path):
    count, them = (
        COUNT.format(language=language),
        f"journey{language}",
    )  # people of their own in each language
    rows = [
        f"{language}{n};{language.title()} Peña {chr(65 + n)};{them}{n}@example.com;1/2/1980;{language}-{n // 2}"
        for n in range(8)
    ]
    rows[3], rows[5] = rows[3].replace("@", " at "), rows[5].replace("1/2/1980", "31/31/1980")
    path = tmp_path / "socios.csv"
    path.write_text(HEADINGS + "\n".join(rows), encoding="cp1252")
    with signed_in(browser, house, "gema", language, WINDOWS[language]) as gema:
        gema.go("/invitations/")
        gema.press("main a[href='/imports/']")
        gema.finds_the_page_sound()
        sends(gema, path)
        gema.sees(".import-columns", timeout=30000)
        assert gema.page.locator("#id_column-1").input_value() in columns.LABELS
        gema.reads(f"{language.title()} Peña A")
        gema.finds_the_page_sound()
        is_checked(gema)
        gema.reads(f"{them}3 at example.com", within=".import-reason")
        gema.reads("31/31/1980", within=".import-reason")
        gema.finds_the_page_sound()
        with gema.page.expect_download() as download:
            gema.press(".import-errors a.button")
        gema.press("form:has(#id_is_whole) button.button-primary")
        gema.sees(".import-facts", timeout=30000)
        assert house.ask(count) == 6
        gema.finds_the_page_sound()

        mended = tmp_path / "errors.csv"
        text = download.value.path().read_text(encoding="utf-8-sig")
        assert [len(row) for row in csv.reader(text.splitlines(), delimiter=";")] == [6, 6, 6]
        mended.write_text(text.replace(f"{them}3 at ", f"{them}3@", 1).replace("31/31/1980", "31/12/1980", 1))
        gema.go("/imports/")
        sends(gema, mended)
        is_checked(gema)
        assert gema.page.locator(".import-errors").count() == 0
        gema.press("form:has(#id_is_whole) button.button-primary")
        gema.sees(".import-facts", timeout=30000)
        assert house.ask(count) == 8

        gema.go("/imports/")
        gema.page.locator("main .list a").nth(1).click()  # the first of the two
        gema.press("details.unfold summary")
        gema.press("details.unfold .button-danger")
        gema.page.locator(".badge.hue-neutral").first.wait_for(timeout=30000)
        assert house.ask(count) == 2
        gema.finds_the_page_sound()
