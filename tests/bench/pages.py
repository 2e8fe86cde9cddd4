"""The lines of the pages: what a reader waits for and what is sent, in Chromium, each in turn with its floor."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.bench import measure
from tests.bench.lines import Line, line, sized, timed
from tests.bench.national import national_folder
from tests.browser.driver import chromium, running

ROUNDS = int(os.environ.get("ROUNDS", "25"))


def measured() -> list[Line]:
    """Serve the pages and their floor, and measure every line."""
    with tempfile.TemporaryDirectory() as folder:
        national = national_folder(Path(folder), os.environ.get("NATIONAL"))
        with (
            running("tests/bench/floor.py") as floor,
            running() as app,
            running(PETA_DATA=str(national)) as large,
            chromium() as browser,
        ):
            return compare(browser, floor, app, large)


def compare(browser: measure.Browser, floor: str, app: str, large: str) -> list[Line]:
    """The lines of the table, each measured in turn with its floor."""
    paints = measure.first_paints(browser, {"floor": floor, "map": app}, ROUNDS)
    switches, kept = measure.switches(browser, {"floor": floor, "map": app, "large": large}, ROUNDS)
    picked, _ = measure.switches(browser, {"floor": floor, "map": app + "/?wilayah=35.16"}, ROUNDS)
    times = {key: [s.milliseconds for s in taken] for key, taken in switches.items()}
    return [
        timed("indicator switch", times["map"], times["floor"], 1.4),
        # A line of our own: with a region open a panel is drawn as well.
        timed(
            "indicator switch, a region open",
            [s.milliseconds for s in picked["map"]],
            [s.milliseconds for s in picked["floor"]],
            1.6,
        ),
        timed("indicator switch, 514 regions", times["large"], times["floor"], 1.6),
        timed("first paint", paints["map"], paints["floor"], 2.2),
        sized("map's websocket bytes per switch", [s.map_bytes for s in switches["map"]], 6_000),
        sized("page's websocket bytes per switch", [s.page_bytes for s in switches["map"]], 20_000),
        sized("page's bytes, a region open", [s.page_bytes for s in picked["map"]], 20_000),
        sized("map's bytes, 514 regions", [s.map_bytes for s in switches["large"]], 25_000),
        line("map frames mounted again", float(not kept), "times", "0", float(not kept), 0.0),
    ]
