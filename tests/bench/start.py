"""The first wish for the simulated ledger on a machine that has none: from the click to the coloured map."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Browser

from tests.bench.lines import Line, line
from tests.browser.driver import chromium, map_frame, running

ROUNDS, SECONDS = 5, 10
_PAINTED = "() => (document.body.dataset.painted || '').startsWith('simulasi')"


def wish(browser: Browser, address: str) -> float:
    """Seconds until the map shows the ledger; raises when no progress bar is seen meanwhile."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(address)
    map_frame(page)
    started = time.perf_counter()
    page.get_by_role("radio", name="Simulasi").click()
    page.get_by_role("progressbar").wait_for(timeout=60_000)
    map_frame(page, timeout=60_000).wait_for_function(_PAINTED, timeout=60_000)
    taken = time.perf_counter() - started
    page.context.close()
    return taken


def measured() -> list[Line]:
    """The line; each round with a server and a home of its own."""
    taken = []
    with chromium() as browser:
        for _ in range(ROUNDS):
            with running() as address:
                taken.append(wish(browser, address))
    value = median(taken)
    return [line("first start, simulated ledger", value, "s", f"limit {SECONDS} s", value / SECONDS, 1.0)]
