"""How a mail looks: its stylesheet is written into each element, since many mail programs know no other way.

Done once, when the row is made: a mail that is tried ten times is dressed once, and a worker that sends does nothing
but send. Media queries stay a stylesheet: a program that knows them knows stylesheets, too.
"""

import logging

import css_inline

log = logging.getLogger(__name__)

_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def dressed(html: str) -> str:
    """The page with its style in its elements; as it was if it has none, or has one that cannot be read."""
    if "<style" not in html:
        return html
    try:
        return _inliner.inline(html)
    except css_inline.InlineError:
        log.exception("a mail goes out in plain clothes")
        return html
