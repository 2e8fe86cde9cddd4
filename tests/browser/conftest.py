"""One Chromium, one server per data folder, and a page that fails its test when the browser complains."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.driver import chromium, running
from tests.browser.reading import Log

expect.set_options(timeout=10_000)
_LAPTOP = {"width": 1366, "height": 768}
Reader = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, shared by all tests."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The app on the embedded data."""
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser context per set of options, kept so that only its first page loads Streamlit's scripts."""
    kept: dict[str, BrowserContext] = {}

    def context(**options: Any) -> BrowserContext:
        options = {"viewport": _LAPTOP, "locale": "id-ID", **options}
        return kept.setdefault(json.dumps(options, sort_keys=True), browser.new_context(**options))

    yield context
    for one in kept.values():
        one.close()


@pytest.fixture
def reader(contexts: Callable[..., BrowserContext], server: str) -> Iterator[Reader]:
    """Makes pages, `reader(color_scheme="dark")`; afterwards none of them may have met an error.

    No error is a console error, an exception, a failed request, or a request to another host.
    """
    logs: list[Log] = []
    with ExitStack() as stack:

        def page(address: str = server, **options: Any) -> Page:
            made = contexts(**options).new_page()
            logs.append(Log(made, urlsplit(address).netloc))
            made.set_default_timeout(15_000)
            stack.callback(made.close)
            return made

        yield page
        wrong = [said for log in logs for said in log.wrong]
    assert wrong == []
