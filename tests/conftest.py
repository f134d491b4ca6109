"""The cast as fixtures; and no test finds the kept brand or the limits of the one before."""

import gc

import pytest
from django.conf import settings
from django.core.cache import cache

from accounts.brand.models import Brand
from tests import cast, emptying, settled, sharing
from tickets.workplace import remembered


def pytest_configure(config):
    gc.disable()  # until everything is collected: nothing of it is garbage
    # The sentences of the source, wherever a test does not ask for another language.
    settings.LANGUAGE_CODE = "en"
    emptying.install()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = settled.pattern()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return sharing.scheduler(config, log)


def pytest_collection_finish(session):
    """What is loaded by now stays: looking through it for garbage again and again took an eighth of the run."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def fresh_house(request):
    """No brand in memory; and no limits in the cache table, which a flush of the database leaves alone."""
    Brand.forget()
    remembered.forget()
    yield
    Brand.forget()
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        cache.clear()


@pytest.fixture
def ana(db):
    return cast.ana()


@pytest.fixture
def bruno(db):
    return cast.bruno()


@pytest.fixture
def marta(db):
    return cast.marta()


@pytest.fixture
def sol(db):
    return cast.sol()


@pytest.fixture
def gema(db):
    return cast.gema()


@pytest.fixture
def client_of():
    """`client_of(ana)`: a browser in which Ana is signed in; `client_of()`: nobody is."""
    return cast.client_of
