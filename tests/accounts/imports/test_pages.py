"""What Gema sees of a list, from the file to the last row."""

from accounts.imports import work
from accounts.imports.models import Import
from accounts.members.models import Member
from tests.accounts.imports.lists import BAD, ELENA, checked, file_of, lines


def test_gema_brings_a_list_in_by_its_pages(gema, client_of):
    browser = client_of(gema)
    sent = browser.post("/imports/", {"file": file_of(lines(ELENA, BAD))})
    address = sent["Location"]
    assert "We are reading your list" in browser.get(address).content.decode()
    work.work_due()
    page = browser.get(address).content.decode()
    assert "What does each column hold?" in page and "Muñoz Peña" in page
    one = Import.objects.get()
    chosen = {f"column-{at}": column for at, column in enumerate(one.columns)}
    wrong = browser.post(f"{address}columns/", chosen | {"column-4": "email"}).content.decode()
    assert "Two columns are “E-mail”" in wrong
    assert "checking it" in browser.post(f"{address}columns/", chosen, follow=True).content.decode()
    work.work_due()
    page = browser.get(address).content.decode()
    assert "“nadia(at)example.com” is not an e-mail address." in page and "Enter 1 person" in page
    file = browser.get(f"{address}errors/")
    assert "attachment" in file["Content-Disposition"] and b"nadia(at)example.com" in file.content
    kept = browser.post(f"{address}run/", {"invite": "later", "an_hour": "300"}).content.decode()
    assert "Say from when on." in kept
    browser.post(f"{address}run/", {"invite": "not", "an_hour": "300"})
    work.work_due()
    page = browser.get(address).content.decode()
    assert "Entered by Gema Prado" in page and "Undo this import" in page
    assert "1 new, 0 changed, 1 with errors" in browser.get("/imports/").content.decode()
    browser.post(f"{address}undoing/")
    work.work_due()
    assert "Undone by Gema Prado" in browser.get(address).content.decode()
    assert Member.objects.count() == 1


def test_what_cannot_be_read_says_why_on_its_page(gema, client_of):
    one = Import.objects.receive(file_of("Nombre;Correo\n"), by=gema)
    work.work_due()
    assert (
        "There is no row below the headings." in client_of(gema).get(f"/imports/{one.pk}/").content.decode()
    )


def test_more_lists_and_more_rows_cost_no_more_queries(gema, client_of, django_assert_max_num_queries):
    browser = client_of(gema)
    one = checked(file_of(lines(*(BAD.replace("1003", str(n)) for n in range(40)))), by=gema)
    later = [checked(file_of(lines(ELENA)), by=gema) for _n in range(5)]
    Import.objects.filter(pk=one.pk).update(made_at=one.made_at)  # the row lies behind the others now
    newest_first = [*reversed(later), one]
    with django_assert_max_num_queries(12):
        assert list(browser.get("/imports/").context["imports"]) == newest_first
    with django_assert_max_num_queries(16):
        browser.get(f"/imports/{one.pk}/")


def test_only_managers_find_any_of_it(gema, sol, marta, client_of):
    one = checked(file_of(lines(ELENA)), by=gema)
    for member in (sol, marta):
        browser = client_of(member)
        assert (browser.get("/imports/").status_code, browser.get(f"/imports/{one.pk}/").status_code) == (
            403,
            404,
        )
        assert browser.get("/imports/sample.csv").status_code == 403
    assert client_of(gema).get("/imports/sample.csv").content.startswith(b"\xef\xbb\xbfMembership number;")


def test_gema_reads_which_columns_are_left_out(gema, client_of):
    one = checked(file_of("Name;E-mail;Birth;Locker\nElena;elena@example.com;31/12/1990;214\n"), by=gema)
    page = client_of(gema).get(f"/imports/{one.pk}/").content.decode()
    assert "Left out of the list: Locker." in page and "Date of birth" in page
    assert (
        "Left out"
        not in client_of(gema).get(f"/imports/{checked(file_of(lines(ELENA)), by=gema).pk}/").content.decode()
    )
