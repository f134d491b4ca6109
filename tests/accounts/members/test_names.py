"""Row 46: a name looks like what it is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.brand.models import Brand
from accounts.members import impersonation, looks, names
from accounts.members.models import Member
from tests.accounts.members import odd_names
from tests.cast import person


@pytest.mark.parametrize(
    "name",
    [
        "Ana\u200bRuiz",  # no width
        "Ana\u200d",
        "Ana\u2060Ruiz",
        "\ufeffAna",
        "Ana\u202eziuR",  # turned around
        "Ana\u2066Ruiz\u2069",
        "\u200fAna",
        "Ana\u00adRuiz",  # a hyphen that hides
        "Ana\x00",
        "Ana\x07Ruiz",
        "Ana\x1b[31m",
        "Ana\ue000",  # nobody's letters
        "Ana\u2028Ruiz",
        "\U000e0041na",  # tags
        "123",
        "...",
        "",
        "   ",
    ],
)
def test_row_46_what_cannot_be_seen_is_no_name(name):
    with pytest.raises(ValidationError):
        names.clean_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana   Ruiz ", "Ana Ruiz"),
        ("Ａｎａ", "Ana"),  # wide letters are the letters
        ("José", "José"),  # composed
        ("María del Mar Núñez-Ibáñez", "María del Mar Núñez-Ibáñez"),
        ("Анна", "Анна"),
        ("陳美", "陳美"),
        ("D'Arcy O’Neill", "D'Arcy O’Neill"),
        ("محمد", "محمد"),
    ],
)
def test_names_of_people_are_names(typed, kept):
    assert names.clean_name(typed) == kept


@pytest.mark.parametrize(
    "handle",
    [
        "аna",
        "ana ruiz",
        "ana_ruiz",
        "-ana",
        "ana-",
        "a" * 41,
        "",
        "@",
        "ana/../x",
        "ana\u200b",
        "admin",
        "Pending",
        "ａdmin",
    ],
)
def test_row_46_a_handle_is_plain_letters_and_nobody_elses_sign(handle):
    with pytest.raises(ValidationError):
        names.clean_handle(handle)


@pytest.mark.parametrize(
    ("typed", "kept"), [("@Ana-Ruiz", "ana-ruiz"), ("ａｎａ", "ana"), ("a", "a"), ("7", "7")]
)
def test_a_handle_is_brought_into_its_one_form(typed, kept):
    assert names.clean_handle(typed) == kept


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ana Ruiz", "ana-ruiz"),
        ("José Ñu", "jose-nu"),
        ("陳美", "member"),
        ("Admin", "member-admin"),
        ("Анна", "member"),
    ],
)
def test_a_handle_is_made_from_the_name(name, handle):
    assert names.handle_from(name) == handle
    assert names.clean_handle(handle + "-1")


def test_two_of_one_name_get_two_handles(db):
    first, second = (
        person("Ana Ruiz", handle=None, email="a@example.com"),
        person("Ana Ruiz", handle=None, email="b@x.es"),
    )
    first.take_handle(), second.take_handle()
    assert first.handle == "ana-ruiz" and second.handle.startswith("ana-ruiz-")
    assert Member.objects.values("handle").distinct().count() == 2


def test_initials_are_of_the_first_and_the_last_word():
    assert [Member(name=name).initials for name in ("Ana Ruiz", "Ana", "María del Mar Soto", "")] == [
        "AR",
        "A",
        "MS",
        "",
    ]


def is_refused(clean, *args, **kwargs) -> bool:
    try:
        clean(*args, **kwargs)
    except ValidationError:
        return True
    return False


def test_row_46_of_two_hundred_odd_names_each_is_kept_whole_or_refused(db):
    good = odd_names.names()
    assert len(good) + len(odd_names.NO_NAMES) >= 200
    assert [name for name in odd_names.NO_NAMES if not is_refused(names.clean_name, name)] == []
    assert [name for name in good if is_refused(names.clean_name, name)] == []
    kept = [names.clean_name(name) for name in good]
    assert [names.clean_name(name) for name in kept] == kept  # one form, once and for all
    people = Member.objects.bulk_create(Member(name=name, email=f"p{n}@x.es") for n, name in enumerate(kept))
    for one in people:
        one.take_handle()
    assert list(Member.objects.order_by("pk").values_list("name", flat=True)) == kept
    handles = [names.clean_handle(one.handle) for one in people]
    assert len(set(map(looks.of_handle, handles))) == len(people)


def test_row_46_of_two_handles_that_look_the_same_there_is_one(ana, bruno):
    twins = ("anaruiz", "ana-ru1z", "bruno", "brun0", "b-r-u-n-o", "mario", "rnario", "al-vega", "a1vega")
    ana.describe(handle="ana-ruiz")
    person("Mario"), person("Al Vega", handle="al-vega")
    for handle in twins:
        taken = Member.objects.with_handle_like(handle).values_list("handle", flat=True)
        assert len(taken) == (handle != "ana-ru1z"), handle  # an i is no l
        if taken and handle not in taken:
            assert is_refused(impersonation.require_own_handle, handle, of=Member(pk=0))
            with pytest.raises(IntegrityError), transaction.atomic():  # and by whatever door it comes
                Member.objects.create(name="Twin", handle=handle)
    assert not is_refused(impersonation.require_own_handle, "anaruiz", of=ana)


def test_row_46_nobody_passes_for_the_team_the_house_or_in_other_letters_for_another(ana, sol, gema):
    Brand(name="Club Deportivo La Ribera", short_name="La Ribera").save()
    person("Sara Coca", handle="sara")
    wrong = """
    Sol Ortega|sol ortega|Sól Ortéga|S0l 0rtega|Gerna Prado|La Ribera|CLUB DEPORTIVO LA RIBERA|Soporte|Equipo de soporte
    La Ribera Oficial|Soporte La Ribera|Equipo de la Ribera|Club Deportivo La Ribera - Atención al Cliente|Adrnin
    Ѕаrа Соса|Sara Сoca|5ara
    """
    right = "Ana Ruiz|Sara Coca|Sol Ortega Vidal|Sol O.|Ana Ribera|Mar Ayuda|Rosa Soporte|La Ribera de Ana|Club de Ana"
    passed = [
        name
        for line in wrong.split("\n")
        for name in filter(None, line.strip().split("|"))
        if not is_refused(names.clean_name, name) and not is_refused(impersonation.require_own_name, name)
    ]
    assert passed == ["5ara"]  # a digit that is no letter for anybody
    assert [name for name in right.split("|") if is_refused(impersonation.require_own_name, name)] == []
    assert not is_refused(impersonation.require_own_name, "Sol Ortega", of=sol)
    assert not is_refused(impersonation.require_own_name, "La Ribera", of=gema)


def test_a_look_is_the_same_in_the_house_and_in_its_database(db):
    for number, name in enumerate(
        ["Ines Molina", "lnes Mo1ina", "Carmen 0|| I0", "Begoña Núñez", "Dani m-m"]
    ):
        one = person(name, handle=f"{names.handle_from(name)}-{number}")
        assert one in Member.objects.looking_like(name) and one in Member.objects.with_handle_like(one.handle)


def test_a_look_alike_is_refused_beside_the_field_where_people_name_themselves(ana, sol, client_of):
    wrong = {"name": "Sol 0rtega", "handle": "s0l", "bio": "kept words"}
    page = client_of(ana).post("/settings/", wrong).text
    assert str(impersonation.TEAM) in page and str(impersonation.HANDLE) in page and "kept words" in page
    ana.refresh_from_db()
    assert (ana.name, ana.handle) == ("Ana Ruiz", "ana")
