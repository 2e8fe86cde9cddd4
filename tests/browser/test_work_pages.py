"""The pages of work in a real browser: from the map to an unpaid month and back, a list in use, a workbook."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Reader
from tests.browser.driver import map_frame
from tests.browser.reading import click, inside, link, query, rerun
from tests.pages.taken import read_book


def test_from_the_map_to_an_unpaid_month_in_three_clicks_and_back(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger), f"{ledger}/?data=simulasi")
    click(map_frame(page), "16.71")  # one
    expect(page).to_have_url(re.compile("wilayah=16.71"))
    link(page, "Tunggakan")  # two
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tunggakan iuran Kota Palembang")
    page.locator(".listing tbody th button").first.click()  # three
    expect(page).to_have_url(re.compile(r"/pemberi-kerja\?.*pk="))
    unpaid = page.locator(".listing tr.alarm")
    expect(unpaid.first).to_contain_text(re.compile("Belum dibayar|Dibayar sebagian"))
    link(page, "Tunggakan")  # one back
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kota Palembang")
    link(page, "Peta")  # two
    map_frame(page)
    assert query(page)["wilayah"] == "16.71"
    expect(page.get_by_role("combobox", name="Peran")).to_have_value("Pengelola data")


def test_a_button_of_a_row_opens_the_form_of_its_employer(ledger: str, reader: Reader) -> None:
    """What is filled in is kept is a test of the pages: this home is to be read alone."""
    page = inside(reader(ledger), f"{ledger}/kunjungan?data=simulasi")
    row = page.locator(".listing tbody tr", has=page.locator(".act")).nth(1)
    name = row.locator("th button").inner_text()
    act = row.get_by_role("button", name=f"Catat hasil: {name}")
    act.click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text(name)
    form.get_by_role("button", name="Simpan").click()
    expect(form).to_contain_text("Janji: belum diisi")
    form.get_by_label("Hasil").click()
    page.get_by_role("option", name="Tidak ada orang").click()
    expect(form.get_by_label("Jumlah yang dijanjikan")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(row.locator("td").last).to_have_text("Catat hasil")


def test_a_list_is_sorted_turned_searched(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger), f"{ledger}/pwbd-pds?data=simulasi")
    rows = page.locator(".listing").last.locator("tbody tr")
    expect(rows).to_have_count(25)
    with rerun(page):
        page.get_by_role("button", name="Pemberi kerja", exact=True).click()
    expect(page).to_have_url(re.compile("urut=nama.turun"))
    with rerun(page):
        page.get_by_role("button", name=re.compile("^Pemberi kerja")).last.click()
    expect(page).to_have_url(re.compile("urut=nama.naik"))
    name = rows.first.get_by_role("button")
    first = name.inner_text()
    with rerun(page):
        page.get_by_role("button", name="Berikutnya").click()
    expect(page).to_have_url(re.compile("hal=2"))
    expect(name).not_to_have_text(first)
    search = page.get_by_label("Cari nama atau NPP")
    search.fill("Simulasi Te")
    with rerun(page):
        search.press("Enter")
    expect(page).to_have_url(re.compile("cari=Simulasi"))
    expect(rows.first).to_contain_text("Simulasi Te")
    assert "hal" not in query(page)
    search.fill("tidak ada yang bernama begini")
    search.press("Enter")
    expect(page.get_by_text("Tidak ada pemberi kerja yang cocok")).to_be_visible()


def test_the_note_beside_a_title_ends_within_the_page(ledger: str, reader: Reader) -> None:
    """That of a deputy is long: it names the offices of which no kanwil is known."""
    page = inside(reader(ledger), f"{ledger}/tunggakan?data=simulasi", "Kanwil Sumbagsel")
    note = page.get_by_role("heading", level=1).locator("small")
    expect(note).to_contain_text("KCP Pemalang")
    box, page_width = note.bounding_box(), page.viewport_size["width"]
    assert box["x"] + box["width"] <= page_width


def test_the_list_of_this_week_is_a_workbook(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger), f"{ledger}/kunjungan?data=simulasi")
    with rerun(page):
        page.get_by_role("radio", name="10 teratas").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh XLSX").click()
    book = read_book(Path(download.value.path()).read_bytes())
    assert (
        len(book.rows) == 10 and "SIMULASI" in book.above[1] and book.heads[:2] == ["Urutan", "Skor (0–100)"]
    )
    assert [row[0] for row in book.rows] == list(range(1, 11)) and book.total["Tunggakan"] > 0
    named = page.locator(".listing").last.locator("tbody th button").all_inner_texts()
    assert [row[2] for row in book.rows] == named[:10]
    assert "/kunjungan?" in book.told["Alamat"] and book.told["Rilis"] == "1"
