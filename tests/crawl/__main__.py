"""`make crawl`: every page in every role against a started app: sums, names, small cells, errors.

For each role, three offices and three months the pages of work, the office's page, a region of it on the map and
guessed addresses of single employers and cases are opened in Chromium. Exits non-zero when anything is found.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, WebSocket

from data.law import rules
from data.months import month_index, month_text
from data.places import offices
from data.simulation.release import simulated_release
from data.tables.facts import load_facts
from pages.session.links import WORK_PAGES
from tests.browser.driver import ROOT, chromium, running, settled
from tests.crawl.reading import NAMED, Table, disagreements, number, rows_of_csv, small_cells, tables

OFFICES = ("KC-MOJOKERTO", "KC-PEKALONGAN", "KC-PALEMBANG")
REGIONS = {"KC-MOJOKERTO": "35.16", "KC-PEKALONGAN": "33.26", "KC-PALEMBANG": "16.71"}
ROLES = {
    "publik": "",
    "cabang": "Kantor Cabang Palembang",
    "wilayah": "Kantor wilayah",
    "pengelola": "Pengelola data",
}
BACK = (0, 6, 24)
COUNTED = ("Pemberi kerja", "Firma", "Perusahaan")
# In one session, as the back button does: a new one would begin as publik.
_GO = "(url) => { history.pushState({}, '', url); dispatchEvent(new PopStateEvent('popstate', { state: {} })); }"


class Crawl:
    """One role's walk through the app; `found` are the lines of what is wrong."""

    def __init__(self, page: Page, base: str, role: str, last: str) -> None:
        self.page, self.base, self.role, self.last = page, base, role, last
        self.found: list[str] = []
        self.counts: Counter[str] = Counter()
        self.sent: list[bytes] = []
        page.on("websocket", self._listen)
        page.on("console", lambda m: self._wrong(f"console: {m.text[:200]}") if m.type == "error" else None)
        page.on("pageerror", lambda error: self._wrong(f"script: {str(error)[:200]}"))
        self.where = ""

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda sent: self.sent.append(sent) if isinstance(sent, bytes) else None)

    def _wrong(self, what: str) -> None:
        self.found.append(f"{self.role}: {self.where}: {what}")

    def begin(self) -> None:
        """Open the app and choose the role."""
        self.page.goto(f"{self.base}/tunggakan?data=simulasi")
        settled(self.page, 1)
        if name := ROLES[self.role]:
            self.page.get_by_role("combobox", name="Peran").click()
            self.page.get_by_role("option", name=name).first.click()
            settled(self.page)

    def walk(self) -> None:
        """Every address of the role."""
        for where in addresses(self.last):
            self.visit(where)

    def visit(self, where: str) -> None:
        """One address: go there inside the session, wait, look."""
        self.where = where
        self.sent.clear()
        self.page.evaluate(_GO, where)
        self.page.wait_for_timeout(250)
        settled(self.page, 0.25)
        self.counts["pages"] += 1
        self._look()

    def _look(self) -> None:
        for text in self.page.get_by_test_id("stException").all_inner_texts():
            self._wrong(f"exception: {text[:200]}")
        here = tables(self.page)
        self.counts["tables"] += len(here)
        self.counts["totals"] += sum(bool(table.total) for table in here)
        for table in here:
            for line in [] if table.paged else disagreements(table):
                self._wrong(line)
        if self.role == "publik":
            self._public(here)
        elif any(table.paged for table in here):
            self._taken(next(table for table in here if table.paged))

    def _public(self, here: list[Table]) -> None:
        """No small cell, no name."""
        for table in here:
            for line in small_cells(table, rules.at(self.last).min_employers, COUNTED):
                self._wrong(line)
        self._unnamed()

    def _unnamed(self) -> None:
        """Nothing that was sent names an employer, whether or not it is shown."""
        for sent in self.sent:
            if match := NAMED.search(sent.decode("utf-8", "ignore")):
                self._wrong(f"an employer was sent: {match[0]}")
        if match := NAMED.search(self.page.locator("body").inner_text()):
            self._wrong(f"an employer is named: {match[0]}")

    def _taken(self, table: Table) -> None:
        """The total of a list of several pages is that of its whole CSV; of visits only the first ones are taken."""
        said = number(table.total[0].split(" ")[1]) if table.total else None
        if said is None or "/kunjungan" in self.where:
            return
        files = [self._download(button) for button in self.page.get_by_role("button", name="Unduh CSV").all()]
        rows = next((rows for rows in files if len(rows) == said[0]), None)
        self.counts["exports"] += len(files)
        if rows is None:
            self._wrong(f"{table.total[0]}, but the exports have {[len(rows) for rows in files]} rows")
            return
        for head, text in zip(table.heads[1:], table.total[1:], strict=False):
            name, total = head.rstrip(" ▲▼"), number(text)
            if total is None or name not in rows[0]:
                continue
            apart = abs(sum(float((row[name] or "0").replace(",", ".")) for row in rows) - total[0])
            if apart > total[1] + 1e-6:
                self._wrong(f"{name}: {text} is not the sum of the export")

    def _download(self, button: Locator) -> list[dict[str, str]]:
        with self.page.expect_download() as download:
            button.click()
        return rows_of_csv(Path(download.value.path()))


def addresses(last: str) -> Iterator[str]:
    """What is opened: three offices, three months, every page, and what somebody may guess."""
    for office in OFFICES:
        for back in BACK:
            month = "" if not back else f"&per={month_text(month_index(last) - back)}"
            for page in WORK_PAGES:
                yield f"/{page}?data=simulasi&kantor={office}{month}"
            yield f"/tunggakan?data=simulasi&wilayah={REGIONS[office]}{month}"
            yield f"/kantor-{offices.office_slug(office)}?data=simulasi{month}"
            yield f"/?data=simulasi&wilayah={REGIONS[office]}{month}"
    for page in WORK_PAGES:
        yield f"/{page}?data=simulasi"
    for employer in ("SIM-000001", "SIM-004723", "SIM-999999"):
        yield f"/pemberi-kerja?data=simulasi&pk={employer}"
    for case in ("SIM-K-00001", "SIM-K-99999"):
        yield f"/perkara?data=simulasi&perkara={case}"
    yield "/pwbd-pds?data=simulasi&jenis=pds_upah&cari=PT&urut=nama.naik"
    yield "/kunjungan?data=simulasi&bobot=2-0-0&hal=2"
    yield "/sumber?data=simulasi"


def main() -> int:
    """Walk in every role and print what was found."""
    started, wrong = time.monotonic(), []
    place = os.environ.get("PETA_HOME") or str(ROOT / "bench" / "homes" / "crawl")
    last = simulated_release(place, load_facts(), date.today()).months[-1]
    with running(PETA_HOME=place) as base, chromium() as browser:
        for role in ROLES:
            context = browser.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
            crawl = Crawl(context.new_page(), base, role, last)
            crawl.begin()
            crawl.walk()
            wrong += crawl.found
            said = ", ".join(
                f"{crawl.counts[name]} {name}" for name in ("pages", "tables", "totals", "exports")
            )
            print(f"{role:10} {said}; wrong: {len(crawl.found)}", flush=True)
            context.close()
    print("\n".join(dict.fromkeys(wrong)))
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
