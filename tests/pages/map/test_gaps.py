"""The list beside a map that has targets: the worst first, and the same of a region in list, panel, sentence and file."""

from __future__ import annotations

from collections import Counter
from html import unescape

import pytest

from data.access.viewer import Viewer
from data.queries import stand_now
from data.words import Words
from geo.classes import as_written
from pages.map.behind import as_rows, behind_said, course_of
from pages.map.exports import ledger_export
from pages.map.files import table
from pages.map.ledger_values import answered, question, regions_of
from pages.map.painted import painting
from pages.map.rank import gap_content
from pages.templates import signed_value
from pages.view import View
from tests.geo.legend_reading import holds
from tests.pages.reading import component, opened, painted, reading, well, words_on

INSIDE = Viewer("pengelola")
ID = Words("id")
BEHIND, REACHED = 0, 2


def told_of(name: str, viewer: Viewer = INSIDE, area: str = "semua"):
    """The question, what is shown of it, and how the regions stand to their targets."""
    found = reading(viewer)
    asked = question(View(data="simulasi", indicator=name, area=area), found.months[-1])
    return asked, answered(asked, found), course_of(asked, found).result()


@pytest.mark.parametrize(
    "name", ["coverage_workers", "coverage_gap", "compliance", "arrears_share", "on_time_rp"]
)
def test_the_worst_come_first_then_those_that_reach_their_target(ledger_home, name):
    _, shown, known = told_of(name)
    rows = gap_content(shown, known, ID)["rows"]
    values = dict(zip(shown.rows["code"], shown.rows["value"], strict=True))
    behind = [row for row in rows if row[8] == BEHIND]
    assert {row[1] for row in behind} == set(known.shortfall.by_area) and rows[: len(behind)] == behind
    stood = [known.standings[row[1]] for row in behind]
    sizes = [one.short if one.gap is None else abs(one.gap) for one in stood]
    assert sizes == sorted(sizes, reverse=True)
    assert {row[1] for row in rows} == set(values)
    for row, one in zip(behind, stood, strict=True):
        assert row[10] == ("" if one.gap is None else signed_value(one.gap, "points", ID))
        assert (row[9] < 0) == (one.target is None)
        assert row[15] == one.short and row[3] == shown.written(values[row[1]], ID, ())
    assert all(known.standings[row[1]].behind is False for row in rows if row[8] == REACHED)


def test_list_panel_sentence_map_and_file_say_the_same_of_a_region(ledger_home):
    asked, shown, known = told_of("coverage_workers")
    worst = next(iter(gap_content(shown, known, ID)["rows"]))
    app = well(opened("", INSIDE, data="simulasi", indikator="coverage_workers"))
    given = component(app, "bidi_component", "peta_rank")
    assert given["rows"][0] == worst
    app = well(opened("", INSIDE, data="simulasi", indikator="coverage_workers", wilayah=worst[1]))
    assert component(app, "bidi_component", "peta_back")["region"] == worst[1]
    assert worst[3] in next(row for row in painted(app)["rows"].split(";") if row.startswith(worst[1]))
    stood, since = known.shortfall.by_area[worst[1]]
    page = unescape(words_on(app)).replace("\u00a0", " ")
    month = ID.date(since.month) + (" atau lebih awal" if since.or_earlier else "")
    brings = f"taksiran {ID.rupiah(known.brings[worst[1]])} iuran sebulan".replace("\u00a0", " ")
    assert f"kurang {ID.number(stood.short)} pekerja, {brings}, sejak {month}" in page
    assert worst[11] == ID.number(stood.short) and ID.date(since.month) in worst[14]
    assert behind_said(asked, shown, known.shortfall, ID, known.brings).replace("\u00a0", " ") in page
    [count] = [count for group, _, count in given["gaps"]["groups"] if group == BEHIND]
    assert count == known.shortfall.behind


def test_the_file_has_the_regions_in_the_order_of_the_list_with_what_they_lack_and_since_when(ledger_home):
    asked, shown, known = told_of("on_time_rp")
    view = View(data="simulasi", indicator="on_time_rp")
    sheet = table(
        ledger_export(
            view, asked, reading(INSIDE), shown, heading=("", "", ""), notes=[], words=ID, known=known
        ),
        ID,
    )
    assert list(sheet.rows["code"]) == [row[1] for row in gap_content(shown, known, ID)["rows"]]
    headings = {column.key: column.title for column in sheet.columns}
    assert (headings["lacks"], headings["since"]) == ("Kurang, rupiah", "Di bawah sejak")
    assert int(sheet.rows["lacks"].sum()) == known.shortfall.short
    written = dict(zip(sheet.rows["code"], sheet.rows["since"], strict=True))
    behind = {code: since for code, (_, since) in known.shortfall.by_area.items()}
    assert {code for code, text in written.items() if text} == set(behind)
    assert all(written[code].startswith(ID.date(since.month)) for code, since in behind.items())


def test_the_file_has_what_those_missing_would_bring_where_that_is_worked_out(ledger_home):
    for name, worked_out in (("informal_attainment", True), ("compliance", False)):
        asked, shown, known = told_of(name)
        view = View(data="simulasi", indicator=name)
        sheet = table(
            ledger_export(
                view,
                asked,
                reading(INSIDE),
                shown,
                heading=("", "", ""),
                notes=[],
                words=ID,
                known=known,
            ),
            ID,
        )
        assert ("brings" in {column.key for column in sheet.columns}) == worked_out
        assert int(sheet.rows["brings"].sum()) == sum(known.brings.values())


@pytest.mark.parametrize("name", ["coverage_workers", "arrears_share"])
def test_map_legend_and_files_class_a_region_by_the_gap_that_the_list_says(ledger_home, name):
    """Each region is coloured in the line of the legend whose written limits hold its gap; a sign says who is behind."""
    found = reading(INSIDE)
    view = View(data="simulasi", indicator=name)
    asked = question(view, found.months[-1])
    shown, known = answered(asked, found), stand_now(found, asked.about, asked.month, regions_of(asked.area))
    paint, entries = painting(view, shown, ID, "dark"), shown.legend(ID)
    exported = ledger_export(view, asked, found, shown, heading=("", "", ""), notes=[], words=ID, known=None)
    rows = table(exported, ID).rows
    in_file = dict(zip(rows["code"], rows["of_class"], strict=True))
    counts = Counter()
    for mark in paint.marks:
        label, stood = entries[mark.class_number].label, known.standings.get(mark.code)
        assert in_file[mark.code] == label
        counts[label] += 1
        if mark.withheld:
            assert stood is None
            continue
        assert holds(label, as_written(stood.gap, "points")) and mark.behind == stood.behind
        assert (mark.class_number < 3) == stood.behind
    told = {entry.label: entry.count for entry in paint.legend}
    assert {label: count for label, count in told.items() if count} == dict(counts)
    assert paint.legend[0].label.endswith("+ di bawah" if name == "coverage_workers" else "+ di atas")
    assert (paint.heading, paint.palette[:2]) == ("Gap ke target, poin", ("#a8581b", "#7c4b20"))
    assert [look.sign for look in paint.looks if look.kind == "d"] == [
        "▼" if name == "coverage_workers" else "▲"
    ]
    earlier = answered(question(view, found.months[-3]), found)
    assert earlier.classes == shown.classes, "the limits are those of every month"


def test_without_a_target_and_for_a_part_colours_are_of_the_value(ledger_home):
    found = reading(INSIDE)
    plain = question(View(data="simulasi", indicator="registration"), found.months[-1])
    part = question(View(data="simulasi", indicator="compliance").changed(scale="kecil"), found.months[-1])
    for asked in (plain, part):
        shown = answered(asked, found)
        assert shown.classes.scheme == "alami" and not shown.rows["behind"].any()


def test_a_file_of_what_has_no_target_says_nothing_of_one(ledger_home):
    found = reading(INSIDE)
    asked = question(View(data="simulasi", indicator="registration"), found.months[-1])
    shown = answered(asked, found)
    rows = as_rows(shown.rows, shown, None, ID)
    assert rows[["lacks", "brings"]].isna().all(axis=None) and (rows["since"] == "").all()
    assert list(rows["code"]) == list(shown.rows["code"])


def test_a_year_is_drawn_on_one_scale_and_what_is_not_known_is_a_gap_in_the_line(ledger_home):
    _, shown, known = told_of("informal_attainment")
    rows = {row[1]: row for row in gap_content(shown, known, ID)["rows"]}
    spans = {}
    for code, values in known.by_region.items():
        stretches = [stretch for stretch in rows[code][13].split(";") if stretch]
        points = [point.split(",") for stretch in stretches for point in stretch.split(" ")]
        assert len(points) == sum(value is not None for value in values)
        heights = [int(y) for _, y in points]
        spans[code] = (max(heights) - min(heights), max(values) - min(values))
        now, before = values[-1], values[-2]
        assert rows[code][12] == signed_value(now - before, "points", ID)
    (most, most_points) = max(spans.values(), key=lambda span: span[1])
    assert all(abs(height - most * points / most_points) <= 1.5 for height, points in spans.values())


def test_a_region_leads_to_the_offices_that_serve_it(ledger_home):
    app = well(opened("", INSIDE, data="simulasi", wilayah="35.17"))
    links = dict(component(app, "bidi_component", "region_offices")["links"])
    assert "kantor-kcp-jombang" in links and all(links.values())
