"""What a reader does and sees on a page: open it, wait for it, and take down what the browser says of it."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Frame, Locator, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.places.find import all_regions
from tests.browser.driver import choose, map_frame

# The last words of every page: when they are there, all of it is.
_FOOT = re.compile("(bukan|not) BPJS Kesehatan")
_TIMELINE = re.compile("Garis waktu|Timeline|Semua data publikasi|All published figures")
_IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# So tall that only the ends of long lists are out of sight.
_TRIES = 8
TALL = {"width": 1366, "height": 3_600}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# Nothing runs, and nothing of the run before, which is marked as stale until the new one reaches it, is left.
_FRESH = """
() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-stale="true"]')
"""
_WALK = (
    "(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', { state: {} })); }"
)
# Streamlit scrolls an element of its own, so the document alone would never tell.
_WIDE = """
() => {
  const wide = (e) => e && e.scrollWidth - e.clientWidth;
  return [document.documentElement, document.body, document.querySelector('[data-testid=stMain]')].map(wide);
}
"""
CODES = frozenset(all_regions())
_ENDED: WeakKeyDictionary[Page, int] = WeakKeyDictionary()


class Log:
    """Everything that goes wrong on one page, and every request that it makes."""

    def __init__(self, page: Page, host: str, lasting: Collection[str] = ()) -> None:
        """`lasting`: servers of ours that a page which is used again may still be loading something from."""
        self.requests: list[str] = []
        self.wrong: list[str] = []
        self._hosts = {host, *lasting}
        self._page, self._ears = (
            page,
            {
                "request": lambda request: self._asked(request.url),
                "requestfailed": lambda request: self._failed(request.url, str(request.failure)),
                "response": lambda answer: self._answered(answer.url, answer.status),
                "console": lambda message: self._said(message.type, message.text),
                "pageerror": lambda error: self.wrong.append(f"exception: {error}"),
                "websocket": lambda socket: self._asked(socket.url),
            },
        )
        for event, ear in self._ears.items():
            page.on(event, ear)  # type: ignore[call-overload]

    def close(self) -> None:
        """Listen no longer: what the page meets from here on is somebody else's."""
        for event, ear in self._ears.items():
            self._page.remove_listener(event, ear)

    def _asked(self, url: str) -> None:
        self.requests.append(url)
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc not in self._hosts:
            self.wrong.append(f"request to another host: {url}")

    def _failed(self, url: str, why: str) -> None:
        # a page that is left gives up what it was still loading
        if "ERR_ABORTED" not in why:
            self.wrong.append(f"failed request: {url} {why}")

    def _answered(self, url: str, status: int) -> None:
        if status >= 400:
            self.wrong.append(f"answer {status}: {url}")

    def _said(self, kind: str, text: str) -> None:
        if kind == "error":
            self.wrong.append(f"console error: {text}")


def visit(page: Page, url: str) -> None:
    """Open a page of the app and wait until all of it is there."""
    page.goto(url)
    page.get_by_text(_FOOT).wait_for()
    fresh(page)


def visit_map(page: Page, url: str) -> Frame:
    """Open a page that has a map; its frame, painted."""
    visit(page, url)
    return map_frame(page)


def count_runs(page: Page) -> None:
    """From now on it is known how many runs of the app the page has seen end.

    The page itself does not tell: a quick run begins and ends between two frames that it draws.
    """
    _ENDED[page] = 0

    def heard(payload: str | bytes) -> None:
        message = ForwardMsg.FromString(payload if isinstance(payload, bytes) else payload.encode())
        ended = message.WhichOneof("type") == "script_finished"
        _ENDED[page] += ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    page.on("websocket", lambda socket: socket.on("framereceived", heard))


@contextmanager
def rerun(page: Page) -> Iterator[None]:
    """Wait, once what is done inside is done, until the run of the app that it brought about has ended."""
    page.wait_for_selector(_IDLE)
    before = _ENDED[page]
    yield
    end = time.monotonic() + 60
    while _ENDED[page] == before:
        assert time.monotonic() < end, "the app did not run again"
        page.wait_for_timeout(10)
    fresh(page)


def fresh(page: Page) -> None:
    """Wait until the page has drawn all that the last run said."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.wait_for_function(_FRESH)


def turn(page: Page, tab: Locator) -> None:
    """Open a tab, and wait until it is the one that is shown."""
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_have_count(1)


def walk(page: Page, path: str) -> None:
    """Go to another address within the session, the role with it, as the browser's back and forward do."""
    heading = page.get_by_role("heading", level=1)
    before, same = heading.inner_text(), urlsplit(page.url).path == urlsplit(path).path
    with rerun(page):
        page.evaluate(_WALK, path)
    if not same:
        expect(heading).not_to_have_text(before)


def inside(page: Page, url: str, role: str = "Pengelola data") -> Page:
    """The page at this address as somebody inside sees it."""
    visit(page, url)
    choices(page)
    with rerun(page):
        choose(page, "Peran", role)
    return page


def choices(page: Page) -> None:
    """On a phone, bring out what lies behind the one button."""
    if page.evaluate("innerWidth > 640"):
        return
    page.get_by_role("button", name="Pilihan").wait_for()
    button = page.get_by_role("button", name="Pilihan", expanded=False)
    if button.is_visible():
        button.click()


def link(page: Page, name: str) -> None:
    """Click a link to another page of work."""
    page.locator(".links").get_by_role("button", name=name, exact=True).click()


def fits(page: Page) -> None:
    """The page is as wide as the phone, neither wider nor zoomed out."""
    assert page.evaluate("() => innerWidth") == PHONE["viewport"]["width"]
    assert page.evaluate(_WIDE) == [0, 0, 0]


def quiet(page: Page) -> None:
    """Wait until the page runs nothing and has asked for nothing for half a second."""
    page.wait_for_selector(_IDLE, timeout=30_000)
    page.wait_for_load_state("networkidle")


def query(page: Page) -> dict[str, str]:
    """The parameters of the page's address."""
    return dict(parse_qsl(urlsplit(page.url).query))


def region(frame: Frame, code: str) -> Locator:
    """A region on the map."""
    return frame.locator(f'path.peta-region[data-code="{code}"]')


def row(page: Page, code: str) -> Locator:
    """A region's row in the rank table."""
    return page.locator(f'tr[data-code="{code}"]')


def panel(page: Page, code: str) -> Locator:
    """The panel of a region, while it is open."""
    return page.get_by_role("region", name=all_regions()[code].name, exact=True)


def selected(frame: Frame) -> list[str]:
    """The codes of the regions that the map shows as chosen."""
    return frame.locator("path.peta-selected").evaluate_all("all => all.map(e => e.dataset.code)")


def drawn(frame: Frame) -> dict[str, str]:
    """Code -> accessible name of every region that the map shows."""
    return dict(
        frame.locator("path.peta-region").evaluate_all(
            "all => all.filter(e => getComputedStyle(e).display !== 'none')"
            ".map(e => [e.dataset.code, e.getAttribute('aria-label')])"
        )
    )


# Where a mouse really meets the region, with as much room around as there is, in pixels of the frame:
# names, frames and neighbours lie over parts of some.
_SPOT = """
(path) => {
  const box = path.getBoundingClientRect(), n = 40;
  const here = (x, y) => document.elementFromPoint(x, y) === path;
  for (const room of [8, 4, 2, 0]) for (let i = 1; i < n; i++) for (let j = 1; j < n; j++) {
    const x = box.left + box.width * i / n, y = box.top + box.height * j / n;
    if (here(x, y) && here(x - room, y) && here(x + room, y) && here(x, y - room) && here(x, y + room)) return [x, y];
  }
  return null;
}
"""


def spot(frame: Frame, code: str) -> Any:
    """A point of the region, in pixels of its frame, that a mouse can reach; None when there is none."""
    return region(frame, code).evaluate(_SPOT)


def point(frame: Frame, code: str) -> None:
    """Move the mouse onto a region on the map, once a point of it can be reached: the map may still move.

    The frame paints a view before the page has drawn the sentence above it, which may be shorter than the one before.
    """
    frame.page.wait_for_selector(_IDLE)
    fresh(frame.page)
    path = f"""document.querySelector('path.peta-region[data-code="{code}"]')"""
    at = frame.wait_for_function(f"() => ({_SPOT})({path})").json_value()
    corner = frame.frame_element().bounding_box()
    assert corner
    frame.page.mouse.move(corner["x"] + at[0], corner["y"] + at[1])


def tooltip(frame: Frame) -> Locator:
    """The tooltip that was opened last; the one before may still be fading."""
    return frame.get_by_role("tooltip").last


def timeline(page: Page) -> Locator:
    """The heading that opens all of an office's or a region's figures."""
    return page.locator("summary").filter(has_text=_TIMELINE)


def unfold(page: Page) -> None:
    """Open all figures; a page that is still being written may fold them again."""
    figures = page.locator("details").filter(has=timeline(page))
    for _ in range(20):
        if figures.evaluate("one => one.open"):
            return
        timeline(page).click()
        page.wait_for_timeout(250)
    raise AssertionError("the figures do not stay open")


def archive(page: Page) -> None:
    """Open the tab of an office's page that holds what was published of it."""
    page.get_by_role("tab", name=re.compile("Arsip|Archive")).click()
    expect(timeline(page)).to_be_visible()


def click(frame: Frame, code: str) -> None:
    """Click a region on the map."""
    point(frame, code)
    frame.page.mouse.down()
    frame.page.mouse.up()


def way_back(page: Page) -> Locator:
    """The button that closes a region's panel: the list takes its place again."""
    return page.get_by_role("button", name=re.compile("(Daftar wilayah|List of regions)$"))


def opened(page: Page, frame: Frame, code: str) -> None:
    """Wait until this region is open: the panel in the list's place, map and address say so."""
    expect(panel(page, code)).to_be_visible()
    expect(way_back(page)).to_be_visible()
    expect(page.locator("tr[data-code]")).to_have_count(0)
    expect(region(frame, code)).to_have_class(re.compile(r"\bpeta-selected\b"))
    expect(page).to_have_url(re.compile(rf"[?&]wilayah={re.escape(code)}(&|$)"))


def closed(page: Page, frame: Frame) -> None:
    """Wait until no region is open, anywhere."""
    expect(page).not_to_have_url(re.compile("wilayah="))
    expect(page.locator("tr[data-code]").first).to_be_visible()
    expect(frame.locator("path.peta-selected")).to_have_count(0)
    expect(way_back(page)).to_have_count(0)


def type_into(page: Page, table: Locator, row: int, column: int, text: str) -> None:
    """Type into a cell of a table that is edited, from its first cell on as with a keyboard; both count from 0."""
    page.wait_for_selector(_IDLE)
    fresh(page)
    box = table.bounding_box()
    assert box
    keys = [*["ArrowDown"] * row, *["ArrowRight"] * column]
    cells = [*((0, below) for below in range(1, row + 1)), *((right, row) for right in range(1, column + 1))]
    for _ in range(_TRIES):
        page.mouse.click(box["x"] + 20, box["y"] + 50)
        if _walked(page, table, list(zip(keys, cells, strict=True))):
            break
    page.keyboard.press("Enter")
    with rerun(page):
        page.locator("#portal").locator("input, textarea").fill(text)
        page.keyboard.press("Enter")


def _walked(page: Page, table: Locator, steps: list[tuple[str, tuple[int, int]]]) -> bool:
    """Whether the first cell is the chosen one, and each key then brings the choice one further.

    A table that is just being drawn loses clicks and keys, or is late with them: then all begins anew, for a key that
    is pressed again would go too far.
    """
    chosen = table.locator("[aria-selected=true]")
    try:
        expect(chosen).to_have_id("glide-cell-0-0", timeout=2_000)
        for key, (column, row) in steps:
            page.keyboard.press(key)
            expect(chosen).to_have_id(f"glide-cell-{column}-{row}", timeout=2_000)
    except AssertionError:
        return False
    return True
