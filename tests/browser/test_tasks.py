"""The pages of work in a real browser: from the map to an unpaid month and back, lists in use, every look, a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from pages.session.links import WORK_PAGES
from tests.browser.conftest import Reader
from tests.browser.driver import choose, map_frame, running
from tests.browser.reading import click, query, quiet, visit
from tests.browser.test_accessibility import dress, findings, in_every_look
from tests.browser.test_phone import PHONE, fits
from tests.pages.ledger_home import small_home

_TALL = {"width": 1366, "height": 3_600}
_BOTH = [("id", "light"), ("en", "dark"), ("id", "projector")]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a small simulated ledger ready."""
    with running(PETA_HOME=str(small_home(tmp_path_factory))) as address:
        yield address


def inside(page: Page, ledger: str, path: str) -> Page:
    """The page as a regional office sees it."""
    visit(page, ledger + path)
    choose(page, "Peran", "Kantor wilayah")
    quiet(page)
    return page


def link(page: Page, name: str) -> None:
    """Click a link to another page of work."""
    page.locator(".links").get_by_role("button", name=name, exact=True).click()


def test_from_the_map_to_an_unpaid_month_in_three_clicks_and_back(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger), ledger, "/?data=simulasi")
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
    expect(page.get_by_role("combobox", name="Peran")).to_have_value("Kantor wilayah")


def test_a_list_is_sorted_turned_searched_and_its_address_opens_it_again(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger), ledger, "/pwbd-pds?data=simulasi")
    rows = page.locator(".listing").last.locator("tbody tr")
    expect(rows).to_have_count(25)
    page.get_by_role("button", name="Pemberi kerja", exact=True).click()
    expect(page).to_have_url(re.compile("urut=nama.turun"))
    page.get_by_role("button", name=re.compile("^Pemberi kerja")).last.click()
    expect(page).to_have_url(re.compile("urut=nama.naik"))
    first = rows.first.inner_text()
    page.get_by_role("button", name="Berikutnya").click()
    expect(page).to_have_url(re.compile("hal=2"))
    expect(rows.first).not_to_have_text(first)
    page.get_by_label("Cari nama atau NPP").fill("Simulasi Te")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("cari=Simulasi"))
    expect(rows.first).to_contain_text("Simulasi Te")
    assert "hal" not in query(page)
    page.get_by_label("Cari nama atau NPP").fill("tidak ada yang bernama begini")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tidak ada pemberi kerja yang cocok")).to_be_visible()


def test_the_list_of_this_week_is_a_workbook(ledger: str, reader: Reader) -> None:
    page = inside(reader(ledger), ledger, "/kunjungan?data=simulasi")
    page.get_by_role("radio", name="10 teratas").click()
    quiet(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh XLSX").click()
    book = CalamineWorkbook.from_path(str(Path(download.value.path())))
    table, told = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert len(table) == 4 + 10 and "SIMULASI" in str(table[1][0])
    named = page.locator(".listing tbody th button").all_inner_texts()
    assert [row[2] for row in table[4:]] == named[:10]
    about = {row[0]: row[1] for row in told}
    assert "/kunjungan?" in about["Alamat"] and about["Rilis"] == "1"


def test_the_public_finds_no_name_on_a_guessed_address(ledger: str, reader: Reader) -> None:
    page = reader(ledger)
    for path in ("/pemberi-kerja?data=simulasi&pk=SIM-000001", "/perkara?data=simulasi&perkara=SIM-K-00001",
                 "/kunjungan?data=simulasi", "/tunggakan?data=simulasi&cari=Simulasi"):  # fmt: skip
        visit(page, ledger + path)
        quiet(page)
        assert not re.search(r"(PT|CV|UD) Simulasi|SIM\d{7}", page.locator("body").inner_text()), path


@pytest.mark.parametrize("page_name", WORK_PAGES)
def test_a_page_of_work_in_every_look(ledger: str, reader: Reader, page_name: str) -> None:
    page = inside(reader(ledger, viewport=_TALL), ledger, f"/{page_name}?data=simulasi&wilayah=16.71")
    assert in_every_look(page, lambda whole: findings(page, 15, whole), _BOTH) == {}


@pytest.mark.parametrize("path", ["/pemberi-kerja", "/perkara", "/kantor-kc-palembang"])
def test_a_page_of_one_thing_in_every_look(ledger: str, reader: Reader, path: str) -> None:
    page = inside(reader(ledger, viewport=_TALL), ledger, "/penegakan?data=simulasi")
    if path == "/pemberi-kerja":
        link(page, "Tunggakan")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Tunggakan")
    if path != "/kantor-kc-palembang":
        named = "Simulasi" if path == "/pemberi-kerja" else "SIM-K-"
        page.locator(".listing tbody th button").filter(has_text=named).first.click()
        expect(page).to_have_url(re.compile(path))
    else:
        visit(page, f"{ledger}{path}?data=simulasi")
    quiet(page)
    dress(page, "id", "light")
    assert findings(page, 15) == []
    dress(page, "en", "dark")
    assert findings(page, 15) == []


@pytest.mark.parametrize("page_name", [*WORK_PAGES, "pemberi-kerja"])
def test_a_page_of_work_on_a_phone_does_not_scroll_sideways(
    ledger: str, reader: Reader, page_name: str
) -> None:
    page = inside(
        reader(ledger, **PHONE), ledger, f"/{page_name}?data=simulasi&kantor=KC-PALEMBANG&pk=SIM-000300"
    )
    fits(page)
