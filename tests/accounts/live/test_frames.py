"""What a browser may say on the socket."""

import pytest

from accounts.live import frames
from accounts.live.frames import Frame, NotUnderstood


def test_a_page_asks_for_a_topic_and_says_how_much_it_shows():
    assert frames.read('{"watch": "post:7"}') == Frame("watch", "post:7")
    assert frames.read('{"watch": "post:7", "serial": 12}') == Frame("watch", "post:7", 12)
    assert frames.read('{"since": 17}') == Frame("since", serial=17)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "watch",
        "[]",
        "null",
        "7",
        "{}",
        '{"watch": 7}',
        '{"watch": null}',
        '{"watch": ["post:7"]}',
        '{"watch": "post:7", "unwatch": "post:8"}',
        '{"watch": "post:7", "serial": "12"}',
        '{"watch": "post:7", "serial": true}',
        '{"watch": "post:7", "serial": -1}',
        '{"watch": "post:7", "as": 3}',
        '{"watch": ""}',
        '{"watch": "post:7\\u0000"}',
        '{"watch": "post:\\ud800"}',
        '{"watch": "post:\\u0667"}',
        '{"since": 9223372036854775808}',
        '{"since": 1e3}',
        '{"on_watch": "post:7"}',
        '{"member": 3}',
        "[" * 1000,
        '{"watch": "' + "7" * 2000 + '"}',
    ],
)
def test_row_39_whatever_else_is_said_is_not_understood(text):
    with pytest.raises(NotUnderstood):
        frames.read(text)
