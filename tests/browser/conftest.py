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
        options = {"viewport": _LAPTOP, "locale": "id-ID", "reduced_motion": "reduce", **options}
        key = _key(options)
        if key not in kept:
            kept[key] = browser.new_context(**options)
        return kept[key]

    yield context
    for one in kept.values():
        one.close()


class Pool:
    """Pages that are used again: in a page that has shown the app before, the app is there in half the time."""

    def __init__(self, contexts: Callable[..., BrowserContext]) -> None:
        self._contexts = contexts
        self._free: dict[str, list[Page]] = {}

    def take(self, options: dict[str, Any]) -> Page:
        """A page in the context of these options that nobody uses now."""
        free = self._free.setdefault(_key(options), [])
        return free.pop() if free else self._contexts(**options).new_page()

    def give_back(self, page: Page, options: dict[str, Any], leave: bool) -> None:
        """The next test may have it, dressed as it was at first; `leave` the app, whose server may end first."""
        if leave:
            page.goto("about:blank")
        page.emulate_media(color_scheme=options.get("color_scheme", "light"), reduced_motion="reduce")
        page.set_viewport_size(options.get("viewport", _LAPTOP))
        self._free[_key(options)].append(page)


@pytest.fixture(scope="session")
def pool(contexts: Callable[..., BrowserContext]) -> Pool:
    """The pages of all tests of a worker."""
    return Pool(contexts)


@pytest.fixture
def reader(pool: Pool, server: str) -> Iterator[Reader]:
    """Gives pages, `reader(color_scheme="dark")`; afterwards none of them may have met an error.

    No error is a console error, an exception, a failed request, or a request to another host.
    """
    logs: list[Log] = []
    with ExitStack() as stack:

        def page(address: str = server, **options: Any) -> Page:
            taken = pool.take(options)
            log = Log(taken, urlsplit(address).netloc)
            logs.append(log)
            taken.set_default_timeout(15_000)
            stack.callback(pool.give_back, taken, options, address != server)
            stack.callback(log.close)
            return taken

        yield page
        wrong = [said for log in logs for said in log.wrong]
    assert wrong == []


def _key(options: dict[str, Any]) -> str:
    return json.dumps(options, sort_keys=True)
