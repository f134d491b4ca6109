"""What an address asks: signs that no text can hold are left out, the rest is answered."""

import pytest

from config.asked import AskedMiddleware


@pytest.mark.parametrize(
    "address",
    [
        "/moderation/?group=%00",
        "/moderation/?reason=a%00b",
        "/mentions/?q=%00",
        "/chat/new/?q=a%00",
        "/?sh%00ow=%00",
    ],
)
def test_a_list_is_shown_whatever_gema_is_made_to_ask_of_it(gema, client_of, address):
    assert client_of(gema).get(address).status_code == 200


def test_what_stands_beside_it_is_still_asked(gema, client_of, rf):
    request = rf.get("/?a=1&a=%002&b%00=%2500")
    AskedMiddleware(lambda request: None).process_request(request)
    assert dict(request.GET.lists()) == {"a": ["1", "2"], "b": ["%00"]}
