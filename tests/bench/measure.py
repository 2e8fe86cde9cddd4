"""What a reader waits for, measured inside the browser, and what the websocket carries meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.driver import map_frame, settled

FLOORS = ("stock", "tuned")  # pages without a map, tests/bench/pages.py
# The clock starts at the click on an option and stops when the changed thing is in the page; both are
# read inside the browser, so that the driver's own delay is in neither. A frame to paint is included.
_WATCH = """
() => {
  const clock = () => performance.timeOrigin + performance.now();
  window.petaClock = { start: 0, stop: 0 };
  const done = () => requestAnimationFrame(() => { if (!window.petaClock.stop) window.petaClock.stop = clock(); });
  document.addEventListener('click', (e) => {
    if (e.target.closest('[role=option]')) window.petaClock = { start: clock(), stop: 0 };
  }, true);
  const frame = document.querySelector('iframe[title^="streamlit_folium"]');
  if (frame) {
    new MutationObserver(done).observe(frame.contentDocument.body, { attributes: true, attributeFilter: ['data-painted'] });
    frame.contentWindow.petaMounted = true;
  } else {
    new MutationObserver(done).observe(document.querySelector('[data-testid=stText]'), { childList: true, subtree: true, characterData: true });
  }
}
"""
_FIRST = """
() => new Promise((resolve) => {
  const clock = () => performance.timeOrigin + performance.now();
  const started = performance.timeOrigin;
  const ready = () => {
    const frame = document.querySelector('iframe[title^="streamlit_folium"]');
    if (document.querySelector('[data-testid=stText]')) return true;
    return frame && frame.contentDocument && frame.contentDocument.body && frame.contentDocument.body.hasAttribute('data-painted');
  };
  const poll = () => ready() ? requestAnimationFrame(() => resolve(clock() - started)) : setTimeout(poll, 4);
  poll();
})
"""


@dataclass(frozen=True)
class Switch:
    """One switch: time in ms, and bytes that the server sent for the whole page and for the map."""

    milliseconds: float
    page_bytes: int
    map_bytes: int


class Traffic:
    """Counts the websocket messages that a page receives."""

    def __init__(self, page: Page) -> None:
        self.messages: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on(
            "framereceived",
            lambda payload: self.messages.append(payload) if isinstance(payload, bytes) else None,
        )

    def take(self) -> tuple[int, int]:
        """Bytes of all messages since the last call, and of those that carry the map."""
        messages, self.messages = self.messages, []
        return sum(map(len, messages)), sum(len(m) for m in messages if _is_map(m))


def _is_map(message: bytes) -> bool:
    delta = ForwardMsg.FromString(message).delta
    return delta.new_element.component_instance.component_name.startswith("streamlit_folium")


def first_paints(browser: Browser, addresses: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Milliseconds from navigation to the first paint, a fresh profile each time, in turn."""
    times: dict[str, list[float]] = {key: [] for key in addresses}
    for number in range(rounds + 1):
        for key, address in addresses.items():
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            page = context.new_page()
            page.goto(address, wait_until="commit")
            taken = float(page.evaluate(_FIRST))
            context.close()
            if number:  # the first round warms the server
                times[key].append(taken)
    return times


def switches(
    browser: Browser, addresses: dict[str, str], rounds: int
) -> tuple[dict[str, list[Switch]], bool]:
    """Switches on each page in turn, and whether every map frame stayed the one first mounted."""
    pages = {key: _open(browser, address) for key, address in addresses.items()}
    taken: dict[str, list[Switch]] = {key: [] for key in addresses}
    for number in range(rounds + 1):
        for key, (page, traffic) in pages.items():
            switch = _switch(page, traffic, 1 + number % 2)
            if number:
                taken[key].append(switch)
    kept = all(_mounted(page) for key, (page, _) in pages.items() if key not in FLOORS)
    for page, _ in pages.values():
        page.context.close()
    return taken, kept


def _open(browser: Browser, address: str) -> tuple[Page, Traffic]:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    traffic = Traffic(page)
    page.goto(address)
    page.wait_for_selector('[data-testid=stText], iframe[title^="streamlit_folium"]')
    if page.query_selector("iframe"):
        map_frame(page)
    settled(page, 1.0)
    page.evaluate(_WATCH)
    return page, traffic


def _switch(page: Page, traffic: Traffic, option: int) -> Switch:
    page.bring_to_front()
    page.get_by_role("combobox", name="Indikator").click()
    options = page.get_by_role("option")
    options.nth(option).wait_for()
    page.wait_for_timeout(250)
    traffic.take()
    options.nth(option).click()
    page.wait_for_function("() => window.petaClock.stop > 0")
    settled(page)
    clock = page.evaluate("() => window.petaClock")
    return Switch(clock["stop"] - clock["start"], *traffic.take())


def _mounted(page: Page) -> bool:
    return bool(page.evaluate("() => document.querySelector('iframe').contentWindow.petaMounted === true"))


def months(browser: Browser, addresses: dict[str, str], rounds: int) -> tuple[float, float]:
    """Median ms of a step of the month slider on the "large" and on the "small" page, in turn; each a new month."""
    pages = {key: _open(browser, address)[0] for key, address in addresses.items()}
    taken: dict[str, list[float]] = {key: [] for key in addresses}
    for _ in range(min(rounds, 5)):
        for key, page in pages.items():
            taken[key].append(_step(page))
    for page in pages.values():
        page.context.close()
    return median(taken["large"]), median(taken["small"])


def _step(page: Page) -> float:
    page.bring_to_front()
    page.evaluate(_WATCH)
    slider = page.get_by_role("slider").first
    slider.focus()
    page.evaluate(
        "() => { window.petaClock = { start: performance.timeOrigin + performance.now(), stop: 0 }; }"
    )
    slider.press("ArrowLeft")
    page.wait_for_function("() => window.petaClock.stop > 0")
    settled(page)
    clock = page.evaluate("() => window.petaClock")
    return float(clock["stop"] - clock["start"])
