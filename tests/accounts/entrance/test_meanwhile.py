"""Who is signed out while they write is told so at the entrance and led back to the page they were on."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "back", "is_told"),
    [
        ({"Referer": "http://testserver/posts/new/?kind=question"}, "/posts/new/%3Fkind%3Dquestion", True),
        ({"Referer": "https://elsewhere.example/posts/"}, "/posts/7/comments/", True),
        ({}, "/posts/7/comments/", True),
        ({"Accept": "application/json"}, "/posts/7/comments/", False),
        ({"Sec-Fetch-Mode": "cors"}, "/posts/7/comments/", False),
    ],
)
def test_nothing_was_sent_and_one_comes_back_to_the_page(headers, back, is_told):
    browser = Client()
    answer = browser.post("/posts/7/comments/", {"body": "A lot"}, headers=headers)
    assert answer.url == f"/accounts/login/?next={back}"
    page = browser.get(answer.url).content.decode()
    assert ("You were signed out meanwhile" in page) is is_told
