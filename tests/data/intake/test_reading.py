"""What is read fast is what the plain way reads; whoever waits is told; and long lists cost little."""

from __future__ import annotations

import struct
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import Desk, check
from data.intake.assembling import readings_of
from data.intake.finding import find_block, map_block
from data.intake.finding import rows as sorting
from data.intake.finding.plain_rows import plain_rows
from data.intake.reading import ErrorCell, Sheet, columns, progress, read_file
from data.intake.reading.binary import named_sheets, structure_in
from data.intake.reading.opendocument import structures_in
from data.intake.reading.worksheets import structure_of, trimmed
from data.intake.values import Amounts, Days, Evidence, evidence, numbers, taken_apart
from tests.data.intake import large
from tests.data.intake.making import hostile
from tests.facts import FACTS

DESK = Desk(large.OFFICE, large.TODAY, large.register(6_000), FACTS)
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "nihil",
            "1.250",
            "1.234.567",
            "2.4OO",
            "25 orang",
            "-",
            ErrorCell("#N/A"),
            True,
            date(2026, 7, 1),
        ]
    ),
    st.integers(-5, 5).map(float),
    st.floats(allow_nan=True),
    st.sampled_from([1e15, 1e15 - 1, 12.5, -0.0, 1, 0]),
)


# -- columns


@given(st.lists(CELLS, max_size=12), st.booleans(), st.booleans(), st.sampled_from([1, 1_000]), st.booleans())
def test_a_column_is_read_as_its_cells_are(cells, people, negative, scale, required):
    proved: Evidence = evidence({cell for cell in cells if cell.__class__ is str})
    reader = Amounts(proved, 1 if people else scale, people, negative)
    values, odd = readings_of(cells, reader, required=required)
    plain = [reader.read(cell) for cell in cells]
    assert [(value, type(value)) for value in values] == [(one.value, type(one.value)) for one in plain]
    told = dict(odd)
    for at, one in enumerate(plain):
        says = one.error or one.note or one.ask or (required and one.value is None)
        assert told.get(at) == (one if says else None)


@given(st.lists(CELLS, max_size=12))
def test_days_are_read_once_for_equal_cells(cells):
    reader = Days(today=date(2026, 9, 15))
    assert readings_of(cells, reader)[0] == [reader.read(cell).value for cell in cells]


@given(
    st.from_regex(r"(Rp\.? ?)?[0-9]{1,3}(\.[0-9]{3}){0,5}", fullmatch=True),
    st.builds(Evidence, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.booleans(),
)
def test_easy_numbers_are_read_and_prove_what_a_closer_look_finds(text, proved, people):
    reader = Amounts(proved, people=people)
    assert reader.read(text) == reader.read_closely(text)
    written = taken_apart(text)
    assert written is not None
    proof = Evidence() if written.digits.isdigit() else numbers.proof_of(written.digits)
    assert evidence([text]) == proof


ROWS = st.lists(
    st.one_of(
        st.just(["JUMLAH", "", "", "", "", "", 5.0, 6.0, "", ""]),
        st.just(["", "", "", "", "", "", "", "", "", ""]),
        st.just(list(hostile.HEADER)),
        st.just([f"({at})" for at in range(1, 11)]),
        st.just([float(at) for at in range(1, 11)]),
        st.just(["", "Mengetahui", "", "", "Mojokerto, 3 Agustus 2026", "", "", "", "", ""]),
        st.just(["", "NIP 123", "", "", "", "", "", "", "", ""]),
        st.just(["", "ZX000001", "", "", "", "", "", "", "", ""]),
        st.just(["", "ZX000001", "Total Bangun Persada", "Kota Mojokerto", "Jul-26", 3.0, 4.0, 5.0, "", ""]),
        st.just(["No", "ZX000001", "Nama", "Wilayah", "BLTH", "TK", "Upah", "Iuran", "", "Bayar"]),
        st.just([1.0, 10130.0, "CV Contoh", "Jombang", "Jul-26", "3", "9.000", "", "", "nihil"]),
        st.just(["1", "ZX000001", "CV Contoh", "Jombang", "Juli 2026", "3", "9.000", "10", "", "10"]),
        st.just(["No", "ZX000001", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "TW I"]),
        st.just(["1", "ZX000001", "Januari", "Februari", "Maret", "April", "", "", "", ""]),
        st.just(["", "ZX000001", "Januari", "Februari", "Maret", "April", "  ", "\xa0", " ", "  "]),
        st.lists(
            st.sampled_from(["", "NPP", "Jumlah", "ZX000002", "tk", 7.0, "x/y", None, "  "]),
            min_size=10,
            max_size=10,
        ),
    ),
    max_size=12,
)


@given(ROWS)
def test_plain_rows_are_data_to_the_slow_way_as_well(rows):
    sheet = Sheet("IURAN", [list(hostile.HEADER), *[list(row) for row in rows]])
    block = find_block(sheet)
    assert block is not None and map_block(block, "iuran")
    table = sorting._Table.of(block)
    plain = plain_rows(sheet, table.keys, table.used, table.header, sorting._is_plain_key, sorting._is_total)
    for row in range(block.header[1] + 1, len(sheet.cells)):
        if plain[row]:
            assert table.kind(sheet.cells[row]) == "data"


def test_a_long_list_is_plain_but_for_its_end():
    sheet = read_file(large.workbook(200, 40)).sheets[0]
    block = find_block(sheet)
    assert block is not None and map_block(block, "iuran")
    header = [sheet.cells[block.header[1]], sheet.cells[block.header[0]]]
    plain = plain_rows(sheet, [1], range(14), header, sorting._is_plain_key, sorting._is_total)
    assert plain.nonzero()[0].tolist() == list(range(8, 208))


@given(st.lists(st.lists(st.sampled_from(["", "a", 1.0, 2, ErrorCell("#N/A")]), max_size=4), max_size=9))
def test_columns_laid_out_some_rows_at_a_time_are_those_laid_out_alone(rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_AT_ONCE", 2)
        laid = columns.laid_out(rows)
    assert len(laid) == max(map(len, rows), default=0)
    for index, column in enumerate(laid):
        alone = columns.laid_alone(rows, index)
        assert (column.cells, column.kinds, column.words) == (alone.cells, alone.kinds, alone.words)
        assert (column.numbers is None) == (alone.numbers is None) == (float not in column.kinds)
        if column.numbers is not None:
            np.testing.assert_array_equal(column.numbers, alone.numbers)


@given(st.lists(st.lists(st.sampled_from(["", "a", 1.0]), max_size=4), max_size=6), st.data())
def test_columns_of_a_sheet_are_its_cells(rows, data):
    sheet = Sheet("x", [list(row) for row in rows])
    for _ in range(3):
        chosen = sorted(data.draw(st.sets(st.integers(0, max(len(rows) - 1, 0))))) if rows else []
        column = data.draw(st.integers(0, 5))
        assert sheet.column(column, chosen) == [sheet.cell(row, column) for row in chosen]
        assert sheet.words(column) == {cell for cell in sheet.whole(column) if isinstance(cell, str)}
        if rows:
            sheet.put(
                data.draw(st.integers(0, len(rows) - 1)), column, data.draw(st.sampled_from(["b", 2.0]))
            )


# -- worksheets


def test_errors_formulas_and_what_is_hidden_are_seen():
    xml = (
        b'<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        b'<row r="1" hidden="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>A1</f><v>0</v></c></row>'
        b'<row r="2"><c r="B2"><f t="shared" si="0"/></c><c r="C2" s="1"><f>1+1</f><v>2</v></c><c r="D2"><v>3</v></c></row>'
        b"</sheetData></worksheet>"
    )
    found = structure_of(xml)
    assert found.errors == {(0, 0): "#DIV/0!"} and found.hidden_rows == {0} and found.hidden_columns == {1, 2}
    assert {at: (one.count, one.without_value, one.all_zero) for at, one in found.formulas.items()} == {
        1: (2, {1}, True),
        2: (1, set(), False),
    }


def test_an_opendocument_tells_what_is_hidden_merged_computed_and_wrong():
    rows = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-spanned="2"/><table:covered-table-cell/>'
        '<table:table-cell table:formula="of:=[.A1]"/>'
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
    )
    seen = structures_in(f'<x><table:table table:name="A">{rows}</table:table></x>'.encode())["A"]
    assert seen.hidden_rows == {0, 1} and seen.hidden_columns == {1, 2} and seen.merged == [(2, 0, 2, 1)]
    assert seen.errors == {(2, 3): "#N/A"} and seen.formulas[2].without_value == {2}
    assert structures_in(b"<x><table:table/></x>") == {} == structures_in(b"<x table:formula=")


def test_an_xlsb_tells_what_is_hidden_merged_computed_and_wrong():
    record = hostile.record
    cell = [struct.pack("<LL", at, 0) for at in range(4)]
    sheet = (
        record(60, struct.pack("<4LH", 1, 2, 0, 0, 1))
        + record(0, struct.pack("<LLH15x", 0, 0, 300))
        + record(3, cell[0] + bytes([42]))
        + record(9, cell[1] + struct.pack("<dHL", 0.0, 0, 0))
        + record(8, cell[2] + hostile.wide("") + b"\0" * 6)
        + record(0, struct.pack("<LLHBB13x", 1, 0, 300, 0, 0x10))
        + record(11, cell[3] + bytes([7]))
        + record(176, struct.pack("<4L", 2, 3, 0, 1))
    )
    seen = structure_in(sheet)
    assert seen.hidden_rows == {1} and seen.hidden_columns == {1, 2} and seen.merged == [(2, 0, 3, 1)]
    assert seen.errors == {(0, 0): "#N/A", (1, 3): "#DIV/0!"}
    assert seen.formulas[1].all_zero and seen.formulas[2].without_value == {0}
    bundle = record(156, struct.pack("<LL", 0, 1) + hostile.wide("rId7") + hostile.wide("Iuran"))
    assert named_sheets(bundle) == [("Iuran", "rId7")]
    for end in range(len(sheet)):
        assert structure_in(sheet[:end]).errors.keys() <= seen.errors.keys()


def test_only_what_stands_far_away_is_cut():
    near = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="B900"><v>2</v></c></row>'
    far = b'<row r="900000"><c r="A900000"><v>3</v></c><c r="XFD900000"><v>4</v></c></row>'
    whole = b"<worksheet><sheetData>" + near + far + b"</sheetData></worksheet>"
    done = trimmed(whole, "x")
    assert done.xml == b"<worksheet><sheetData>" + near + b"</sheetData></worksheet>"
    assert done.stray == 2 and done.bounded


# -- whoever waits


class Stop(Exception):
    pass


def test_whoever_waits_is_told_and_may_stop(monkeypatch: pytest.MonkeyPatch):
    # A quick machine is done before anybody would be told a second time.
    monkeypatch.setattr(progress, "_SECONDS", 0.0)
    content, told = large.workbook(4_000, 600), []
    report = check(content, "x", DESK, progress=lambda done, words: told.append((done, words)))
    done = [one for one, _ in told]
    assert report.refused is None and len(told) > 5
    assert done == sorted(done) and done[0] >= 0 and done[-1] <= 1
    assert all(words for _, words in told)

    def stop(done: float, words: str) -> None:
        raise Stop

    with pytest.raises(Stop):
        check(content, "x", DESK, progress=stop)
    assert check(hostile.book(), "x", DESK).refused is None


def test_the_process_of_an_old_file_ends_with_whoever_waits():
    def stop(done: float, words: str) -> None:
        raise Stop

    with pytest.raises(Stop):
        check(hostile.old_book(4_000), "x", DESK, progress=stop)
