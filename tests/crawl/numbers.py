"""What counts the same is the same number: every page, role, office and month, files and links, without a browser.

Every number that bears a mark (`pages.session.counts`) is held against the first one of its mark, whoever saw it and on
whichever page; every file's sums against the table that it is of; every row that opens a page against the number that
stands there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from data.access import PUBLIK, Viewer
from data.places import office_slug, with_its_own
from pages.session import WORK_PAGES
from tests.facts import FACTS
from tests.pages.counting import Held, Recorder, counts_on, same, unlike
from tests.pages.reading import opened

Query = dict[str, str]


@dataclass
class Walk:
    """One reader's walk: what was `held`, and how many links (at most `links` a page) and files were looked at."""

    viewer: Viewer
    data: str
    held: Held
    recorder: Recorder
    links: int | None = None
    counts: Counter[str] = field(default_factory=Counter)
    _opened: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def page(self, page: str, query: Query) -> None:
        """Look at a page: its numbers, its files, and what its rows open."""
        self.recorder.begin()
        app = opened(page, self.viewer, data=self.data, **query)
        where = f"{self.viewer.role} /{page} {query}"
        if app.exception or app.error:
            self.held.wrong.append(f"{where}: {[one.value for one in (*app.exception, *app.error)]}")
            return
        self.counts["pages"] += 1
        for count in counts_on(app):
            self.held.hold(count, where)
        self._files(where)
        ways = [
            (marks, *self.recorder.follow(app, page, table, row))
            for table, row, marks in self.recorder.links()[: self.links]
        ]
        for marks, target, address in ways:
            self._link(marks, target, address, where)

    def _files(self, where: str) -> None:
        tables = list(self.recorder.tables.values())
        for name, sheet in self.recorder.files().items():
            self.counts["files"] += 1
            for head, text, total in unlike(sheet, tables):
                self.held.checked += 1
                if not same(text, f"{int(total)}"):
                    self.held.wrong.append(f"{where}: {name}, {head}: {total:.0f}, but {text} on the page")

    def _link(self, marks: list[tuple[str, str]], target: str, address: Query, where: str) -> None:
        self.counts["links"] += 1
        key = (target, str(sorted(address.items())))
        if key not in self._opened:
            there = opened(target, self.viewer, **address)
            self._opened[key] = {count.mark: count.text for count in counts_on(there)}
        for mark, text in marks:
            self.held.checked += 1
            other = self._opened[key].get(mark)
            if other is None or not same(text, other):
                self.held.wrong.append(f"{where}: {text} opens {other} on /{target} {address} ({mark})")


# An area that is a province, one that is a part of one, and a kecamatan with many employers.
AREAS, KECAMATAN = ("sumsel", "mojokerto-jombang"), "35.16.08"


def places(offices: dict[str, str], months: Sequence[str], newest: str) -> Iterator[tuple[str, Query]]:
    """The pages of three offices and a region of each in these months, in both scopes; of two areas and a kecamatan."""
    for office, region in offices.items():
        for month in months:
            at = {} if month == newest else {"per": month}
            yield "", {**at, "wilayah": region}
            for scope in ({}, {"cakupan": "layanan"}):
                yield f"kantor-{office_slug(office)}", {**at, **scope}
                yield from ((page, {**at, **scope, "kantor": office}) for page in WORK_PAGES)
                yield "tunggakan", {**at, **scope, "wilayah": region}
    for month in months:
        at = {"cakupan": "layanan"} if month == newest else {"per": month, "cakupan": "layanan"}
        yield from ((page, {**at, "area": area}) for area in AREAS for page in WORK_PAGES)
        yield "", {**at, "tingkat": "kecamatan", "kecamatan": KECAMATAN}
        yield from ((page, {**at, "kecamatan": KECAMATAN}) for page in WORK_PAGES)


# Every role: a branch that has others below it, and one that is below another, in a region that both serve.
ROLES = {
    "publik": PUBLIK,
    "cabang": Viewer("cabang", with_its_own(FACTS, "KC-MOJOKERTO")),
    "cabang-di-bawah": Viewer("cabang", with_its_own(FACTS, "KCP-BATANG")),
    "wilayah": Viewer("wilayah", with_its_own(FACTS, "KANWIL-SUMBAGSEL")),
    "pengelola": Viewer("pengelola"),
}


def walked(
    data: str, offices: dict[str, str], months: Sequence[str], viewers: dict[str, Viewer]
) -> list[str]:
    """Walk through a ledger of the home in force in these roles; the lines of what is wrong."""
    held = Held()
    with pytest.MonkeyPatch.context() as patch:
        # AppTest looks through every installed package for components at each run, for longer than the run takes.
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        recorder = Recorder(patch)
        for name, viewer in viewers.items():
            started, before, wrong = time.monotonic(), held.checked, len(held.wrong)
            walk = Walk(viewer, data, held, recorder)
            for page, query in places(offices, months, months[0]):
                walk.page(page, query)
            said = ", ".join(f"{walk.counts[one]} {one}" for one in ("pages", "links", "files"))
            print(
                f"{data:8} {name:18} {said}, {held.checked - before} pairs of numbers, "
                f"{len(held.wrong) - wrong} wrong ({time.monotonic() - started:.0f} s)",
                *held.wrong[wrong:],
                sep="\n",
                flush=True,
            )
    return held.wrong
