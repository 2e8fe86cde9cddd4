"""The digests of all offices of a simulated ledger as large as was published, as PDF and HTML.

The floor is the same number of papers set by typst with nothing to be worked out.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from data.access import PUBLIK
from data.clock import today
from data.digest import digest_of, readers
from data.queries import Reading
from data.store import SIMULATED, Store
from data.words import Words
from pages.paper import digest_html, digest_paper, digest_pdf
from tests.bench.lines import Line, line
from tests.facts import FACTS
from tests.pages.ledger_home import publish_small

LIMIT_MS = 10_000


def measured() -> list[Line]:
    """The line of the digests; what they share is read within the time."""
    with tempfile.TemporaryDirectory() as home:
        publish_small(Path(home), employers=None, months=36)
        store = Store(home, SIMULATED)
        reading = Reading(store.release(), home, FACTS, PUBLIK)
        offices = [one for one in readers(FACTS) if one.office]
        started = time.perf_counter()
        papers = [digest_paper(digest_of(reading, one, store, today()), Words("id")) for one in offices]
        for paper in papers:
            digest_html(paper)
            digest_pdf(paper)
        taken = 1000 * (time.perf_counter() - started)
        started = time.perf_counter()
        for paper in papers:
            digest_pdf(paper)
        floor = 1000 * (time.perf_counter() - started)
    name = f"digests of {len(offices)} offices"
    return [
        line(name, taken, "ms", f"limit {LIMIT_MS} ms", taken / LIMIT_MS, 1.0),
        line(f"{name}, over setting them", taken, "ms", f"typst alone {floor:.0f} ms", taken / floor, 100.0),
    ]
