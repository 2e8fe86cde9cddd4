"""Paper of a running order, read again by pypdf: tagged A4, two pages a region, and no number that a screen does not say."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from data.briefing import Ask, Item, Order
from data.indicators import definitions
from data.months import month_index, month_text
from data.words import Words
from geo.painting import Painting
from pages import paper, session
from pages.briefing.handout.drawings import numbered_map
from pages.briefing.handout.offer import asks_of, branch_pdf, region_pages
from pages.briefing.handout.pack import pack_pdf
from pages.briefing.screen import Screen
from pages.briefing.screens import screens_of
from pages.map import WallMap
from pages.view import View
from tests.pages.ledger_home import LAST, MONTHS

WORDS = Words("id")
# Early in the ledger, so that few months need be guarded for the public.
EARLY = month_text(month_index(LAST) - MONTHS + 3)
SHOWN = {"data": "simulasi", "per": EARLY, "area": "mojokerto-jombang"}
HOSTILE = '#panic("x") $1/0$ <b>Sumsel</b> & @a [b](c) "q" \\u{41}'
PLACE = "35.16"
TOLD = "33.75"  # some of its kecamatan have a number of their own, the others one together


@pytest.fixture(scope="module")
def told(ledger_home) -> tuple[Order, list[Screen]]:
    """An order of a map, a line, the funnel and a text, with its screens."""
    asks = (Ask("Kejari", "tindak lanjuti SKK"), Ask("DPMPTSP", HOSTILE))
    items = (
        Item("peta", {**SHOWN, "indikator": "compliance"}, asks=asks),
        Item("tren", {**SHOWN, "indikator": "compliance"}),
        Item("corong", {**SHOWN, "indikator": "compliance"}),
        Item("teks", {}, title=HOSTILE, asks=asks[:1]),
    )
    order = Order("a" * 10, "Rapat Mojokerto", "simulasi", session.release("simulasi").number, items)
    return order, screens_of(order, WORDS)


@pytest.fixture(scope="module")
def pack(told) -> PdfReader:
    order, screens = told
    return PdfReader(io.BytesIO(pack_pdf(order, screens, WORDS, "http://peta.contoh:8501")))


def texts(reader: PdfReader) -> list[str]:
    """The text of each page, with one space between two words."""
    return [re.sub(r"[\s\u200b]+", " ", page.extract_text()) for page in reader.pages]


def bare(text: str) -> str:
    """Without any space: where a line is broken is the layout's affair."""
    return re.sub(r"[\s\u200b]+", "", text)


def test_every_page_is_a4_and_tagged_and_says_that_it_is_simulated(pack):
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pack.pages} == {(595, 842)}
    assert pack.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert pack.trailer["/Root"]["/Lang"] == "id"
    assert all("SIMULASI" in text for text in texts(pack))


def test_every_screen_is_a_page_with_what_the_wall_says(pack, told):
    _, screens = told
    for screen, text in zip(screens, texts(pack), strict=False):
        said = [screen.written.title, screen.written.number, *screen.written.said, screen.source]
        said += [what for ask in screen.written.asks for what in ask]
        assert [one for one in said if bare(one) not in bare(text)] == []


def test_the_annex_has_every_region_of_a_map_with_its_value(pack, told):
    _, screens = told
    told_there = bare(" ".join(texts(pack)[len(screens) :]))
    maps = [screen for screen in screens if isinstance(screen.figure, WallMap)]
    wanted = [(one.name, one.value, one.parts) for screen in maps for one in screen.details]
    assert wanted
    assert [one for one in wanted if bare("".join(one)) not in told_there] == []


def test_a_simulated_mark_stands_on_the_text_too_and_no_text_is_run(pack, told):
    assert bare(HOSTILE) in bare(texts(pack)[3])


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x7f", "\u202e", "\ufeff", "漢", "😀", "\U0010ffff"])
def test_a_sign_that_no_typeface_has_is_said_by_its_number_and_hinders_nothing(sign):
    text = f"Kab. {sign} Contoh"
    block = paper.Block(text, grid=paper.Grid((text,), ((text,),)))
    sheet = paper.Sheet("", text, text, (text,), (text, ""), (), ((block,),), "", (), (), text)
    [page] = PdfReader(io.BytesIO(paper.sheets_pdf(text, [sheet], "id"))).pages
    assert f"[U+{ord(sign):04X}]" in page.extract_text()


def view_of_region() -> View:
    return View.of(
        data="simulasi", month=EARLY, region=PLACE, area="mojokerto-jombang", indicator="compliance"
    )


def test_a_region_has_two_pages_whose_numbers_are_those_of_the_ledger_as_the_public_sees_it(told):
    order, _ = told
    view = view_of_region()
    sheets = region_pages([PLACE], view, order, WORDS)
    reader = PdfReader(io.BytesIO(paper.sheets_pdf(order.title, sheets, "id")))
    assert len(reader.pages) == 2
    first = bare(texts(reader)[0])
    reading = session.public_reading("simulasi")
    for name in ("coverage_workers", "compliance", "ledger_arrears_rp"):
        now = reading.one(definitions()[name], EARLY, "region", PLACE)
        wanted = [] if now.value is None else [WORDS.quantity(float(now.value), now.unit)]
        if now.denominator is not None:
            wanted.append(f"{WORDS.number(now.numerator)} / {WORDS.number(now.denominator)}")
        assert [one for one in wanted if bare(one) not in first] == []
    assert bare("Yang diminta") in first
    assert bare(asks_of(order)[0].what) in first


def test_the_table_of_kecamatan_adds_up_to_the_region(told):
    order, _ = told
    view = View.of(data="simulasi", month=EARLY, region=TOLD, area="pekalongan", indicator="compliance")
    [sheet, _] = region_pages([TOLD], view, order, WORDS)
    grid = next(block.grid for row in sheet.rows for block in row if block.grid and block.grid.total)
    pairs = [row[2].replace(".", "").split(" / ") for row in grid.rows if " / " in row[2]]
    above, below = (sum(int(pair[side]) for pair in pairs) for side in (0, 1))
    assert len(pairs) > 1
    assert any("digabung" in row[1] for row in grid.rows)
    assert grid.total[2].replace(".", "") == f"{above} / {below}"


@pytest.mark.parametrize(("data", "sheets"), [("simulasi", True), ("sendiri", False), ("", False)])
def test_sheets_of_regions_are_offered_where_there_is_a_ledger(data, sheets, ledger_home):
    item = Item("corong", {**SHOWN, "data": data, "wilayah": PLACE})
    order = Order("b" * 10, "Rapat", data, 0, (item if data else Item("peta", {"indikator": "ucj_pct"}),))

    def page(order):
        from data.words import Words
        from pages.briefing.handout import offer_paper
        from pages.view import View

        offer_paper(order, View.of(data=order.data), Words("id"))

    app = AppTest.from_function(page, kwargs={"order": order}, default_timeout=120)
    app.session_state["brief_paper"] = True
    app.run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert len(labels) == (2 if sheets else 1)
    said = "".join(element.value for element in app.get("html"))
    assert ("data bulan demi bulan" in said) != sheets


def test_a_store_that_cannot_be_read_is_said_in_the_popover_and_the_page_goes_on(ledger_home, monkeypatch):
    def unreadable(*_):
        raise OSError("unreadable")

    monkeypatch.setattr("pages.briefing.handout.offer.region_pages", unreadable)
    order = Order("c" * 10, "Rapat", "simulasi", 0, (Item("teks", {}), Item("corong", {**SHOWN})))

    def page(order):
        import streamlit as st

        from data.words import Words
        from pages.briefing.handout import offer_paper
        from pages.view import View

        offer_paper(order, View.of(data=order.data), Words("id"))
        st.html("sesudahnya")

    app = AppTest.from_function(page, kwargs={"order": order}, default_timeout=120)
    app.session_state["brief_paper"] = True
    app.run()
    assert not app.exception
    assert [error.value for error in app.error] == ["Penyimpanan tidak dapat dibaca. Muat ulang halaman ini."]
    assert "sesudahnya" in [element.value for element in app.get("html")]
    assert not app.get("download_button") and not app.get("progress")


def test_each_ask_of_an_order_is_asked_once(told):
    order, _ = told
    assert [ask.agency for ask in asks_of(order)] == ["Kejari", "DPMPTSP"]


def test_an_office_has_one_page_with_a_row_for_each_region_and_their_total(told):
    order, _ = told
    view = View.of(data="simulasi", month=EARLY, office="KC-MOJOKERTO", indicator="compliance")
    reader = PdfReader(io.BytesIO(branch_pdf(view, order, WORDS)))
    assert len(reader.pages) == 1
    text = bare(texts(reader)[0])
    assert [name for name in ("Kab. Mojokerto", "Kota Mojokerto", "Jumlah") if bare(name) not in text] == []


def test_the_lowest_class_is_dotted_and_what_is_hidden_is_hatched(told):
    order, _ = told
    wall = _wall(order)
    painting: Painting = wall.exported.painting
    drawn = numbered_map(painting, {"33.75.01": "1"}, TOLD, "x", WORDS)
    assert "url(#low)" in drawn.svg
    hidden = any(mark.withheld for mark in painting.kecamatan)
    assert ("url(#hidden)" in drawn.svg.split("</defs>")[1]) == hidden


def _wall(order: Order) -> WallMap:
    item = Item(
        "peta",
        {**SHOWN, "area": "pekalongan", "indikator": "compliance", "wilayah": TOLD, "tingkat": "kecamatan"},
    )
    [screen] = screens_of(replace(order, items=(item,)), WORDS)
    assert isinstance(screen.figure, WallMap)
    return screen.figure
