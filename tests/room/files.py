"""Files through a proxy to one process of two: a branch's own file brought and published, a list of it taken along."""

from __future__ import annotations

import io
import signal
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from data.access import Viewer
from data.intake import BOOK, Drafts
from data.people import People, Person
from data.settings import data_folder
from data.store import OWN, Store
from data.tables import load_facts
from tests.browser.driver import chromium, settled
from tests.data.intake.making import employers
from tests.data.intake.own import OFFICE, month_file, published_store
from tests.room.balancers import haproxy, nginx
from tests.room.standing import STEWARD, Room, Trial, signed_in, standing

BRANCH = "kepala@kantor.go.id"
# Bytes of a picture in the branch's workbook, as of a scanned letter; and of one with which it is larger than may come.
PICTURE, TOO_LARGE = 20_000_000, 53_000_000


def of_files(folder: Path) -> Iterator[Trial]:
    """Through both proxies, with both processes and with one."""
    for name, balancer in (("HAProxy", haproxy), ("nginx", nginx)):
        home = folder / name
        home.mkdir()
        published_store(home)
        with_people(home)
        with standing(home, home, balancer=balancer) as room, chromium() as browser:
            yield brought_and_taken(room, browser, "satu", ("2026-07", "2026-08"), f"files through {name}")
            with _without(room, 0):
                yield brought_and_taken(
                    room, browser, "satu", ("2026-09",), f"the same with its process gone, {name}"
                )
            yield brought_and_taken(
                room, browser, "dua", ("2026-10",), f"the same to the other process, {name}"
            )
            yield refused(room, browser, f"a file that is too large, {name}")


def with_people(home: Path) -> None:
    """Put the steward and a branch head into the register of a home."""
    people = People(home)
    every = people.every()
    if not {STEWARD, BRANCH} <= set(every):
        persons = {
            **every,
            STEWARD: Person(STEWARD, "pengelola"),
            BRANCH: Person(BRANCH, "cabang", (OFFICE,)),
        }
        people.publish([*persons.values()], load_facts(data_folder()), title="x", viewer=Viewer("pengelola"))


def brought_and_taken(room: Room, browser: Browser, process: str, months: Sequence[str], what: str) -> Trial:
    """Workbooks of months, held against what is kept of them byte by byte, and the list of who then owes, held against
    what they say, cell by cell. `process`: whose cookie the browser has when it comes.
    """
    page = _as_branch(room, browser, process)
    whole = [_published(page, room, month) for month in months]
    taken, answered = _taken(page, room), _process(page)
    page.context.close()
    right = taken == _owed(months[-1])
    said = f"by {answered}: {len(months)} of {PICTURE / 1e6:.0f} MB kept whole: {all(whole)}; {len(taken)} lines right: {right}"
    return Trial(what, said, all(whole) and right)


def _published(page: Page, room: Room, month: str) -> bool:
    """Bring and publish a month; whether what is kept of it is what was sent."""
    book = _with_picture(month_file(month, wrong=False, twice=False), PICTURE)
    _bring(page, room, book)
    expect(page.locator(".peta-title")).to_contain_text("24 baris siap terbit", timeout=60_000)
    drafts = Drafts(Store(room.home, OWN).notebook(BOOK), Viewer("pengelola"))
    (draft,) = drafts.all(OFFICE)
    page.get_by_role("button", name="Terbitkan 24 baris").click()
    expect(page.locator(".peta-done")).to_contain_text("Terbit sebagai rilis", timeout=60_000)
    return drafts.content(draft) == book


def _taken(page: Page, room: Room) -> dict[str, float]:
    """Number of an employer -> what it owes, of the list that the page of arrears gives as a workbook."""
    page.goto(f"{room.address}/tunggakan?data=sendiri")
    settled(page)
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="Unduh XLSX").first.click()
    rows = CalamineWorkbook.from_path(taken.value.path()).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if "NPP" in row)
    npp, owes = rows[head].index("NPP"), rows[head].index("Tunggakan")
    return {str(row[npp]): float(row[owes]) for row in rows[head + 1 :] if row[npp]}


def _owed(last: str) -> dict[str, float]:
    """The same as the workbooks say: every second employer has paid nothing since July, and the last month is not due."""
    months = int(last[5:]) - 7
    return {
        str(one["npp"]): months * float(1_000_000 + at) for at, one in enumerate(employers()) if at % 2 == 1
    }


def refused(room: Room, browser: Browser, what: str) -> Trial:
    """A workbook that is larger than may come is said so in words, and nothing of it is kept."""
    page = _as_branch(room, browser, "satu")
    _bring(page, room, _with_picture(month_file("2026-10"), TOO_LARGE))
    marked = page.locator("[data-testid=stFileUploader]:has([aria-invalid=true])")
    expect(marked).to_be_visible(timeout=60_000)
    said = marked.evaluate("field => getComputedStyle(field, '::after').content")
    kept = Drafts(Store(room.home, OWN).notebook(BOOK), Viewer("pengelola")).all(OFFICE)
    page.context.close()
    return Trial(what, said, "lebih dari 50 MB" in said and not kept)


def _as_branch(room: Room, browser: Browser, process: str) -> Page:
    """A page of the branch head, whom the proxy has given to a process before."""
    cookies = {**dict([signed_in(room.address, BRANCH).split("=", 1)]), "peta_proses": process}
    context = browser.new_context(ignore_https_errors=True, accept_downloads=True)
    context.add_cookies(
        [{"name": name, "value": value, "url": room.address} for name, value in cookies.items()]
    )
    return context.new_page()


def _process(page: Page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == "peta_proses")


def _bring(page: Page, room: Room, book: bytes) -> None:
    """Drop a workbook on the page "Bawa berkas"; from a file, since a message to the browser may not be so large."""
    path = room.home / "bawa.xlsx"
    path.write_bytes(book)
    page.goto(f"{room.address}/data")
    settled(page)
    page.locator("input[type=file]").set_input_files(path)


def _with_picture(book: bytes, size: int) -> bytes:
    """The workbook with a picture of so many bytes in it, as of a scanned letter; no compression makes it smaller."""
    written = io.BytesIO(book)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_STORED) as parts:
        parts.writestr("xl/media/image1.jpeg", Random(size).randbytes(size))
    return written.getvalue()


@contextmanager
def _without(room: Room, at: int) -> Iterator[None]:
    """The room while one process has gone, by force; it stands again at the end."""
    gone = room.processes[at].running
    gone.send_signal(signal.SIGKILL)
    gone.wait(10)
    yield
    room.start(at)
