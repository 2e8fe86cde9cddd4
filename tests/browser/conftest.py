"""One Chromium for each worker, servers that all workers share, and pages that fail their test when the browser complains."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.browser.driver import chromium, map_frame, running
from tests.browser.reading import Log, closed, count_runs, fresh, visit_map, walk
from tests.browser.signing import serving
from tests.masks import masks_folder
from tests.pages.ledger_home import small_home
from tests.shared import Servers, shared_servers

expect.set_options(timeout=15_000)
_LAPTOP = {"width": 1366, "height": 768}
Reader = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, shared by all tests of a worker."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers by name, each started once for all workers."""
    with shared_servers(tmp_path_factory) as given:
        yield given


@pytest.fixture(scope="session")
def lasting() -> set[str]:
    """The hosts of the servers that last as long as any test runs."""
    return set()


@pytest.fixture(scope="session")
def server(servers: Servers, lasting: set[str]) -> str:
    """The app on the embedded data."""
    address = servers("embedded", running)
    lasting.add(urlsplit(address).netloc)
    return address


@pytest.fixture(scope="session")
def ledger(servers: Servers, lasting: set[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app with a small simulated ledger ready."""
    home, masks = small_home(tmp_path_factory), masks_folder(tmp_path_factory)
    address = servers(
        "ledger", lambda: running("tests/browser/cold.py", PETA_HOME=str(home), MASKS=str(masks))
    )
    lasting.add(urlsplit(address).netloc)
    return address


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A browser context per set of options, kept so that only its first page loads Streamlit's scripts."""
    kept: dict[str, BrowserContext] = {}

    def context(**options: Any) -> BrowserContext:
        key = json.dumps(options, sort_keys=True)
        if key not in kept:
            kept[key] = browser.new_context(locale="id-ID", reduced_motion="reduce", **options)
            kept[key].on("page", count_runs)
        return kept[key]

    yield context
    for opened in kept.values():
        opened.close()


class Pool:
    """Pages that are used again: in a page that has shown the app before, the app is there in half the time."""

    def __init__(self, contexts: Callable[..., BrowserContext], lasting: set[str]) -> None:
        self._contexts, self._lasting = contexts, lasting
        self._free: dict[BrowserContext, list[Page]] = {}

    def take(self, viewport: dict[str, int], **options: Any) -> Page:
        """A page of this size that nobody uses now, in the context of these options."""
        context = self._contexts(**options)
        free = self._free.setdefault(context, [])
        page = free.pop() if free else context.new_page()
        page.bring_to_front()  # one that lies behind another draws a frame a second
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.set_default_timeout(
            60_000
        )  # the first page of a server that has just started, on a slow computer
        return page

    def give_back(self, page: Page) -> None:
        """The next test may have it. It leaves a server that ends before: it would ask it again and again in vain."""
        if urlsplit(page.url).netloc not in self._lasting:
            page.goto("about:blank")
        self._free[page.context].append(page)


@pytest.fixture(scope="session")
def pool(contexts: Callable[..., BrowserContext], lasting: set[str]) -> Pool:
    """The pages of all tests of a worker."""
    return Pool(contexts, lasting)


@pytest.fixture(scope="session")
def signing(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app where people sign in, with a register of some."""
    return servers("signing", lambda: serving(tmp_path_factory.mktemp("signing")))


@pytest.fixture
def page(pool: Pool) -> Iterator[Page]:
    """A page that nobody has signed in with."""
    taken = pool.take({"width": 1366, "height": 650})
    yield taken
    taken.set_extra_http_headers({})
    pool.give_back(taken)
    taken.context.clear_cookies()


@pytest.fixture
def reader(pool: Pool, server: str, lasting: set[str]) -> Iterator[Reader]:
    """Gives pages, `reader(ledger, viewport=TALL)`; afterwards none of them may have met an error.

    No error is a console error, an exception, a failed request, or a request to another host.
    """
    logs: list[Log] = []
    with ExitStack() as stack:

        def page(address: str = server, viewport: dict[str, int] = _LAPTOP, **options: Any) -> Page:
            taken = pool.take(viewport, **options)
            logs.append(Log(taken, urlsplit(address).netloc, lasting))
            stack.callback(pool.give_back, taken)
            stack.callback(logs[-1].close)
            return taken

        yield page
        wrong = [problem for log in logs for problem in log.wrong]
    assert wrong == []


@pytest.fixture(scope="module")
def map_in_use(pool: Pool, server: str) -> Iterator[Page]:
    """A page on the map of published figures that the tests of a file use one after the other."""
    page = pool.take(_LAPTOP)
    visit_map(page, server)
    yield page
    pool.give_back(page)


@pytest.fixture
def plain_map(map_in_use: Page, server: str, lasting: set[str]) -> Iterator[tuple[Page, Frame]]:
    """The map as a reader finds it, for tests that never zoom it: loading it anew takes longer than most of them.

    What a test has chosen is in the address, and the next walks from there to the plain one. As with `reader` nothing
    may go wrong on it.
    """
    page = map_in_use
    log = Log(page, urlsplit(server).netloc, lasting)
    page.bring_to_front()
    if page.url.removeprefix(server) not in ("", "/"):
        walk(page, "/")
    frame = map_frame(page)
    closed(page, frame)
    expect(frame.locator("body")).to_have_attribute("data-painted", re.compile("semua"))
    fresh(page)
    yield page, frame
    log.close()
    assert log.wrong == []
