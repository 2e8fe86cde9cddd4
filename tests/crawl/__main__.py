"""`make crawl`: every page in every role against a started app: sums, names, small cells, errors.

For each role, some offices and three months the pages of work, the office's page, a region of it on the map and
guessed addresses of single employers and cases are opened in Chromium: of the simulated ledger, and of own data of one
office of twelve. Then every number that counts the same is held to be the same, without a browser
(`tests.crawl.numbers`; `python -m tests.crawl numbers` is that alone). Exits non-zero when anything is found.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, WebSocket

from data.months import month_index, month_text
from data.places import offices
from data.simulation.release import simulated_release
from data.store.store import SIMULATED, Store
from data.tables.facts import load_facts
from data.tables.ledger_schemas import LEDGER
from pages.session.links import WORK_PAGES
from tests.browser.driver import ROOT, chromium, running, settled
from tests.crawl import numbers
from tests.crawl.reading import NAMED, Table, disagreements, number, rows_of_csv, tables
from tests.own_ledger import MOJOKERTO, own_tables, publish_own
from tests.own_ledger import NAMED as OWN_NAMED

HOMES = ROOT / "bench" / "homes"
BACK = (0, 6, 24)
# In one session, as the back button does: a new one would begin as publik.
_GO = "(url) => { history.pushState({}, '', url); dispatchEvent(new PopStateEvent('popstate', { state: {} })); }"


# What own data never say: the marks of the simulation, and that something was made up.
_MARKS = re.compile(r"SIMULASI|dibuat-buat")


@dataclass(frozen=True)
class Ledger:
    """What is walked through: `data` as in the address, offices with a region of each, and how its names are known.

    `branch` is the office of the role of a branch, `last` the newest month; `employers` and `cases` may be guessed.
    """

    data: str
    offices: Mapping[str, str]
    branch: str
    named: re.Pattern[str]
    employers: Sequence[str]
    cases: Sequence[str]
    last: str

    @property
    def roles(self) -> dict[str, str]:
        """Role -> the choice that stands for it, "" for the one that a session begins with."""
        inside = {"wilayah": "Kanwil Sumbagsel", "pengelola": "Pengelola data"}
        return {"publik": "", "cabang": self.branch, **inside}

    def addresses(self) -> Iterator[str]:
        """What is opened: the offices, three months, every page, and what somebody may guess."""
        yield from (f"/{page}{self._query()}" for page in WORK_PAGES)
        for office, region in self.offices.items():
            for back in BACK:
                yield from self._of_office(office, region, month_text(month_index(self.last) - back))
        yield from (f"/pemberi-kerja{self._query(pk=employer)}" for employer in self.employers)
        yield from (f"/perkara{self._query(perkara=case)}" for case in self.cases)
        yield "/pwbd-pds" + self._query(jenis="pds_upah", cari="PT", urut="nama.naik")
        yield "/kunjungan" + self._query(bobot="2-0-0", hal="2")
        yield "/sumber" + self._query()
        yield from (f"/{page}{self._query(area='sumsel', cakupan='layanan')}" for page in WORK_PAGES)
        yield "/" + self._query(area="mojokerto-jombang", tingkat="kecamatan", kecamatan="35.16.08")

    def _of_office(self, office: str, region: str, month: str) -> Iterator[str]:
        asked = {} if month == self.last else {"per": month}
        yield from (f"/{page}{self._query(kantor=office, **asked)}" for page in WORK_PAGES)
        yield "/tunggakan" + self._query(wilayah=region, **asked)
        yield f"/kantor-{offices.office_slug(office)}{self._query(**asked)}"
        yield "/" + self._query(wilayah=region, **asked)

    def _query(self, **parts: str) -> str:
        return "?" + urlencode({"data": self.data, **parts})


class Crawl:
    """One role's walk through the app; `found` are the lines of what is wrong."""

    def __init__(self, page: Page, base: str, role: str, ledger: Ledger) -> None:
        self.page, self.base, self.role, self.ledger = page, base, role, ledger
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
        self.found.append(f"{self.ledger.data}, {self.role}: {self.where}: {what}")

    def begin(self) -> None:
        """Open the app and choose the role."""
        self.page.goto(f"{self.base}/tunggakan?data={self.ledger.data}")
        settled(self.page, 1)
        if name := self.ledger.roles[self.role]:
            self.page.get_by_role("combobox", name="Peran").click()
            self.page.get_by_role("option", name=name).first.click()
            settled(self.page)

    def walk(self) -> None:
        """Every address of the role."""
        for where in self.ledger.addresses():
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
        if self.ledger.data == "sendiri" and (mark := _MARKS.search(self._text())):
            self._wrong(f"own data say {mark[0]}")
        here = tables(self.page)
        self.counts["tables"] += len(here)
        self.counts["totals"] += sum(bool(table.total) for table in here)
        for table in here:
            for line in [] if table.paged else disagreements(table):
                self._wrong(line)
        if self.role == "publik":
            self._unnamed()
        elif any(table.paged for table in here):
            self._taken(next(table for table in here if table.paged))

    def _unnamed(self) -> None:
        """Nothing that was sent names an employer, whether or not it is shown."""
        for sent in self.sent:
            if match := self.ledger.named.search(sent.decode("utf-8", "ignore")):
                self._wrong(f"an employer was sent: {match[0]}")
        if match := self.ledger.named.search(self._text()):
            self._wrong(f"an employer is named: {match[0]}")

    def _text(self) -> str:
        return self.page.locator("body").inner_text()

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


def simulated() -> tuple[str, Ledger]:
    """The home with the simulated ledger, and what is opened of it; made anew, so that it is what the code makes today."""
    place = os.environ.get("PETA_HOME") or str(HOMES / "crawl")
    if "PETA_HOME" not in os.environ:
        shutil.rmtree(place, ignore_errors=True)
    return place, Ledger(
        data="simulasi",
        offices={"KC-MOJOKERTO": "35.16", "KC-PEKALONGAN": "33.26", "KC-PALEMBANG": "16.71"},
        branch="Kantor Cabang Palembang",
        named=NAMED,
        employers=("SIM-000001", "SIM-004723", "SIM-999999"),
        cases=("SIM-K-00001", "SIM-K-99999"),
        last=simulated_release(place, load_facts(), date.today()).months[-1],
    )


def own(simulated_home: str) -> tuple[str, Ledger]:
    """A home of this crawl alone with own data of KC Mojokerto, and what is opened of it; no projects, no outreach."""
    place, source = str(HOMES / "crawl-own"), Store(simulated_home, SIMULATED).release()
    assert source is not None
    shutil.rmtree(place, ignore_errors=True)
    tables = {name: source.table(name).to_pandas() for name in LEDGER}
    release = publish_own(place, own_tables(tables, MOJOKERTO), without=("projects", "outreach"))
    named = release.table("employers", ["employer"]).column("employer").to_pylist()
    cases = release.table("cases", ["case"]).column("case").to_pylist()
    return place, Ledger(
        data="sendiri",
        offices={"KC-MOJOKERTO": "35.16", "KC-PALEMBANG": "16.71"},
        branch="Kantor Cabang Mojokerto",
        named=OWN_NAMED,
        employers=(min(named), max(named), "UJI-999999"),
        cases=(min(cases), "UJI-K-99999"),
        last=release.months[-1],
    )


def walked(place: str, ledger: Ledger, roles: Sequence[str]) -> list[str]:
    """Walk through a ledger in these roles; the lines of what is wrong."""
    wrong = []
    with running(PETA_HOME=place) as base, chromium() as browser:
        for role in roles:
            context = browser.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
            crawl = Crawl(context.new_page(), base, role, ledger)
            crawl.begin()
            crawl.walk()
            wrong += crawl.found
            said = ", ".join(
                f"{crawl.counts[name]} {name}" for name in ("pages", "tables", "totals", "exports")
            )
            print(f"{ledger.data:8} {role:10} {said}; wrong: {len(crawl.found)}", flush=True)
            context.close()
    return wrong


def counted(place: str, ledger: Ledger, asked: Sequence[str]) -> list[str]:
    """Hold all numbers of a ledger against one another, in every role or those asked for; what is wrong."""
    months = [month_text(month_index(ledger.last) - back) for back in BACK]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PETA_HOME", place)
        roles = {name: viewer for name, viewer in numbers.ROLES.items() if name in asked} or numbers.ROLES
        return numbers.walked(ledger.data, ledger.offices, months, roles)


def main(asked: Sequence[str]) -> int:
    """Walk through both ledgers in every role, or those asked for ("sendiri publik"), and print what was found."""
    started = time.monotonic()
    first = simulated()
    chosen = [
        (place, ledger)
        for place, ledger in (first, own(first[0]))
        if ledger.data in asked or not {"simulasi", "sendiri"}.intersection(asked)
    ]
    wrong = []
    for place, ledger in chosen if "numbers" not in asked else ():
        wrong += walked(place, ledger, [role for role in ledger.roles if role in asked] or [*ledger.roles])
    for place, ledger in chosen:
        wrong += counted(place, ledger, asked)
    print("\n".join(dict.fromkeys(wrong)))
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # Streamlit's threads would be waited for
