"""Texts and web pages made to do harm, and patterns that look at long cells: all in little time."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import data.intake
from data.intake import answers
from data.intake.assembling.provinces import mapped
from data.intake.finding import blocks, headings
from data.intake.finding.people import rows
from data.intake.reading import Refused, html_tables, read_file
from data.intake.reading.files import LONGEST_TEXT
from data.intake.reading.texts import _strict, _tolerant
from data.intake.values import cells, numbers
from tests.data.intake.making import hostile
from tests.data.intake.making.books import Page, as_csv, as_html


def seconds(content: bytes) -> tuple[float, str]:
    """How long reading takes, and the refusal."""
    started = time.monotonic()
    try:
        read_file(content)
        code = ""
    except Refused as refusal:
        code = refusal.code
        assert str(refusal)
    return time.monotonic() - started, code


# -- CSV


def list_as_csv(number: int = 12) -> bytes:
    return as_csv(Page(hostile.rows(number)))


@pytest.mark.parametrize(
    "letter", [b"x", b'"', b";", b'";"', b'"a"b;'], ids=["x", "quotes", "marks", "both", "broken"]
)
def test_a_line_of_fifty_megabytes_is_refused(letter):
    taken, code = seconds(list_as_csv() + letter * (40_000_000 // len(letter)))
    assert code == "too_large" and taken < 10


def test_a_line_of_almost_a_megabyte_takes_no_long_time():
    for letter in (b'"', b'"a"b;', b'";"', b';"'):
        taken, code = seconds(list_as_csv() + letter * (999_000 // len(letter)))
        assert code in ("", "too_large") and taken < 5, letter


def test_ten_thousand_columns_are_refused():
    lines = b"\n".join(b";".join(b"%d" % at for at in range(10_000)) for _ in range(20))
    taken, code = seconds(list_as_csv() + lines)
    assert code == "too_large" and taken < 5


def test_many_marks_behind_a_list_are_none_of_it():
    content = b"\n".join(line + b";" * 5_000 for line in list_as_csv().splitlines())
    sheet = read_file(content).sheets[0]
    assert max(map(len, sheet.cells)) <= 702 and sheet.stray == 0


def test_quotes_that_are_never_closed_take_no_long_time():
    line = b'12;ZX000001;"CV Contoh;Kota Mojokerto;Jul-26;"3;"9.000.000;300.000\n'
    taken, code = seconds(list_as_csv() + line * 15_000)
    assert code == "" and taken < 5
    taken, code = seconds(list_as_csv() + b'"' + line.replace(b'"', b"") * 25_000)
    assert code == "" and taken < 15


def test_lines_without_end_are_refused():
    taken, code = seconds(list_as_csv() + b"\n" * 2_000_000)
    assert code == "too_large" and taken < 5


def slow_tolerant(line: str, separator: str) -> list[str]:
    """The plain way: a pattern that tries every quote from the start of each field."""
    mark = re.escape(separator)
    pattern = re.compile(rf'"((?:[^"]|"(?!{mark}|$))*)"(?={mark}|$)|([^{mark}]*)')
    fields, at = [], 0
    while at <= len(line):
        match = pattern.match(line, at)
        assert match
        fields.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        at = match.end() + 1
    return fields


@given(st.text(alphabet='ab";, ', max_size=40), st.sampled_from(";,"))
def test_broken_quotes_are_read_as_the_plain_way_reads_them(line, separator):
    assert _tolerant(line, separator) == slow_tolerant(line, separator)
    if '"' not in line and line:
        assert _strict(line, separator) == line.split(separator)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    taken, _ = seconds(content)
    assert taken < 5


@given(st.text(alphabet='ab1;,"\n\r\t', max_size=300))
def test_any_text_is_read_or_refused(text):
    taken, _ = seconds(text.encode())
    assert taken < 5


# -- web pages


def page(rows: str) -> bytes:
    return as_html(Page(hostile.rows())).replace(b"</table>", rows.encode() + b"</table>")


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan=99999999 colspan=99999999>x</td></tr>" * 20,
        "<tr>" + "<td>x" * 300_000,
        "<table><tr><td>" * 20_000,
        "<" * 500_000,
        "<!--" * 200_000,
        "<script>" * 200_000,
        "<td " * 300_000,
        "</" * 300_000,
        "&" * 300_000,
        "<td a='" * 200_000,
    ],
    ids=[
        "spans",
        "row",
        "nested",
        "open",
        "comments",
        "scripts",
        "attributes",
        "closing",
        "entities",
        "quotes",
    ],
)
def test_a_hostile_page_takes_no_long_time(rows):
    taken, code = seconds(page(rows))
    assert code in ("", "too_large") and taken < 10


def test_a_page_of_more_cells_than_any_list_is_refused_before_it_is_read_to_its_end(monkeypatch):
    assert html_tables._MOST_CELLS == 2_000_000
    monkeypatch.setattr(html_tables, "_MOST_CELLS", 100_000)
    row = "<tr>" + "<td>1</td>" * 20 + "</tr>"
    read, code = seconds(page(row * 4_900))
    assert code == ""
    refused, code = seconds(page(row * 40_000))
    assert code == "too_large" and refused < 5 * read


def test_what_a_page_hides_is_not_read():
    content = page(
        "<!-- <tr><td>komentar</td></tr> --><script>'<tr><td>skrip</td></tr>'</script><tr><td>akhir &amp; x</td></tr>"
    )
    cells = [cell for row in read_file(content).sheets[0].cells for cell in row]
    assert "akhir & x" in cells and "komentar" not in cells and "skrip" not in cells


# -- patterns


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the room, with its place."""
    for found in pkgutil.walk_packages(data.intake.__path__, "data.intake."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                yield from ((f"{found.name}.{name}", one) for one in _patterns_in(value))


def _patterns_in(value: object, deep: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list, dict)) and deep < 4:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _patterns_in(one, deep + 1)


PIECES = [
    "1",
    "a",
    " ",
    ".",
    "-",
    '"',
    "(",
    "1 ",
    "1.",
    "a.",
    "a@",
    "juli ",
    "1 a ",
    "08",
    "senin ",
    "<",
    "dan ",
    "a\n",
    "\xa0",
    "1-",
]


def seconds_of(pattern: re.Pattern[str], piece: str, length: int) -> float:
    """How long the pattern looks at a cell of this length, whatever else the machine does meanwhile."""
    text = (piece * length)[:length] + "!"
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    started = time.thread_time()
    pattern.search(given)  # type: ignore[arg-type]
    pattern.fullmatch(given)  # type: ignore[arg-type]
    return time.thread_time() - started


def is_slow(pattern: re.Pattern[str], piece: str) -> bool:
    """Whether it takes long for a cell of the most that one may hold, or already much longer than for half of it."""
    taken = seconds_of(pattern, piece, LONGEST_TEXT)
    return taken > 0.2 or (taken > 0.1 and taken > 3 * seconds_of(pattern, piece, LONGEST_TEXT // 2))


def test_no_pattern_takes_long_on_a_long_cell():
    """What a cell may hold at most; a pattern that goes over it again and again would hold a whole list up."""
    known = dict(patterns())
    assert len(known) > 60
    assert [
        (name, piece) for name, pattern in known.items() for piece in PIECES if is_slow(pattern, piece)
    ] == []


_THOUSANDS = r"(?:ribu|juta|miliar|rb|jt)(?:an)?"
# How the patterns that go over a cell only once would be written if that did not matter.
PLAIN = (
    (
        mapped._PROVINCE,
        r"^(?:jumlah|kota|prov\.?)?\s*[/-]?\s*(?:jawa)",
        "match",
        ["kota", "prov", "jawa", "/"],
    ),
    (
        numbers._FOOTNOTE,
        r"(.*\d)\s*(?:[a-z]\)|\*+\)?|[¹²³⁴⁵])+",
        "fullmatch",
        ["1", "a)", "*", ")", "¹", "b"],
    ),
    (
        blocks.NUMBERED,
        r"[(\[]?\s*(\d{1,3}|[a-z])\s*[.)\]]*(?:\s*=.*)?",
        "fullmatch",
        ["(", "1", "x", ")", "="],
    ),
    (
        headings._UNIT,
        r"\(?\s*(?:dalam\s+|dlm\.?\s+)?(?:" + _THOUSANDS + r"\s*)?(?:rp\.?|orang|%)?"
        r"(?:\s*" + _THOUSANDS + r"|\s*000)?\s*\)?",
        "fullmatch",
        ["(", "dalam ", "dlm", "ribuan", "jt", "rp", ".", "%", "000", ")"],
    ),
    (rows._SIXTEEN, r"\D*\d{16}\D*", "fullmatch", ["1" * 8, "1" * 16, "1", "x"]),
    (cells._SHORT_FORM, r"\d+(?:[.,]\d+)?E\+?\d+", "fullmatch", ["1", "e", "+", ".", ","]),
    (answers._TOLD, r"[“\"]([^”\"]+)[”\"]|\b(\w*\d{5,})\b", "findall", ["1", "12345", "a", "_", '"', "-"]),
)


@pytest.mark.parametrize(("fast", "plain", "how", "pieces"), PLAIN, ids=[one[1][:12] for one in PLAIN])
def test_patterns_that_go_over_a_cell_once_find_what_plain_ones_find(fast, plain, how, pieces):
    """In every text of up to four pieces: of texts drawn at random hardly one would be anything that they look for."""
    slow = re.compile(plain, fast.flags)
    texts = ("".join(some) for length in range(5) for some in product([*pieces, " "], repeat=length))
    assert [text for text in texts if found_by(fast, how, text) != found_by(slow, how, text)] == []


def found_by(pattern: re.Pattern[str], how: str, text: str) -> object:
    """What the pattern says of the text, asked as the intake asks it."""
    found = getattr(pattern, how)(text)
    return (found.span(), found.groups()) if isinstance(found, re.Match) else found


def test_a_number_with_many_stars_takes_no_long_time():
    started = time.thread_time()
    assert numbers.taken_apart("1" + "*" * 70 + "x") is None
    assert time.thread_time() - started < 1


def test_a_cell_of_a_hundred_thousand_letters_is_cut():
    rows = hostile.rows()
    rows[3][2] = "x" * 100_000
    found = read_file(as_html(Page(rows))).sheets[0].cells
    assert max(len(str(cell)) for row in found for cell in row) == LONGEST_TEXT + 1
