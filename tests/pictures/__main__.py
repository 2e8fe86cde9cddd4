"""The pictures of the documents, taken anew from the app as it is, and docs/panduan.md, written anew: `make pictures`.

`python -m tests.pictures own` or `guide` does one part alone. The files and the ledger are made up, as in the tests;
nothing of a real office is in a picture.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from data.simulation.plan import usual_plan
from tests.browser.driver import chromium, map_frame, running, settled
from tests.browser.reading import count_runs
from tests.data.intake.own import published_store
from tests.pages.ledger_home import LAST, publish_small
from tests.pictures.guide import FRONTS, GUIDE, guide
from tests.pictures.own_data import the_whole_way
from tests.pictures.questions import PICTURED, SCREEN, USERS
from tests.pictures.taking import FOLDER, taken_small
from tests.pictures.walking import answered, begin

_OWN_SCREEN = (1366, 768)


def own(browser: Browser) -> None:
    """The pictures of docs/own-data.md."""
    with tempfile.TemporaryDirectory() as home:
        published_store(Path(home))
        with running(PETA_HOME=home) as address:
            the_whole_way(_page(browser, _OWN_SCREEN), address)


def panduan(browser: Browser) -> None:
    """docs/panduan.md with its pictures and those of README.md, of a simulated ledger of the usual size."""
    GUIDE.write_text(guide(), "utf-8")
    usual = usual_plan(LAST)
    with tempfile.TemporaryDirectory() as home:
        publish_small(Path(home), usual.employers, usual.months, usual.before)
        with running(PETA_HOME=home) as address:
            _of_the_guide(browser, address)
            _of_the_front(browser, address)


def _of_the_guide(browser: Browser, address: str) -> None:
    for user in USERS:
        page = _page(browser, user.picture.screen)
        begin(page, address, user.start, user.role, PICTURED)
        answered(page, next(one for one in user.questions if one.key == user.picture.of))
        _at_rest(page)
        taken_small(page, user.picture.name)
        page.close()


def _of_the_front(browser: Browser, address: str) -> None:
    for front in FRONTS:
        page = _page(browser, SCREEN)
        begin(page, address, front.path, front.role, PICTURED)
        _at_rest(page)
        taken_small(page, front.name)
        page.close()


def _at_rest(page: Page) -> None:
    """Wait until the page is drawn, its map too where it has one in sight."""
    settled(page)
    if page.locator(".rank").count():
        map_frame(page)


def _page(browser: Browser, screen: tuple[int, int]) -> Page:
    width, height = screen
    page = browser.new_page(
        viewport={"width": width, "height": height}, locale="id-ID", reduced_motion="reduce"
    )
    count_runs(page)
    return page


PARTS = {"own": own, "guide": panduan}


def main(asked: list[str]) -> None:
    """Take the pictures of the parts that are asked for, all where none is."""
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        for part in asked or PARTS:
            PARTS[part](browser)


if __name__ == "__main__":
    main(sys.argv[1:])
