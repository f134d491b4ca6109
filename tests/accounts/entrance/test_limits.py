"""Limits that no header, spelling or neighbour gets around."""

import os

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.test import Client

from accounts.adapter import AccountAdapter
from accounts.entrance import limits, networks
from accounts.mail.models import Mail
from tests.accounts.entrance import mailbox
from tests.accounts.entrance.test_sign_in import is_in, sign_in
from tests.cast import person

TOO_MANY = AccountAdapter.error_messages["too_many_login_attempts"]
DEEP = os.environ.get("DEEP", "") not in ("", "0")
MANY = 500 if DEEP else 14


def tries(times, email, **extra) -> int:
    """How many of so many wrong passwords were looked at; what is a function gets the number of the try."""
    looked_at = 0
    for number in range(times):
        how = {name: make(number) for name, make in extra.items()}
        answer = sign_in(Client(), email(number) if callable(email) else email, "wrong", **how)
        looked_at += answer.status_code == 200 and str(TOO_MANY) not in answer.content.decode()
    return looked_at


def other(number) -> str:
    return f"n{number}@example.com"


@pytest.mark.parametrize("proxies", [0, 1])
def test_row_35_a_forged_forwarded_for_changes_nothing(ana, settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    behind = {0: "", 1: ", 203.0.113.9"}[proxies]  # what our own proxy adds

    def header(number):
        return {"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.{number}{behind}"}

    assert tries(MANY, other, headers=header) <= 10


def test_row_35_behind_a_proxy_two_networks_are_two(ana, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert tries(12, other, headers=lambda number: {"X-Forwarded-For": "203.0.113.9"}) == 10
    assert tries(12, other, headers=lambda number: {"X-Forwarded-For": "203.0.113.10"}) == 10


def test_row_35_a_header_shorter_than_the_proxies_is_no_error(ana, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    client = Client()
    assert sign_in(client, "ana@example.com", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 302
    assert is_in(client)


def test_row_35_a_header_with_underscores_is_not_believed(ana, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    headers = [(b"x_forwarded_for", b"198.51.100.1")]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "client": ["203.0.113.9", 5000],
    }
    request = ASGIRequest({**scope, "headers": headers}, None)
    assert AccountAdapter().get_client_ip(request) == "203.0.113.9"


def test_row_35_an_ipv6_neighbourhood_is_one_network(ana):
    assert tries(MANY, other, REMOTE_ADDR=lambda number: f"2001:db8:1:2::{number:x}") <= 10


def test_an_ipv4_address_in_ipv6_clothes_is_itself(db):
    assert networks.clean("::ffff:203.0.113.9") == "203.0.113.9"
    assert networks.clean("[2001:db8::1]:443") == "2001:db8::1"
    assert networks.clean("203.0.113.9:5000") == "203.0.113.9"
    assert networks.clean("fe80::1%eth0") == "fe80::1"
    assert networks.clean("nonsense") == networks.UNKNOWN


SPELLINGS = [
    "ana@example.com",
    "Ana@Example.com",
    "a.na@example.com",
    "ana+x@example.com",
    "ａｎａ@example.com",
]


def test_row_35_one_mailbox_is_one_however_it_is_spelled():
    assert {limits.canonical(email) for email in SPELLINGS} == {"ana@example.com"}
    assert limits.canonical("ana@example.org") != limits.canonical("ana@example.com")


def test_row_35_spelling_the_address_anew_buys_no_tries(ana):
    def spelled(number):
        return SPELLINGS[number % 4]

    assert tries(MANY, spelled, REMOTE_ADDR=lambda number: f"203.0.113.{number}") <= 5


def test_row_35_ana_is_not_locked_out_of_the_code_by_mail(ana):
    tries(8, "ana@example.com", REMOTE_ADDR=lambda number: f"203.0.113.{number}")
    client = Client()
    client.post("/accounts/login/code/", {"email": "ana@example.com"})
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code("ana@example.com")})
    assert is_in(client)


def test_row_36_ones_own_good_sign_ins_buy_no_guesses(ana, bruno):
    looked_at = 0
    for number in range(14):
        sign_in(Client(), "bruno@example.com")
        answer = sign_in(Client(), f"n{number}@example.com", "wrong")
        looked_at += str(TOO_MANY) not in answer.content.decode() and answer.status_code == 200
    assert looked_at <= 10


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
@pytest.mark.parametrize("email", ["ana@example.com", "stranger@example.com"])
def test_row_50_a_mailbox_gets_three_letters_whoever_asks(ana, path, email):
    for number in range(100 if DEEP else 12):
        spelled = email if number % 2 else email.replace("@", "+x@").title()
        Client().post(path, {"email": spelled}, REMOTE_ADDR=f"203.0.113.{number}")
    assert 1 <= Mail.objects.count() <= 3


def test_row_50_one_network_does_not_write_to_everybody(db):
    for number in range(24):
        Client().post("/accounts/login/code/", {"email": f"n{number}@example.com"})
    assert Mail.objects.count() <= 20


def test_limits_are_not_pushed_out_by_filling_the_table(ana):
    tries(6, "ana@example.com", REMOTE_ADDR=lambda number: f"203.0.113.{number}")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_cache SELECT 'zz' || n, '', now() + interval '5 min' FROM generate_series(1, 700) n"
        )
    answer = sign_in(Client(), "ana@example.com", REMOTE_ADDR="192.0.2.1")
    assert str(TOO_MANY) in answer.content.decode()


def test_a_limit_of_one_member_is_none_of_another(ana, bruno):
    tries(6, "ana@example.com", REMOTE_ADDR=lambda number: f"203.0.113.{number}")
    client = Client()
    sign_in(client, "bruno@example.com", REMOTE_ADDR="192.0.2.1")
    assert is_in(client)
    assert person("Vera Sanz")
