"""The lines of the pages: what a reader waits for and what is sent, in Chromium, each in turn with two floors."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bench import measure
from tests.bench.lines import Line, line, sized, timed
from tests.bench.national import national_folder
from tests.browser.driver import chromium, running

ROUNDS = int(os.environ.get("ROUNDS", "25"))
Times = Mapping[str, list[float]]


@contextmanager
def floors() -> Iterator[dict[str, str]]:
    """The addresses of the floor page: with Streamlit as it comes, and with our settings and way of serving."""
    with running("tests/bench/floors/stock.py") as stock, running("tests/bench/floors/tuned.py") as tuned:
        yield {"stock": stock, "tuned": tuned}


def measured() -> list[Line]:
    """Serve the pages and their floors, and measure every line."""
    with tempfile.TemporaryDirectory() as folder:
        national = national_folder(Path(folder), os.environ.get("NATIONAL"))
        with (
            floors() as below,
            running() as app,
            running(PETA_DATA=str(national)) as large,
            chromium() as browser,
        ):
            return compare(browser, below, app, large)


def compare(browser: measure.Browser, below: dict[str, str], app: str, large: str) -> list[Line]:
    """The lines of the table, each measured in turn with its floors."""
    paints = measure.first_paints(browser, {**below, "map": app}, ROUNDS)
    switches, kept = measure.switches(browser, {**below, "map": app, "large": large}, ROUNDS)
    picked, _ = measure.switches(browser, {**below, "map": app + "/?wilayah=35.16"}, ROUNDS)
    return [
        held("indicator switch", "map", _times(switches), 1.25, 45),
        # With a region open a panel is drawn as well.
        held("indicator switch, a region open", "map", _times(picked), 1.45, 60),
        held("indicator switch, 514 regions", "large", _times(switches), 1.5, 65),
        held("first paint", "map", paints, 1.8),
        sized("map's websocket bytes per switch", [s.map_bytes for s in switches["map"]], 6_000),
        sized("page's websocket bytes per switch", [s.page_bytes for s in switches["map"]], 20_000),
        sized("page's bytes, a region open", [s.page_bytes for s in picked["map"]], 20_000),
        sized("map's bytes, 514 regions", [s.map_bytes for s in switches["large"]], 25_000),
        line("map frames mounted again", float(not kept), "times", "0", float(not kept), 0.0),
    ]


def held(name: str, key: str, times: Times, limit: float, most: float | None = None) -> Line:
    """A line of the page `key` against both floors."""
    return timed(name, times[key], times["stock"], times["tuned"], limit, most)


def _times(taken: Mapping[str, list[measure.Switch]]) -> Times:
    return {key: [switch.milliseconds for switch in found] for key, found in taken.items()}
