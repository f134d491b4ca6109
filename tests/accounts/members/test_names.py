"""Row 46: a name looks like what it is."""

import pytest
from django.core.exceptions import ValidationError

from accounts.members import names
from accounts.members.models import Member
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
