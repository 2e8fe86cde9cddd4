"""Workbooks made to do harm: refused with advice, or read without harm, in little time and memory."""

from __future__ import annotations

import io
import json
import multiprocessing
import re
import resource
import time
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import Desk, Report, check
from tests.data.intake import large
from tests.data.intake.making import hostile
from tests.data.intake.making.hostile import SHEET, with_parts, with_rows
from tests.examples import examples
from tests.facts import FACTS

DESK = Desk(large.OFFICE, large.TODAY, large.register(60), FACTS)


def read(content: bytes) -> Report:
    report = check(content, "berkas", DESK)
    json.dumps(report.as_json())
    return report


def spent(content: bytes) -> tuple[str, int, float, float]:
    """The refusal, the rows that were read, seconds, and megabytes on top of what was there before."""
    here, there = multiprocessing.Pipe(False)

    def run() -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.monotonic()
        report = read(content)
        most = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        rows = sum(len(report.ready(name)) for name in report.tables)
        there.send((report.refused_code, rows, time.monotonic() - started, max(0, most - before) / 1024))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    assert here.poll(60), "no answer"
    answer: tuple[str, int, float, float] = here.recv()
    process.join()
    return answer


def assert_refused(content: bytes, *codes: str) -> None:
    code, rows, seconds, megabytes = spent(content)
    assert (code, rows) in [(one, 0) for one in codes]
    assert seconds < 10 and megabytes < 900


def assert_read(content: bytes, rows: int = 12) -> None:
    code, found, seconds, megabytes = spent(content)
    assert (code, found) == ("", rows)
    assert seconds < 10 and megabytes < 900


def test_the_small_list_is_read_in_every_form():
    for make in (hostile.book, hostile.open_document, hostile.old_book, hostile.binary_list):
        report = read(make())
        assert report.refused is None, make
        assert report.sums("contributions")["due"] == 12 * 300_000, make


# -- archives


def bomb(name: str, size: int, block: bytes = b" " * 1_000_000) -> bytes:
    made = io.BytesIO(hostile.book())
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as file,
    ):
        for _ in range(size // len(block)):
            file.write(block)
    return made.getvalue()


@pytest.mark.parametrize("name", ["xl/worksheets/sheet9.xml", "xl/media/image1.png", "xl/sharedStrings9.xml"])
def test_a_part_of_250_megabytes_is_refused(name):
    assert_refused(bomb(name, 250_000_000), "too_large")


def test_many_parts_are_refused():
    content = with_parts(hostile.book(), {f"xl/media/{at}.xml": b"" for at in range(6_000)})
    assert_refused(content, "too_large")


def test_entries_that_lie_over_each_other_are_refused():
    assert_refused(hostile.overlapping(), "too_large", "damaged")


def test_an_archive_in_an_archive_is_no_table():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("dalam.xlsx", hostile.book())
    assert_refused(made.getvalue(), "not_table")


def test_a_size_that_lies_is_damaged():
    """The directory says ten bytes where a hundred million come out."""
    content = bytearray(bomb("xl/worksheets/sheet9.xml", 100_000_000))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert_refused(bytes(content), "damaged")


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", SHEET, "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("comment", [b"", b"<!--" + b"x" * 9_000 + b"-->"], ids=["first", "late"])
def test_entities_are_refused_in_every_part(name, comment):
    grows = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    xml = hostile.part(hostile.book(), name)
    declared, rest = xml.split(b"?>", 1)
    assert_refused(with_parts(hostile.book(), {name: declared + b"?>" + comment + grows + rest}), "damaged")


def test_xml_in_sixteen_bits_is_refused():
    xml = hostile.part(hostile.book(), SHEET).decode().replace("UTF-8", "UTF-16")
    assert read(with_parts(hostile.book(), {SHEET: xml.encode("utf-16")})).refused_code == "damaged"


# -- far and wide


FAR = (
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c r="XFD1048576" s="1"/></row>',
    b'<row r="1048576"><c s="1" r="XFD1048576"/></row>',
    b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
)


@pytest.mark.parametrize("row", FAR)
def test_a_stray_cell_costs_nothing(row):
    assert_read(with_rows(row))


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1048576">'
        b'<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        b'<row r="1048576"><c\tr="&#88;FD1048576"><v>1</v></c></row>',
        b'<row r="30"><c r="A1048576"><v>1</v></c><c r="Z1048576"><v>1</v></c></row>',
    ],
    ids=["order", "quotes", "prefix", "entity", "row"],
)
def test_a_stray_cell_that_hides_is_bounded(row):
    code, rows, seconds, megabytes = spent(with_rows(row))
    assert code in ("too_large", "damaged", "") and rows in (0, 12)
    assert seconds < 10 and megabytes < 1_100


def test_a_stray_cell_in_the_other_kinds_is_bounded():
    far = b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    end = b'<table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
    xml = hostile.part(hostile.open_document(), "content.xml")
    for more in (far + b"</table:table>", far + end):
        code, rows, seconds, megabytes = spent(
            with_parts(hostile.open_document(), {"content.xml": xml.replace(b"</table:table>", more)})
        )
        assert (code, rows) in [("", 12), ("too_large", 0)]
        assert seconds < 25 and megabytes < 1_100
    binary = hostile.listed() | {1_048_575: {16_383: 1.0}}
    assert_refused(hostile.binary_book(binary), "too_large")
    old = {(r, c): cell for r, row in hostile.listed().items() for c, cell in row.items()}
    assert_read(hostile.biff(old | {(16_383, 255): 1.0}))


def test_a_million_empty_rows_cost_little():
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (at, at, at)
        for at in range(20, 1_048_577)
    )
    assert_read(with_rows(rows))


def test_sixteen_thousand_columns_are_refused_and_their_formats_are_not():
    from data.intake.reading import letters

    columns = [letters(at).encode() for at in range(16_384)]
    for filled in (b"<v>1</v>", b""):
        rows = b"".join(
            b'<row r="%d">' % row
            + b"".join(b'<c r="%s%d">%s</c>' % (name, row, filled) for name in columns)
            + b"</row>"
            for row in range(20, 26)
        )
        if filled:
            assert_refused(with_rows(rows), "too_large")
        else:
            assert_read(with_rows(rows))


def test_millions_of_shared_texts_are_bounded():
    texts = b"<sst>" + b"<si><t/></si>" * 3_000_000 + b"</sst>"
    code, _, seconds, megabytes = spent(with_parts(hostile.book(), {"xl/sharedStrings.xml": texts}))
    assert code in ("empty", "too_large", "damaged") and seconds < 10 and megabytes < 900


def test_a_sheet_that_is_named_a_thousand_times_is_read_once():
    xml = hostile.part(hostile.book(), "xl/workbook.xml")
    sheets = b"".join(b'<sheet name="a%d" sheetId="%d" r:id="rId1"/>' % (at, at) for at in range(2, 1_000))
    assert_refused(
        with_parts(hostile.book(), {"xl/workbook.xml": xml.replace(b"</sheets>", sheets + b"</sheets>")}),
        "too_large",
        "damaged",
    )


def test_merged_ranges_without_end_are_bounded():
    merged = b"<mergeCells>" + b'<mergeCell ref="D3:D1048576"/>' * 40_000 + b"</mergeCells>"
    xml = hostile.part(hostile.book(), SHEET).replace(b"</sheetData>", b"</sheetData>" + merged)
    code, _, seconds, megabytes = spent(with_parts(hostile.book(), {SHEET: xml}))
    assert code in ("", "too_large") and seconds < 10 and megabytes < 500


@pytest.mark.parametrize("value", [b"inf", b"-inf", b"NaN", b"1e999", b"1e308"])
@pytest.mark.parametrize("column", range(10))
def test_numbers_that_are_none_are_wrong_where_they_stand(value, column):
    xml = hostile.part(hostile.book(), SHEET)
    letter = b"ABCDEFGHIJ"[column : column + 1]
    cell = re.search(rb'<c r="%s5"[^>]*>.*?</c>' % letter, xml)
    assert cell
    xml = xml.replace(cell[0], b'<c r="%s5"><v>%s</v></c>' % (letter, value))
    report = read(with_parts(hostile.book(), {SHEET: xml}))
    assert report.refused is None and len(report.ready("contributions")) >= 11


# -- what must stay inert


def test_macros_and_other_workbooks_are_not_opened():
    more = {
        "xl/vbaProject.bin": b"\xcc\x61" * 5_000,
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
    }
    assert_read(with_parts(hostile.book(), more))


def test_a_formula_that_starts_a_program_is_text_that_nobody_runs():
    rows = hostile.rows()
    rows[2][2] = "=cmd|' /C calc'!A0"
    rows[3][2] = "@SUM(1+1)*cmd|' /C calc'!A0"
    from tests.data.intake.making.books import Page, as_csv

    report = read(as_csv(Page(rows)))
    assert report.refused is None and len(report.ready("contributions")) == 12


@pytest.mark.parametrize(
    "name",
    ["<img src=x onerror=alert(1)>", "${7*7}{{7*7}}", "../../etc/passwd", "a" * 300, "'); DROP TABLE x;--"],
)
def test_a_sheet_may_be_called_anything(name, tmp_path, monkeypatch):
    from xml.sax.saxutils import quoteattr

    from data.intake.__main__ import main

    xml = hostile.part(hostile.book(), "xl/workbook.xml").replace(b'"IURAN"', quoteattr(name).encode())
    content = with_parts(hostile.book(), {"xl/workbook.xml": xml})
    assert len(read(content).ready("contributions")) == 12
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.xlsx").write_bytes(content)
    main(
        [
            "check",
            str(tmp_path / "in" / "x.xlsx"),
            "--office",
            large.OFFICE,
            "--today",
            "2026-09-15",
            "--json",
            str(tmp_path / "out" / "x.json"),
            "--rows",
            str(tmp_path / "out"),
        ]
    )
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.startswith(("in/x", "out/x")) for path in written)


# -- broken on the way


MAKERS: dict[str, Callable[[], bytes]] = {
    "xlsx": hostile.book,
    "ods": hostile.open_document,
    "xls": hostile.old_book,
    "xlsb": hostile.binary_list,
}


@cache
def made(kind: str) -> bytes:
    """A file of this kind, made once: it holds the second of its making, so that two may differ in their length."""
    return MAKERS[kind]()


@pytest.mark.parametrize("kind", MAKERS)
@examples(10, 150)
@given(data=st.data())
def test_a_broken_file_is_read_or_refused(kind, data):
    content = bytearray(made(kind))
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(0, len(content)))]
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(0, max(len(content) - 1, 0)), st.integers(0, 255)), max_size=8)
    ):
        if content:
            content[at] = byte
    started = time.monotonic()
    report = read(bytes(content))
    assert report.refused is None or str(report.refused)
    assert time.monotonic() - started < 5


@examples(20, 400)
@given(data=st.data())
def test_broken_xml_is_read_or_refused(data):
    name = data.draw(
        st.sampled_from(
            ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", SHEET, "xl/_rels/workbook.xml.rels"]
        )
    )
    xml = bytearray(hostile.part(hostile.book(), name))
    for at, byte in data.draw(
        st.lists(
            st.tuples(st.integers(0, len(xml) - 1), st.sampled_from(b'<>/"=&0aZ ')), min_size=1, max_size=8
        )
    ):
        xml[at] = byte
    report = read(with_parts(hostile.book(), {name: bytes(xml)}))
    assert report.refused is None or str(report.refused)
