"""What a workbook has beside the table: whose numbers, a total that tells nothing hidden, paper, a chart."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from data.sheets import Chart, Column, Sheet, workbook
from data.words import Words
from tests.examples import examples

WORDS = Words("id")
REASON = "Disembunyikan agar angka satu pemberi kerja tidak dapat dibaca."
NAMES = ["Kab. Ogan Ilir", "Kota Palembang", "Kab. Lahat"]


def sheet(values: list, untold: list[str] | None = None, **more) -> Sheet:
    """Three regions with people that add up and a share that does not."""
    columns = [
        Column("code", "Kode"),
        Column("name", "Wilayah"),
        Column("people", "Pekerja", "count", adds=True),
        Column("share", "Cakupan", "percent"),
        Column("owed", "Tunggakan", "rupiah", adds=True),
        Column("note", "Dalam CSV saja", in_book=False),
    ]
    rows = pd.DataFrame({"code": ["16.10", "16.71", "16.04"], "name": NAMES}).assign(
        people=pd.array(values, dtype="Int64"),
        share=[45.94, 50.0, 12.5],
        owed=[1_500_000_000, 0, 7],
        note="x",
    )
    about = [("Per", "31 Okt 2026"), ("Rilis", "7"), ("Asal angka", "Dari kantor & cabang")]
    hidden = {"instead": {"people": untold}, "reasons": {"disembunyikan": REASON}} if untold else {}
    return Sheet("Cakupan", columns, rows, about, simulated=True, scope="Tempat: Sumsel", **hidden, **more)


def cells(of: Sheet, name: str = "Data"):
    return load_workbook(io.BytesIO(workbook(of, WORDS)))[name]


def last(page, of: Sheet) -> list:
    return [cell.value for cell in page[5 + len(of.rows)]]


def test_under_the_title_stand_the_mark_the_day_the_release_and_whose_numbers_these_are():
    page = cells(sheet([1, 2, 3]))
    assert [page.cell(row, 1).value for row in (1, 2, 3)] == [
        "Cakupan",
        "SIMULASI – bukan data resmi, posisi per 31 Okt 2026, rilis 7",
        "Tempat: Sumsel",
    ]
    assert [cell.value for cell in page[4]] == ["Kode", "Wilayah", "Pekerja", "Cakupan", "Tunggakan"]


def test_the_total_adds_what_adds_and_leaves_a_share_alone():
    of = sheet([1, 2, 3])
    assert last(cells(of), of) == [None, "Jumlah (3 baris)", 6, None, 1_500_000_007]
    of = sheet([1, 2, 3], total={"share": 100 * 6 / 17})
    assert last(cells(of), of)[3] == pytest.approx(100 * 6 / 17)


def test_a_row_of_what_others_have_together_is_not_counted_beside_them():
    of = sheet([1, 2, 3], joint=1)
    assert last(cells(of), of)[1] == "Jumlah (2 baris)"


def test_what_is_not_known_is_left_out_of_the_total_which_says_so():
    of = sheet([1, None, 3])
    page = cells(of)
    assert last(page, of)[2] == 4 and page.cell(6, 3).value is None
    assert page.cell(9, 1).value == "Jumlah tanpa baris yang angkanya belum diketahui: Pekerja."


@given(some.lists(some.integers(0, 1_000), min_size=3, max_size=3), some.integers(0, 2))
@examples(6, 100)
def test_no_total_gives_a_hidden_number_away(values, at):
    """A total of the rows that are told would be taken for the whole; with the whole beside them it would be a sum."""
    untold = ["disembunyikan" if one == at else "" for one in range(3)]
    of = sheet([None if one == at else value for one, value in enumerate(values)], untold)
    page = cells(of)
    assert last(page, of)[2] is None and page.cell(5 + at, 3).value == "disembunyikan"
    assert page.cell(5 + at, 3).comment.text == REASON
    assert page.cell(9, 1).value == f"disembunyikan: {REASON}"
    # The whole is told where it is guarded for itself, as on the page.
    assert last(cells(replace(of, total={"people": 999})), of)[2] == 999


def test_every_number_says_its_unit_and_a_column_has_one():
    page = cells(sheet([1, 2, 3]))
    forms = [page.cell(5, at).number_format.split("]")[-1] for at in (3, 4, 5)]
    assert forms == ["#,##0", '0.00" %"', '"Rp"#,##0']
    kinds = [Column(kind, kind, kind) for kind in ("points", "months")]
    of = Sheet("x", kinds, pd.DataFrame({"points": [1.5], "months": [3.0]}), [])
    assert [cell.number_format.split("]")[-1] for cell in cells(of)[5]] == ['0.0" poin"', '0" bulan"']


def test_columns_are_as_wide_as_what_stands_in_them():
    of = sheet([1, 2, 3])
    page = cells(replace(of, rows=of.rows.assign(name=["A", "B", "Kabupaten Ogan Komering Ulu Selatan"])))
    wide = [page.column_dimensions[letter].width for letter in "ABCE"]
    assert wide[1] > 34 and wide[0] < 14 and wide[2] < 14 and len("Rp1.500.000.007") < wide[3] < 24
    long = cells(replace(of, rows=of.rows.assign(name="kata " * 60)))
    assert long.column_dimensions["B"].width < 50 and long.cell(5, 2).alignment.wrap_text
    assert long.row_dimensions[5].height > 60


def test_paper_is_a4_across_one_page_wide_with_headings_page_and_source():
    of = sheet([1, 2, 3], chart=Chart("bar", "name", ("share",)))
    for page in load_workbook(io.BytesIO(workbook(of, WORDS))):
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToWidth in (None, 1)
        assert "SIMULASI" in page.oddFooter.left.text and "&&" not in page.oddFooter.center.text
        assert (
            page.oddFooter.center.text == "Halaman &P dari &N"
            and "kantor && cabang" in page.oddFooter.right.text
        )
    data = cells(of)
    assert data.print_title_rows == "$4:$4" and data.freeze_panes == "C5" and data.auto_filter.ref == "A4:E7"


def parts(of: Sheet) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(workbook(of, WORDS)))
    return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_bars_are_held_against_their_target_and_end_where_nothing_is_told():
    of = sheet(
        [3, 2, None], ["", "", "disembunyikan"], chart=Chart("bar", "name", ("people",), target="owed")
    )
    drawn = parts(of)["xl/charts/chart1.xml"]
    assert re.findall(r"<c:f>(.*?)</c:f>", drawn) == [
        *("Data!$B$5:$B$6", "Data!$E$5:$E$6"),
        *("Data!$B$5:$B$6", "Data!$C$5:$C$6"),
    ]
    assert '<c:barDir val="bar"/>' in drawn and 'c:min val="0"' in drawn and "c:showVal" in drawn
    title = "Cakupan, posisi per 31 Okt 2026, SIMULASI – bukan data resmi"
    assert f"<a:t>{title}</a:t>" in drawn and "<a:t>Pekerja</a:t>" in drawn


def test_rows_that_may_not_be_compared_have_no_bar():
    of = sheet([3, 2, 1], chart=Chart("bar", "name", ("people",), first=2))
    assert "Data!$C$5:$C$6" in parts(of)["xl/charts/chart1.xml"]


def test_a_line_goes_through_every_month_says_its_unit_and_writes_its_end():
    months = pd.DataFrame(
        {"month": [f"2026-{n:02d}" for n in range(1, 7)], "owed": [5e9, 4e9, None, 3e9, 2e9, 1e9]}
    )
    columns = [Column("month", "Bulan", "month"), Column("owed", "Terbuka", "rupiah")]
    drawn = parts(Sheet("x", columns, months, [], chart=Chart("line", "month", ("owed",))))[
        "xl/charts/chart1.xml"
    ]
    assert "<c:lineChart>" in drawn and "Data!$B$5:$B$10" in drawn
    assert "dispBlanksAs" not in drawn  # a month that is not known is a gap, as it is where nothing is said
    assert "<a:t>Terbuka</a:t>" in drawn and "miliar" in drawn and "<c:dateAx>" in drawn
    assert drawn.count('<c:delete val="1"/>') == 5  # of six labels, the last is left


def test_nothing_is_drawn_of_less_than_two_numbers():
    of = sheet([3, None, None], ["", "x", "x"], chart=Chart("bar", "name", ("people",)))
    assert not [name for name in parts(of) if "chart" in name]


def test_a_bridge_is_drawn_from_lengths_that_lead_from_one_end_to_the_other():
    amounts = [20e6, 5e6, -8e6, 17e6]
    columns = [Column("name", "Langkah"), Column("owed", "Tunggakan", "rupiah")]
    rows = pd.DataFrame({"name": ["Sisa", "Baru", "Dibayar", "Sisa"], "owed": amounts})
    found = parts(Sheet("x", columns, rows, [], chart=Chart("bridge", "name", ("owed",))))
    drawn = found["xl/charts/chart1.xml"]
    assert drawn.count("<c:ser>") == 4 and 'c:grouping val="stacked"' in drawn and "Rp juta" in drawn
    lengths = re.findall(r'<c r="A[E-H](\d)"[^>]*><v>([\d.]+)</v>', found["xl/worksheets/sheet2.xml"])
    by_line = [sum(float(length) for line, length in lengths if line == str(at)) for at in range(1, 5)]
    assert by_line == [20e6, 25e6, 25e6, 17e6]  # each bar ends, seen from zero, where the next one begins


def test_one_bar_of_all_rows_says_the_share_of_each():
    columns = [Column("name", "Kelas"), Column("owed", "Tunggakan", "rupiah", adds=True)]
    rows = pd.DataFrame({"name": ["Lancar", "Macet"], "owed": [3e6, 1e6]})
    drawn = parts(Sheet("x", columns, rows, [], chart=Chart("stacked", "name", ("owed",))))[
        "xl/charts/chart1.xml"
    ]
    assert drawn.count("<c:ser>") == 2 and 'val="percentStacked"' in drawn
    assert "75 %" in drawn and "25 %" in drawn
