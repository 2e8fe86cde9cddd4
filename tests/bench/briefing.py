"""The wall of a briefing: from a key to the audience's picture, pressed there and in the window of the notes.

The floor is a blank page in the same browser: from a key to its next frame but one, which no page can be faster than.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import BrowserContext, Page

from data.clock import today
from data.months import last_full_month
from tests.bench.lines import Line, line
from tests.browser.driver import chromium, running
from tests.pages.ledger_home import publish_small

PRESSES, WAIT = 50, 130  # milliseconds between two presses, as somebody who is in a hurry
MEDIAN_MS, WORST_MS = 150, 300
# In whichever window a key is pressed: when. On the wall: when another screen has been painted.
_PRESSED = """window.pressed = []; addEventListener("keydown", () => pressed.push(performance.timeOrigin + performance.now()), true);"""
_PAINTED = """() => {
  window.painted = [];
  const find = (root) => root.querySelector?.(".presenter") ?? [...root.querySelectorAll("*")].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => painted.push(performance.timeOrigin + performance.now()))))
    .observe(find(document), { attributes: true, attributeFilter: ["data-at"] });
}"""
_BLANK = """() => { window.painted = []; addEventListener("keydown", () => requestAnimationFrame(() => requestAnimationFrame(() => painted.push(performance.timeOrigin + performance.now())))); }"""


def _pressed(page: Page, seen: Page) -> list[float]:
    """The milliseconds from each press in one window to the picture in another, back and forth between two screens."""
    page.evaluate("pressed.length = 0")
    for number in range(PRESSES):
        page.keyboard.press("PageDown" if number % 2 == 0 else "PageUp")
        page.wait_for_timeout(WAIT)
    seen.wait_for_timeout(500)
    pressed, painted = page.evaluate("pressed"), seen.evaluate("painted")
    if len(pressed) != PRESSES or len(painted) != PRESSES:
        raise RuntimeError(f"{len(pressed)} presses, of which {len(painted)} were seen")
    seen.evaluate("() => { painted.length = 0; }")
    return [there - here for here, there in zip(pressed, painted, strict=True)]


def _blank(context: BrowserContext, address: str) -> list[float]:
    page = context.new_page()
    page.goto(f"{address}/healthz")
    page.evaluate(_BLANK)
    return _pressed(page, page)


def _lines(name: str, taken: Sequence[float], floor: Sequence[float]) -> list[Line]:
    worst = quantiles(taken, n=20)[-1]
    against = f"blank page {median(floor):.0f} ms"
    return [
        line(f"wall, {name}", median(taken), "ms", f"limit {MEDIAN_MS} ms", median(taken) / MEDIAN_MS, 1.0),
        line(f"wall, {name}, p95", worst, "ms", f"limit {WORST_MS} ms", worst / WORST_MS, 1.0),
        line(
            f"wall, {name}, over a blank page",
            median(taken),
            "ms",
            against,
            median(taken) / median(floor),
            4.0,
        ),
    ]


def measured() -> list[Line]:
    """The lines of the wall."""
    with tempfile.TemporaryDirectory() as home, chromium() as browser:
        publish_small(Path(home))
        with running(PETA_HOME=home) as address:
            context = browser.new_context(viewport={"width": 1920, "height": 1080})
            context.add_init_script(_PRESSED)  # before the page's own, which lets nobody else see a key
            query = f"data=simulasi&siap=kanwil&area=sumsel&per={last_full_month(today())}"
            wall, notes = context.new_page(), context.new_page()
            wall.goto(f"{address}/tayang?{query}")
            wall.locator(".frame[data-seen]").wait_for(timeout=120_000)
            notes.goto(f"{address}/catatan?{query}")
            notes.locator(".controls .place").wait_for(timeout=120_000)
            wall.evaluate(_PAINTED)
            wall.bring_to_front()
            own = _pressed(wall, wall)
            other = _pressed(notes, wall)
            floor = _blank(context, address)
    return [*_lines("key on it", own, floor), *_lines("key in the notes", other, floor)]
