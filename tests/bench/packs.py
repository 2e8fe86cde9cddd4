"""The twelve screens of a briefing as slides and on paper, once they have been looked at on the page of the order.

The limit is of the files alone; with how far it is the page reads the screens and lays out their maps before.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from data.clock import today
from data.months import last_full_month
from data.words import Words
from pages import session
from pages.briefing.handout.pack import lay_out as lay_out_paper
from pages.briefing.handout.pack import pack_pdf
from pages.briefing.ready import ready_order
from pages.briefing.screens import screens_of
from pages.briefing.slides.pack import lay_out, pptx
from pages.view import REVIEW, View
from tests.bench.lines import Line, line
from tests.pages.ledger_home import publish_small

LIMIT_MS, RUNS = 3_000, 5


def _taken(make: Callable[[], bytes]) -> float:
    """The milliseconds that a file takes, as the median of some."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        make()
        times.append(1000 * (time.perf_counter() - started))
    return median(times)


def measured() -> list[Line]:
    """A line for the slides, and one for the paper."""
    words = Words("id")
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", home)
        publish_small(Path(home))
        view = View.of(data="simulasi", ready=REVIEW, area="sumsel", month=last_full_month(today()))
        with session.read_with("simulasi"):
            order = ready_order(view, words)
        screens = screens_of(order, words)
        for screen in screens:
            lay_out(screen)
            lay_out_paper(screen)
        files = {
            "slides (PPTX)": _taken(lambda: pptx(order, screens, words)),
            "paper (PDF)": _taken(lambda: pack_pdf(order, screens, words)),
        }
    return [
        line(f"{len(screens)} screens, {name}", taken, "ms", f"limit {LIMIT_MS} ms", taken / LIMIT_MS, 1.0)
        for name, taken in files.items()
    ]
