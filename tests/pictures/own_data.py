"""The pictures of docs/own-data.md: a branch's file from the drop to the map."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.reading import inside
from tests.data.intake.own import month_file
from tests.pictures.taking import taken


def the_whole_way(page: Page, address: str) -> None:
    """From the drop to the map, as a branch head goes it, with a picture of each step."""
    inside(page, f"{address}/data", "Kantor Cabang Mojokerto")
    expect(page.locator(".peta-lead")).to_contain_text("Jatuhkan berkas")
    taken(page, "data-kosong")
    file = {
        "name": "iuran_juli.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": month_file("2026-07"),
    }
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".peta-title")).to_contain_text("baris siap terbit")
    expect(page.locator(".peta-sketch path").first).to_be_attached(timeout=30_000)
    taken(page, "data-pertanyaan", ".peta-title", 140)
    page.locator(".st-key-intake_mapping summary").click()
    expect(page.get_by_text("Berkas asli")).to_be_visible()
    taken(page, "data-pemetaan", ".st-key-intake_mapping")
    page.locator(".st-key-intake_mapping summary").click()
    page.get_by_text("baris 27:").click()
    expect(page.locator(".peta-title")).to_contain_text("23 dari 25 baris siap terbit")
    page.get_by_role("button", name="Terbitkan 23 baris").click()
    expect(page.locator(".peta-done")).to_contain_text("Terbit sebagai rilis", timeout=30_000)
    taken(page, "data-terbit", ".peta-title")
    page.get_by_role("button", name="Lihat di peta").click()
    page.frame_locator("iframe").locator("path[data-code]").first.wait_for()
    taken(page, "peta-data-sendiri")
