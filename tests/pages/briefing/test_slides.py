"""Slides of a running order, opened again by python-pptx: they say what the screens say, in shapes that can be edited."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu
from python_calamine import CalamineWorkbook

from data.briefing import Ask, Item, Order
from data.months import month_index, month_text
from data.settings import data_folder
from data.words import Words
from geo.classes import UNTARGETED_HATCH
from geo.layers import layers
from geo.picture import Outlined, Shape
from pages import session
from pages.briefing.drawn import DrawnMap, LegendLine, map_of
from pages.briefing.promises import Promised, Total
from pages.briefing.screen import BarRow, Bars, Screen, Trend
from pages.briefing.screens import screens_of
from pages.briefing.slides.ground import own_ground
from pages.briefing.slides.maps import legend_parts, map_parts
from pages.briefing.slides.marks import Pen
from pages.briefing.slides.pack import pptx
from pages.briefing.slides.slide import layout_of
from pages.briefing.stage import Written
from pages.charts import Drawing, Line
from pages.map import WallMap
from pages.widgets import CommitmentRow
from tests.pages.ledger_home import LAST, MONTHS

WORDS = Words("id")
# Early in the ledger, so that few months need be guarded for the public.
EARLY = month_text(month_index(LAST) - MONTHS + 3)
SHOWN = {"data": "simulasi", "per": EARLY, "area": "mojokerto-jombang"}
SAID = "Sebut dulu yang sudah dikerjakan.\nLalu angkanya."
HOSTILE = "<b>Sumsel</b> & ${x} \"'`=HYPERLINK(1)\u202e]]>"
BASE = "http://peta.contoh:8501/paparan"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
NUMBER = re.compile(r"\d[\d.,]*")


@pytest.fixture(scope="module")
def told(ledger_home) -> tuple[Order, list[Screen]]:
    """An order of a map, a line, bars and a text, with its screens."""
    release = session.release("simulasi")
    asks = (Ask("Kejari", "tindak lanjuti SKK"), Ask("DPMPTSP", "cek kepesertaan pemohon izin"))
    items = (
        Item("peta", {**SHOWN, "indikator": "coverage_workers"}, notes=SAID, asks=asks),
        Item("tren", {**SHOWN, "indikator": "coverage_workers"}),
        Item("corong", SHOWN),
        Item("teks", {}, title="Yang diminta dari ruang ini", asks=asks),
    )
    order = Order("siap000000", "Tinjauan", "simulasi", release.number, items)
    return order, screens_of(order, WORDS)


@pytest.fixture(scope="module")
def content(told) -> bytes:
    order, screens = told
    return pptx(order, screens, WORDS, base=BASE)


@pytest.fixture(scope="module")
def slides(content) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def texts(slide: Any) -> list[str]:
    """Every text on a slide, also of shapes in groups and of labels in charts."""
    found = [one.text for one in slide._element.iter(f"{_A}t")]
    for shape in slide.shapes:
        if shape.has_chart:
            found += [one.text for one in shape.chart._chartSpace.iter(f"{_A}t")]
    return found


def in_groups(slide: Any) -> Iterator[Any]:
    for shape in slide.shapes:
        yield from shape.shapes if shape.shape_type == 6 else (shape,)


def described(shape: Any) -> str:
    return shape._element.xpath(".//p:cNvPr")[0].get("descr", "")


def chart_of(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart).chart


def made_of(screen: Screen, words: Words = WORDS) -> Any:
    """The one slide of one screen."""
    order = Order("siap000000", "Satu", "", 0, (Item("teks", {}, title="x"),))
    return Presentation(io.BytesIO(pptx(order, [screen], words))).slides[0]


def screen_with(figure: Any, **more: Any) -> Screen:
    written = Written("Pesan", "12", "orang", ("Kalimat.",), (), "Yang diminta")
    return Screen(written, figure, "", "Sumber: uji", "per 31 Okt 2026", **more)


def test_a_slide_for_each_screen_with_its_message_as_title(told, slides):
    _, screens = told
    assert [slide.shapes.title.text for slide in slides] == [screen.written.title for screen in screens]
    assert [slide.slide_layout.name for slide in slides] == ["Title Only"] * 4
    presentation = slides[0].part.package.presentation_part.presentation
    assert (presentation.slide_width, presentation.slide_height) == (12_192_000, 6_858_000)


def test_a_slide_says_all_that_the_wall_says(told, slides):
    for screen, slide in zip(told[1], slides, strict=True):
        written, seen = screen.written, texts(slide)
        said = " ".join(layout_of(own_ground(), screen).room.said)
        asked = [part for agency, what in written.asks for part in (f"{agency}: ", what)]
        expected = [written.title, written.number, written.beside, said, *asked, screen.date]
        assert [text for text in expected if text and not any(text in one for one in seen)] == []


def test_each_slide_says_that_it_is_simulated_where_it_goes(slides):
    for slide in slides:
        [mark] = [shape for shape in slide.shapes if shape.name == "SIMULASI"]
        assert mark.text_frame.text == "SIMULASI"


def test_each_region_is_a_shape_with_its_name_and_value(told, slides):
    screen = told[1][0]
    drawn = layout_of(own_ground(), screen).map
    assert isinstance(screen.figure, WallMap) and drawn is not None
    group = next(one for one in slides[0].shapes if one.name == screen.figure.exported.painting.title)
    expected = [(shape.name, f"{shape.name}: {shape.text}") for shape in drawn.map.shapes]
    assert [(shape.name, described(shape)) for shape in group.shapes] == expected and len(expected) == 3
    points = [len(one.findall(f".//{_A}pt")) for one in group._element.iter(f"{_A}custGeom")]
    assert points == [sum(map(len, shape.rings)) for shape in drawn.map.shapes]
    values = {text for name in drawn.map.names for text in name.place.lines}
    assert values <= set(texts(slides[0]))


def test_a_line_has_the_numbers_of_the_wall_and_its_workbook(told, slides):
    figure, chart = told[1][1].figure, chart_of(slides[1])
    assert isinstance(figure, Trend)
    main = next(line for line in figure.drawing.lines if line.style == "main")
    plotted = next(series for series in chart.plots[0].series if series.name == main.whole_name)
    expected = [None if math.isnan(value) else value for value in main.points]
    assert list(plotted.values) == pytest.approx(expected) and any(expected)
    heads, *rows = book_of(chart)
    assert [f"{row[0]:%Y-%m}" for row in rows] == list(figure.drawing.months)
    column = heads.index(main.whole_name)
    assert [row[column] for row in rows] == pytest.approx(["" if one is None else one for one in expected])


def book_of(chart: Any) -> list[list[Any]]:
    """The rows of the workbook behind a chart."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return book.get_sheet_by_index(0).to_python()


def test_bars_have_the_numbers_of_the_wall(told, slides):
    figure, chart = told[1][2].figure, chart_of(slides[2])
    assert isinstance(figure, Bars) and any(row.value for row in figure.rows)
    assert list(chart.plots[0].categories) == [row.name for row in figure.rows]
    assert list(chart.plots[0].series[0].values) == [row.value for row in figure.rows]
    assert [row[1] for row in book_of(chart)[1:]] == [row.value for row in figure.rows]
    for row in figure.rows:
        assert any(row.number in text for text in texts(slides[2]))


def test_every_number_of_a_slide_is_one_of_its_screen(told, slides):
    for at, (screen, slide) in enumerate(zip(told[1], slides, strict=True), 1):
        said = [f"{at}/4", str(screen.written), screen.source, screen.date, screen.signs]
        drawn = layout_of(own_ground(), screen).map
        if drawn is not None:
            said += [line.text for line in drawn.legend] + [text for *_, text in drawn.map.bars]
            said += [shape.text for shape in drawn.map.shapes]
        if isinstance(screen.figure, Trend):
            drawing = screen.figure.drawing
            values = [value for line in drawing.lines for value in line.points if not math.isnan(value)]
            said += [WORDS.quantity(value, drawing.unit) for value in values]
            said += [text for text in texts(slide) if text.startswith("Sumbu mulai")]
        if isinstance(screen.figure, Bars):
            said += [f"{row.number} {row.note}" for row in screen.figure.rows]
        known = set(NUMBER.findall(" ".join(said).replace("'", " ")))
        written = {number for text in texts(slide) for number in NUMBER.findall(text)}
        assert written and {one.rstrip(".,") for one in written} <= {one.rstrip(".,") for one in known}


def test_notes_hold_what_is_said_and_where_each_number_is_from(told, slides):
    screens = told[1]
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert notes[0].startswith(SAID) and all(SAID not in note for note in notes[1:])
    for term in ("Pembilang: ", "Penyebut: ", "Per: ", "Rilis: ", "Definisi: "):
        assert term in notes[1] and term in notes[2]
    assert "Alamat: http://peta.contoh:8501/?area=mojokerto-jombang&data=simulasi" in notes[1]
    for screen, note in zip(screens, notes, strict=True):
        assert "SIMULASI" in note
        for term, text in screen.about:
            assert term == "Alamat" or f"{term}: {text}".replace("\n", " ") in note
        for one in screen.details:
            assert one.name in note and one.value in note and one.parts in note
    assert layers(data_folder()).credit in notes[0] and screens[0].details


def test_what_is_written_is_well_formed_and_has_no_style_of_its_own(content, slides):
    for slide in slides:
        root = slide._element
        assert not list(root.iter(f"{_P}style"))
        ids = [one.get("id") for one in root.iter(f"{_P}cNvPr")]
        assert len(set(ids)) == len(ids)
        runs = list(root.iter(f"{_A}rPr"))
        assert runs and {one.get("lang") for one in runs} == {"id-ID"}
        for shape in in_groups(slide):
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= Emu(12_192_000) + 400_000
            assert shape.top + shape.height <= Emu(6_858_000)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert b"Steve" not in archive.read("docProps/core.xml") and "docProps/thumbnail.jpeg" not in names
        assert not any(b'TargetMode="External"' in archive.read(name) for name in names)


def test_in_english_the_slides_are_english(told):
    words = Words("en")
    slide = made_of(replace(screen_with(None), mark=words("SIMULASI")), words)
    assert {one.get("lang") for one in slide._element.iter(f"{_A}rPr")} == {"en-GB"}


def test_hostile_texts_are_texts():
    asks = ((HOSTILE, HOSTILE),)
    written = Written(HOSTILE, "1", HOSTILE, (HOSTILE,), asks, "Yang diminta")
    bars = Bars((BarRow(HOSTILE, "1", 1.0, HOSTILE, 1),), HOSTILE, HOSTILE)
    order = Order("siap000000", "Satu", "", 0, (Item("teks", {}, title="x"),))
    screen = Screen(written, bars, HOSTILE, HOSTILE, HOSTILE, about=((HOSTILE, HOSTILE),))
    slide = Presentation(io.BytesIO(pptx(order, [screen], WORDS))).slides[0]
    plain = HOSTILE.replace("\u202e", " ")
    assert slide.shapes.title.text == plain
    assert texts(slide).count(plain) >= 5
    assert list(chart_of(slide).plots[0].categories) == [plain]
    assert f"{plain}: {plain}" in slide.notes_slide.notes_text_frame.text


def test_a_month_without_a_number_is_a_gap_and_a_target_goes_in_steps():
    nan = math.nan
    months = tuple(f"2026-{month:02d}" for month in range(1, 7))
    main = Line("kini", (10.0, nan, 12.0, 0.0, nan, 14.0), "main")
    target = Line("target", (nan, 20.0, 20.0, 30.0, 30.0, 30.0), "target")
    drawing = Drawing(months, (main, target), "percent", scaled="dinding")
    chart = chart_of(made_of(screen_with(Trend(drawing, "Uji"))))
    first, *targets = chart.plots[0].series
    assert list(first.values) == [10.0, None, 12.0, 0.0, None, 14.0]
    assert [list(one.values) for one in targets] == [
        [None, 20.0, 20.0, None, None, None],
        [None, None, None, 30.0, 30.0, 30.0],
    ]
    blanks = chart._chartSpace.find(".//{*}dispBlanksAs")
    assert blanks.get("val") == "gap"
    dashes = [one.find(".//{*}ln/{*}prstDash") for one in (first._element, targets[0]._element)]
    assert dashes[0] is None and dashes[1].get("val") == "dash"


def test_a_bar_that_is_not_told_is_blank_and_says_why():
    rows = (BarRow("wajib", "10", 1.0, "100 %", 10), BarRow("patuh", "", 0.0, "digabung", None))
    slide = made_of(screen_with(Bars(rows, "Uji", "pemberi kerja")))
    assert list(chart_of(slide).plots[0].series[0].values) == [10, None]
    assert "patuh: digabung" in texts(slide)


def test_what_is_seen_of_a_region_is_seen_on_the_slide():
    ring = (((0.0, 0.0), (100.0, 0.0), (100.0, 50.0)),)
    looks = {
        "biasa": Shape("1", "biasa", "1", "#cc7a33", ring),
        "tanpa data": Shape("2", "tanpa data", "tidak ada data", "", ring),
        "tanpa target": Shape("3", "tanpa target", "3", UNTARGETED_HATCH, ring),
        "lama": Shape("4", "lama", "4", "#cc7a33", ring, old=True),
        "luar": Shape("5", "luar", "5", "#cc7a33", ring, dashed=True),
        "pilihan": Shape("6", "pilihan", "6", "#cc7a33", ring, chosen=True),
        "bingkai": Shape("7", "bingkai", "7", "#cc7a33", ring, framed=True),
    }
    map = Outlined(200, 100, tuple(looks.values()), (), (), (), None)
    legend = (LegendLine(0, 0, "", "", "tidak ada data · 1"),)
    pen = Pen(WORDS, 6_350)
    group, _ = map_parts(DrawnMap(map, legend, 100), pen, 0, 0, "Uji")
    shapes = dict(zip(looks, group.findall(f"{_P}sp"), strict=True))

    def found(name: str, path: str) -> list[str]:
        return [one.get("prst") or one.get("val") or "ja" for one in shapes[name].xpath(f"./p:spPr/{path}")]

    assert found("biasa", "a:solidFill/a:srgbClr") == ["CC7A33"]
    hatches = [found(name, "a:pattFill") for name in ("tanpa data", "tanpa target", "lama")]
    assert hatches == [["wdUpDiag"], ["dkVert"], ["wdDnDiag"]]
    assert found("luar", "a:ln/a:prstDash") == ["dash"] and found("biasa", "a:ln/a:prstDash") == []
    assert found("bingkai", "a:noFill") == ["ja"]
    widths = {name: int(shapes[name].xpath("./p:spPr/a:ln")[0].get("w")) for name in ("biasa", "pilihan")}
    assert widths["pilihan"] == 3 * widths["biasa"]
    [drawn] = legend_parts(legend, pen, 0, 0)
    assert drawn.xpath(".//a:pattFill")[0].get("prst") == "wdUpDiag"


def test_a_map_is_outlined_once_for_all_of_its_slides(told):
    screen = told[1][0]
    first, second = layout_of(own_ground(), screen), layout_of(own_ground(), screen)
    assert first.map is second.map and map_of(first.spot.stage, screen, first.room) is first.map


def test_commitments_stand_in_rows_that_can_be_edited(told):
    order, _ = told
    row = CommitmentRow(
        "a1",
        "lewat",
        "✕",
        "Pemkab Jombang",
        "",
        "PWBD turun 20",
        "148, paling banyak 128 pemberi kerja",
        "lewat 28 hari",
        "tenggat 31 Okt 2026",
        "Rapat",
        "",
        True,
    )
    figure = Promised(
        (row, replace(row, id="a2", agency=HOSTILE, overdue=False)), (Total("1", "✕", "lewat", True),)
    )
    written = Written("Dari 1 komitmen, 0 ditepati tepat waktu", "", "", (), (), "Yang diminta")
    screen = Screen(written, figure, "SIMULASI", "Sumber: Simulasi, rilis 1", "per 31 Okt 2026")
    item = Item("komitmen", SHOWN)
    content = pptx(replace(order, items=(item,)), [screen], WORDS, base=BASE)
    [slide] = list(Presentation(io.BytesIO(content)).slides)
    said = texts(slide)
    for text in (row.agency, row.what, row.number, row.said, row.due, row.sign, "SIMULASI"):
        assert text in said, text
    assert not any("<b>Sumsel</b>" not in one and "Sumsel" in one for one in said)
    red = [one for one in slide._element.iter(f"{_A}srgbClr") if one.get("val").lower() == "b3261e"]
    assert (
        len(red) == 5
    )  # the two pieces of the total, and sign, number and state of the one that is over its day
