"""The world of the matrix is built once; every question that is put to it is undone."""

import logging

import pytest
from django.db import transaction
from django.template.base import Template

from accounts.brand.models import Brand
from tests.matrix.world import build


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        Brand.forget()
        yield build()
        transaction.set_rollback(True)
    Brand.forget()


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Thousands of refusals are what these tests want; they need no lines in a log, and no list of what was drawn."""
    logging.getLogger("django.request").setLevel(logging.ERROR)
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
    yield
    logging.getLogger("django.request").setLevel(logging.NOTSET)
