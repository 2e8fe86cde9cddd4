"""The briefing in a real browser: a clicker moves the wall, also while it loads and when the server is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.months import month_index, month_text
from tests.browser.driver import free_port, running, settled
from tests.browser.reading import count_runs, inside, walk
from tests.masks import masks_folder
from tests.pages.ledger_home import LAST, MONTHS, small_home

# Early in the ledger, so that few months need be guarded for the public.
EARLY = f"data=simulasi&per={month_text(month_index(LAST) - MONTHS + 3)}"
FORKOPIMDA = f"{EARLY}&siap=forkopimda&wilayah=35.17"
REVIEW = f"{EARLY}&siap=kanwil&area=sumsel"
BRANCH = f"{EARLY}&siap=cabang&kantor=KC-MOJOKERTO"
ORDERS = (FORKOPIMDA, REVIEW, BRANCH)
SECRET = "Jangan sebut angka tahun lalu"
# What is seen on the wall at least so large, in pixels of a picture of 1080 lines.
SIZES = {
    "h1": 64,
    ".peta-wall-number b": 220,
    ".peta-wall-said": 48,
    ".peta-wall-asks p": 37,
    ".peta-wall-map text:not(.peta-small)": 34,
    ".peta-wall-map .peta-small": 30,
    ".peta-wall-legend li": 30,
    "footer span": 30,
    ".peta-drawn text": 30,
    ".peta-wall-bars td": 34,
}


class Server:
    """The app on a port that it keeps, and a home of its own, in which running orders are kept."""

    def __init__(self, home: Path, masks: Path) -> None:
        self._settings = {"PETA_HOME": str(home), "MASKS": str(masks)}
        self.port = free_port()
        self._running: AbstractContextManager[str] | None = None

    def start(self) -> None:
        self._running = running("tests/browser/cold.py", port=self.port, **self._settings)
        self._running.__enter__()

    def stop(self) -> None:
        if self._running is not None:
            self._running.__exit__(None, None, None)
        self._running = None


@pytest.fixture(scope="module")
def server_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("briefing") / "home"
    shutil.copytree(small_home(tmp_path_factory), folder)
    server = Server(folder, masks_folder(tmp_path_factory))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def address(server_of_its_own: Server) -> str:
    return f"http://127.0.0.1:{server_of_its_own.port}"


@pytest.fixture(scope="module")
def windows_of_all(browser: Browser) -> Iterator[BrowserContext]:
    """Where all windows of the tests are opened: only the first loads Streamlit's scripts."""
    context = browser.new_context(locale="id-ID", viewport={"width": 1366, "height": 768})
    context.on("page", count_runs)
    yield context
    context.close()


@pytest.fixture
def windows(windows_of_all: BrowserContext) -> Iterator[BrowserContext]:
    """Two windows of one browser know each other: none of a test is left for the next."""
    yield windows_of_all
    for page in windows_of_all.pages:
        page.close()
    windows_of_all.clear_cookies()


def wall(windows: BrowserContext, url: str) -> Page:
    page = windows.new_page()
    page.goto(url)
    page.locator(".frame[data-seen]").wait_for(timeout=90_000)
    return page


def at(page: Page) -> int:
    return int(page.locator(".presenter").get_attribute("data-at") or -1)


def seen(page: Page) -> list[int]:
    """The numbers of the screens that can be seen: one, always."""
    frames = page.locator(".frame").all()
    return [number for number, frame in enumerate(frames) if frame.is_visible()]


def test_every_press_of_a_clicker_counts_also_while_the_page_loads(windows, address):
    page = windows.new_page()
    page.goto(f"{address}/tayang?{FORKOPIMDA}", wait_until="domcontentloaded")
    for _ in range(4):
        page.keyboard.press("PageDown")
    page.locator(".frame[data-seen]").wait_for(timeout=90_000)
    last = page.locator(".frame").count() - 1
    assert last >= 6 and at(page) == 4
    expected = 4
    for press in range(96):
        forward = press % 8 < 5  # to the end, and back again
        page.keyboard.press("PageDown" if forward else "PageUp")
        expected = min(max(expected + (1 if forward else -1), 0), last)
        if press % 8 == 0:
            assert at(page) == expected and seen(page) == [expected]
    assert at(page) == expected


def test_the_keys_of_a_clicker_and_of_a_keyboard(windows, address):
    page = wall(windows, f"{address}/tayang?{FORKOPIMDA}")
    last = page.locator(".frame").count() - 1
    for keys, expected in (
        (["End"], last),
        (["Home"], 0),
        (["ArrowRight", "ArrowDown", " "], 3),
        (["ArrowLeft", "ArrowUp", "PageUp"], 0),
        (["3", "Enter"], 2),
        (["9", "9", "Enter"], 3),  # there is no such screen: Enter alone is the next one
        (["r", "c", "x"], 3),  # of which Streamlit takes two for its own
    ):
        for key in keys:
            page.keyboard.press(key)
        assert at(page) == expected, keys
    page.keyboard.press(".")
    expect(page.locator(".dark")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".dark")).to_be_hidden()
    page.reload()
    page.locator(".frame[data-seen]").wait_for(timeout=90_000)
    assert at(page) == 3  # where it was


def test_a_region_that_is_asked_about_is_told_and_one_key_leads_back(windows, address):
    page = wall(windows, f"{address}/tayang?{EARLY}&siap=kanwil&area=mojokerto-jombang")
    shape = page.locator('.frame[data-seen] .peta-stage-lebar [data-code="35.17"]')
    box = shape.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".detail h2")).to_have_text("Kab. Jombang")
    assert page.locator(".detail .value").inner_text()
    page.keyboard.press("PageDown")
    expect(page.locator(".detail")).to_be_hidden()
    assert at(page) == 0


def test_a_wall_that_runs_by_itself_comes_round(windows, address):
    page = wall(windows, f"{address}/tayang?{BRANCH}&kios=1")
    expect(page.locator(".presenter")).to_have_attribute("data-at", "2", timeout=6_000)
    page.keyboard.press("End")
    expect(page.locator(".presenter")).to_have_attribute("data-at", "0", timeout=4_000)
    page.keyboard.press("p")
    stood = at(page)
    page.wait_for_timeout(1_400)
    assert at(page) == stood


def test_an_order_is_put_together_kept_shown_and_its_notes_never_reach_the_wall(windows, address):
    page = windows.new_page()
    page.goto(f"{address}/?data=simulasi&area=sumsel&indikator=coverage_workers")
    page.get_by_role("button", name="Tambah ke paparan").click(timeout=90_000)
    expect(page.get_by_text("sebagai layar 1")).to_be_visible()
    settled(page)
    walk(page, "/paparan")
    page.get_by_role("button", name="Buka").last.click()
    page.get_by_label("Catatan penyaji (tidak pernah di layar penonton)").fill(SECRET)
    page.get_by_label("Pesan (kosong: dari angkanya)").fill("Sumsel <b>belum</b> ${merata}")
    page.get_by_role("button", name="Simpan layar ini").click()
    expect(page.locator(".preview h1").first).to_have_text("Sumsel <b>belum</b> ${merata}")
    settled(page)
    shown = page.get_by_role("link", name="Tayangkan").get_attribute("href")
    notes = page.get_by_role("link", name="Catatan penyaji").get_attribute("href")
    assert shown and notes and "paparan=" in shown
    audience, own = wall(windows, address + shown), windows.new_page()
    own.goto(address + notes)
    expect(own.locator(".text")).to_have_text(SECRET, timeout=60_000)
    expect(own.locator(".lost")).to_be_hidden(timeout=10_000)
    own.get_by_role("button", name="Layar hitam (B)").click()
    expect(audience.locator(".dark")).to_be_visible()
    audience.keyboard.press("b")
    expect(own.locator(".said")).to_be_empty()
    assert SECRET not in audience.content() and audience.get_by_text(SECRET).count() == 0
    audience.close()
    expect(own.locator(".lost")).to_be_visible(timeout=15_000)


def test_a_commitment_is_kept_from_a_region_and_the_next_briefing_opens_on_it(windows, address):
    page = windows.new_page()
    inside(page, f"{address}/?{EARLY}&area=mojokerto-jombang&indikator=ledger_pwbd_employers&wilayah=35.17")
    page.get_by_role("button", name="Catat komitmen").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Simpan").click()
    expect(form.get_by_text("belum diisi")).to_be_visible()
    form.get_by_role("combobox", name="Instansi").fill("Pemkab Jombang")
    page.keyboard.press("Enter")
    form.get_by_label("Yang dijanjikan").fill("PWBD turun 2")
    form.get_by_role("combobox", name="Ukuran").fill("PWBD yang diketahui")
    page.keyboard.press("Enter")
    form.get_by_label("Angka (pemberi kerja)").fill("2")
    page.keyboard.press("Tab")
    settled(page)
    form.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Komitmen Pemkab Jombang tercatat.")).to_be_visible()
    audience = wall(windows, f"{address}/tayang?{FORKOPIMDA}")
    audience.keyboard.press("End")
    audience.keyboard.press("Home")  # one key leads to what was promised
    row = audience.locator(".frame[data-seen] .peta-stage-lebar .peta-wall-promises tr")
    expect(row).to_contain_text("Pemkab Jombang")
    expect(row).to_contain_text("berjalan")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (1366, 768)], ids=str)
def test_the_last_row_reads_every_screen_and_nothing_is_cut(windows, address, size):
    page = windows.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for order in ORDERS:
        page.goto(f"{address}/tayang?{order}")
        page.locator(".frame[data-seen]").wait_for(timeout=90_000)
        wrong = page.evaluate(_MEASURE, [SIZES, size[1] / 1080])
        assert wrong == [], order


# What is too small, cut, or over another part: of every screen of a wall, on the stage that is seen.
_MEASURE = """([sizes, share]) => {
  const root = [...document.querySelectorAll("*")].find((one) => one.shadowRoot?.querySelector(".presenter")).shadowRoot;
  const wrong = [];
  for (const frame of root.querySelectorAll(".frame")) {
    const wall = [...frame.children].find((one) => getComputedStyle(one).display !== "none");
    const name = wall.querySelector("h1").textContent, whole = wall.getBoundingClientRect();
    const scale = whole.height / 1080;
    if (Math.abs(scale - share) > 0.002) wrong.push(`${name}: ${scale} of a picture`);
    for (const [selector, least] of Object.entries(sizes)) for (const one of wall.querySelectorAll(selector)) {
      const matrix = one.getScreenCTM ? one.getScreenCTM().a / (one.ownerSVGElement ? 1 : 1) : null;
      const size = parseFloat(getComputedStyle(one).fontSize) * (matrix ?? scale);
      if (size < least * share * 0.99) wrong.push(`${name}: ${selector} ${size / share}`);
    }
    for (const one of wall.querySelectorAll("h1, p, li, td, th, h2, footer > *, text, svg")) {
      const box = one.getBoundingClientRect();
      if (!box.width) continue;
      if (box.left < whole.left - 1 || box.right > whole.right + 1 || box.bottom > whole.bottom + 1) wrong.push(`${name}: cut ${one.textContent.slice(0, 40)}`);
    }
    const boxes = [".peta-wall-side", ".peta-wall-asks", "footer"].map((one) => wall.querySelector(one)).filter(Boolean);
    const parts = boxes.flatMap((one) => [...one.children].map((part) => [one, part.getBoundingClientRect()]));
    for (const [one, a] of parts) for (const [other, b] of parts)
      if (one !== other && a.width && b.width && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        wrong.push(`${name}: ${one.className} over ${other.className}`);
  }
  return wrong;
}"""


def test_the_talk_goes_on_without_the_server_and_finds_it_again(windows, address, server_of_its_own):
    page = wall(windows, f"{address}/tayang?{REVIEW}")
    assert page.locator(".frame").count() == 12
    server_of_its_own.stop()
    for expected in range(1, 12):
        page.keyboard.press("PageDown")
        assert at(page) == expected and seen(page) == [expected]
    page.keyboard.press("Home")
    page.keyboard.press("b")
    expect(page.locator(".dark")).to_be_visible()
    page.keyboard.press("b")
    server_of_its_own.start()
    connected = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
    page.locator(connected).wait_for(state="attached", timeout=60_000)
    page.keyboard.press("End")
    assert at(page) == 11
