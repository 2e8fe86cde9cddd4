"""The pictures of docs/own-data.md, taken anew from the app as it is: `make pictures`.

The files are made up, as in the tests; nothing of a real office is in a picture.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.driver import ROOT, chromium, running
from tests.data.intake.own import month_file, published_store

FOLDER = ROOT / "docs" / "pictures"
_SCREEN = {"width": 1366, "height": 768}


def taken(page: Page, name: str, first: str = "", above: int = 80) -> None:
    """One screen, from what `first` chooses downwards with so many pixels `above` it; else from the top of the page."""
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    if first:
        top = page.locator(first).first.bounding_box()
        assert top is not None
        page.evaluate(
            "by => document.querySelector('[data-testid=stMain]').scrollBy(0, by)", top["y"] - above
        )
    page.wait_for_timeout(800)  # fonts, charts and the toolbar's shadow have come to rest
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


def the_whole_way(page: Page, address: str) -> None:
    """From the drop to the map, as a branch head goes it, with a picture of each step."""
    page.goto(f"{address}/data")
    page.locator("[data-testid=stSelectbox]").last.click()
    page.get_by_role("option", name="Kantor Cabang Mojokerto").click()
    expect(page.locator(".peta-lead")).to_contain_text("Jatuhkan berkas")
    taken(page, "data-kosong")
    file = {
        "name": "iuran_juli.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": month_file("2026-07"),
    }
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".peta-title")).to_contain_text("baris siap terbit")
    expect(page.locator(".peta-sketch path").first).to_be_attached()
    taken(page, "data-pertanyaan", ".peta-title", 140)
    page.locator(".st-key-intake_mapping summary").click()
    expect(page.get_by_text("Berkas asli")).to_be_visible()
    taken(page, "data-pemetaan", ".st-key-intake_mapping")
    page.locator(".st-key-intake_mapping summary").click()
    page.get_by_text("baris 27:").click()
    expect(page.locator(".peta-title")).to_contain_text("23 dari 25 baris siap terbit")
    page.get_by_role("button", name="Terbitkan 23 baris").click()
    expect(page.locator(".peta-done")).to_contain_text("Terbit sebagai rilis")
    taken(page, "data-terbit", ".peta-title")
    page.get_by_role("button", name="Lihat di peta").click()
    page.frame_locator("iframe").locator("path[data-code]").first.wait_for()
    taken(page, "peta-data-sendiri")


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        published_store(Path(home))
        with running(PETA_HOME=home) as address, chromium() as browser:
            page = browser.new_page(viewport=_SCREEN, locale="id-ID", reduced_motion="reduce")
            the_whole_way(page, address)


if __name__ == "__main__":
    main()
