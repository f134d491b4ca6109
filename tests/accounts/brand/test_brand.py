"""The house has one brand, at hand without a question to the database."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.brand.models import Brand, Centre


def test_before_anything_is_saved_the_house_has_a_brand(db):
    assert Brand.current().name == "Tertulia"
    assert not Brand.objects.exists()


def test_a_page_asks_for_the_brand_once(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        Brand.current()
        Brand.current()


def test_a_saved_brand_shows_at_once(db):
    Brand.current()
    Brand(name="Club Deportivo La Ribera", short_name="La Ribera").save()
    assert Brand.current().short_name == "La Ribera"


def test_saving_twice_keeps_one_row(db):
    Brand(name="One").save()
    Brand(name="Two").save()
    assert [brand.name for brand in Brand.objects.all()] == ["Two"]


def test_the_database_refuses_a_second_brand(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Brand.objects.bulk_create([Brand(pk=2)])


def test_a_dead_database_leaves_the_brand_on_the_error_page(db, monkeypatch):
    Brand(name="La Ribera").save()
    Brand.current()
    monkeypatch.setattr("accounts.brand.models.REMEMBERED", -1)
    monkeypatch.setattr("accounts.brand.models._kept", (Brand(name="La Ribera"), 0.0))
    monkeypatch.setattr(Brand.objects, "filter", broken)
    assert Brand.current().name == "La Ribera"


def broken(**_conditions):
    raise DatabaseError


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "green"),
        ("colour", "#12345"),
        ("colour", "#1F6F54\n"),
        ("colour", "#fff;}body{display:none"),
        ("timezone", "Europe/Ribera"),
        ("timezone", "../../etc/passwd"),
        ("key_prefix", "rib"),
        ("key_prefix", "R1B"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_the_field(field, value):
    with pytest.raises(ValidationError) as refused:
        Brand(**{field: value}).full_clean(validate_constraints=False)
    assert field in refused.value.message_dict


def test_there_is_one_main_centre(db):
    Centre.objects.create(name="Ground", slug="ground", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.create(name="Shop", slug="shop", is_default=True)
    Centre.objects.create(name="Shop", slug="shop")
    Centre.objects.create(name="Bar", slug="bar")


def test_a_centre_has_its_own_clock():
    canaries = Centre(name="Tenerife", slug="tenerife", timezone="Atlantic/Canary")
    assert datetime(2026, 12, 1, 12, tzinfo=UTC).astimezone(canaries.zone).hour == 12
