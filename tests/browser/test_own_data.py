"""A branch's own file in a real browser: dropped, asked, mended, rehearsed, published, seen on the map, undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.store import OWN, Store
from tests.browser.driver import running
from tests.browser.reading import fresh, inside, rerun, type_into
from tests.data.intake.own import month_file, published_store
from tests.masks import masks_folder

_ENGLISH = re.compile(
    r"\b(upload|browse|drag|file|files|rows?|the|publish|error|of|and|undo|please|none)\b", re.I
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one published month; the tests leave it as they found it."""
    place = tmp_path_factory.mktemp("own")
    published_store(place)
    return place


@pytest.fixture(scope="module")
def app(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    masks = masks_folder(tmp_path_factory)
    with running("tests/browser/cold.py", PETA_HOME=str(home), MASKS=str(masks)) as address:
        yield address


class Clicks:
    """Counts the clicks that a branch head needs."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, target) -> None:
        target.click()
        self.count += 1


def as_branch(page: Page, address: str) -> None:
    inside(page, f"{address}/data", "Kantor Cabang Mojokerto")
    expect(page.locator(".peta-lead")).to_contain_text("Jatuhkan berkas")


def below_the_controls(page: Page) -> float:
    """How far below the controls the headline stands: that nothing jumps, wherever the page is scrolled."""
    fresh(page)
    headline, controls = page.locator(".peta-title"), page.locator(".st-key-controls")
    return headline.bounding_box()["y"] - controls.bounding_box()["y"]


def mend(page: Page, text: str) -> None:
    """Type what is right beside the first cell that is wrong."""
    table = page.get_by_test_id("stDataFrame").last
    table.evaluate("table => table.scrollIntoView({block: 'center'})")  # clear of the foot with its button
    type_into(page, table, 0, 5, text)


def seen(page: Page, title: str) -> None:
    """A page of own data, of the release that was just published."""
    expect(page.locator(".peta-title, h1").first).to_contain_text(title)
    expect(page.get_by_role("radio", name="Data sendiri")).to_be_checked()
    expect(page.get_by_text("Data sendiri, rilis 2").first).to_be_visible()
    assert not _ENGLISH.findall(visible_words(page))


def menu(page: Page, clicks: Clicks, group: str, name: str) -> None:
    """Open a page through the menu above."""
    clicks.on(page.locator("header").get_by_text(group, exact=True).first)
    clicks.on(page.get_by_role("menuitem", name=name))


def visible_words(page: Page) -> str:
    """What stands on the page, without the drop field's own button, whose words a style sheet replaces."""
    fresh(page)
    return page.evaluate("""() => {
        const said = (chosen) => document.querySelector(chosen)?.innerText ?? ""
        return said("[data-testid=stMain]").replace(said("[data-testid=stFileUploaderDropzone]"), "")
    }""")


def test_a_file_goes_from_the_drop_to_the_map_and_back(reader, app: str, home: Path):
    page, clicks = reader(app), Clicks()
    as_branch(page, app)
    assert not _ENGLISH.findall(visible_words(page))
    file = {"name": "juli.xlsx", "mimeType": "application/octet-stream", "buffer": month_file("2026-07")}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".peta-title")).to_have_text(
        "22 dari 25 baris siap terbit; 2 menunggu jawaban Anda, 1 perlu diperbaiki."
    )
    assert not _ENGLISH.findall(visible_words(page))
    top = below_the_controls(page)
    clicks.on(page.locator(".st-key-intake_mapping summary"))  # look at what was understood
    expect(page.get_by_text("Berkas asli")).to_be_visible()
    with rerun(page):
        clicks.on(page.get_by_text("baris 27:"))  # which of the two rows is right
    expect(page.locator(".peta-title")).to_contain_text("23 dari 25 baris siap terbit")
    mend(page, "20.000.000")  # what the office had not reported
    clicks.count += 1
    expect(page.locator(".peta-title")).to_contain_text("24 dari 25 baris siap terbit")
    assert below_the_controls(page) == pytest.approx(top, abs=1)
    expect(page.locator(".peta-sketch path").first).to_be_attached()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    clicks.on(page.get_by_role("button", name="Terbitkan 24 baris"))
    expect(page.locator(".peta-done")).to_contain_text("Terbit sebagai rilis 2.")
    expect(page.locator(".peta-title")).to_be_in_viewport()  # not where the foot of the file was
    clicks.on(page.get_by_role("button", name="Lihat di peta"))
    seen(page, "Tingkat kepatuhan")
    clicks.on(page.get_by_role("button", name="Tunggakan", exact=True).last)
    seen(page, "Tunggakan")
    menu(page, clicks, "Kantor", "Kantor Cabang Mojokerto")
    seen(page, "Kantor Cabang Mojokerto")
    menu(page, clicks, "Data", "Bawa berkas")
    clicks.on(page.get_by_text("Batalkan rilis", exact=True))
    expect(page.get_by_text("Yang tidak berlaku lagi")).to_be_visible()
    clicks.on(page.get_by_role("button", name="Batalkan", exact=True))
    expect(page.locator(".peta-releases")).to_contain_text("pembatalan: kembali ke nomor 1")
    assert Store(home, OWN).release().months == ("2026-06",)
    assert clicks.count <= 12
    page.goto("about:blank")  # the next test may have the page: it must not ask after this server any more


def test_a_list_of_people_is_refused_in_plain_words(reader, app: str, home: Path):
    page = reader(app)
    as_branch(page, app)
    rows = "No;NIK;No KPJ;Nama Pekerja;Upah\n" + "\n".join(
        f"{n};3516{n:012d};26{n:09d};Nama {n};1"
        for n in range(50_000)  # 2 MB: not just a small file arrives
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "f2a.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    expect(page.locator(".peta-refused")).to_contain_text("Tidak ada isinya yang disimpan")
    assert not any(b"3516000000000003" in path.read_bytes() for path in home.rglob("*") if path.is_file())
