"""A real Chromium for tests that look at a page: the machine's own, or Playwright's.

Its shell without a window draws and runs pages as the whole browser does, in half of the time; what it cannot do is
show a notification of the system, or go back to a page whose answer never came.
"""

import os
import shutil
from contextlib import contextmanager

import pytest

SHELL = ("chromium-headless-shell",)
WHOLE = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def chromium(*, entire: bool = False):
    """An open browser, the shell unless `entire`; without one the test is skipped, or fails with REQUIRE_BROWSER=1."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = launched(playwright.chromium, WHOLE if entire else SHELL + WHOLE)
        except Error as error:
            if os.environ.get("REQUIRE_BROWSER") == "1":
                raise
            pytest.skip(f"no Chromium was found: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@contextmanager
def whole(beside):
    """The whole browser, opened beside another one."""
    browser = launched(beside.browser_type, WHOLE, channel="chromium")
    yield browser
    browser.close()


def launched(kind, names: tuple[str, ...], channel: str | None = None):
    """The first of these programs that is here, or Playwright's own."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return kind.launch(executable_path=path, channel=None if path else channel, args=QUIET)
