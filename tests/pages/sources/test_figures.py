"""The list of every published figure: each with its caveat and source, narrowed, turned over, and taken along."""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from data.indicators import definitions
from data.parsing import each_row
from data.words import Words
from pages import session
from pages.sources import figures as figures_page
from pages.sources.figures import listed
from pages.templates import FLAGS
from pages.view import UNDATED, UNMARKED, View
from tests.facts import FACTS
from tests.pages.markup import safe
from tests.pages.reading import opened, well, words_on
from tests.pages.taken import recorded

FIGURES = FACTS.figures
SOURCES = FACTS.sources.set_index("id")
WORDS = [Words("id"), Words("en")]


def said(**query: str) -> str:
    return unescape(words_on(well(opened("angka", **query))))


@pytest.mark.parametrize("words", WORDS, ids=["id", "en"])
def test_every_figure_has_its_value_date_caveat_and_source_in_the_list(words):
    for figure in each_row(FIGURES):
        row = figures_page._row(figure, words)
        text = unescape(safe(f"<table><tr><td>{'</td><td>'.join(map(str, row))}</td></tr></table>").text)
        assert row[0] == figure.id and words.quantity(figure.value, figure.unit) in text
        assert words.date(figure.as_of) in text and SOURCES.loc[figure.source, "publisher"] in text
        assert words.of(figure, "caveat") in text
        for flag in filter(None, figure.flags.split(";")):
            assert words(FLAGS[flag]) in text
        if figure.numerator == figure.numerator:
            assert words.number(figure.numerator) in text


def test_the_list_holds_every_figure_once_newest_first():
    found = listed(FIGURES, View(), WORDS[0])
    assert sorted(found["id"]) == sorted(FIGURES["id"])
    dates = list(found["as_of"])
    assert dates == sorted(dates, reverse=True) and dates[-7:] == [""] * 7


def test_the_pages_of_the_list_hold_them_all():
    first = opened("angka")
    text = unescape(words_on(well(first)))
    assert f"{len(FIGURES)} data publikasi" in text and "7 tanpa tanggal" in text
    pages = -(-len(FIGURES) // figures_page._ROWS)
    assert f"halaman 1 dari {pages}" in text
    first.button(key="figures_to_Berikutnya").click()
    second = unescape(words_on(well(first.run())))
    assert f"halaman 2 dari {pages}" in second and first.query_params == {"hal": "2"}
    last = said(hal=str(pages + 5))
    assert f"halaman {pages} dari {pages}" in last and "Sumber tidak bertanggal" in last
    ids = list(listed(FIGURES, View(), WORDS[0])["id"])
    for shown, at in ((text, 0), (second, 1), (last, pages - 1)):
        assert [key for key in ids if f">{key}<" in shown] == ids[at * figures_page._ROWS :][
            : figures_page._ROWS
        ]


def test_the_list_is_narrowed_to_an_area_an_indicator_and_a_mark():
    for asked, own in (
        ({"about": "35.17"}, FIGURES["area_code"] == "35.17"),
        (
            {"about": "KC-PALEMBANG", "measure": "claims_paid_rp"},
            FIGURES["id"].isin(f"B{n:03}" for n in range(92, 99))
            & (FIGURES["indicator"] == "claims_paid_rp"),
        ),
        ({"mark": "target"}, FIGURES["flags"].str.contains("target")),
        ({"mark": UNMARKED}, FIGURES["flags"] == ""),
        ({"mark": UNDATED}, FIGURES["as_of"] == ""),
        ({"search": "gresik"}, FIGURES["id"] == ""),
        ({"search": "618 perusahaan"}, FIGURES["id"] == "A173"),
        ({"search": "berlian ahli 14"}, FIGURES["id"] == "B048"),
    ):
        found = listed(FIGURES, View.of(**asked), WORDS[0])
        assert set(found["id"]) == set(FIGURES.loc[own, "id"]), asked


def test_a_narrowed_list_has_an_address_and_says_when_nothing_fits():
    text = said(tempat="35.17", bhs="en")
    assert ">B070<" in text and "Kab. Jombang" in text and "registered, activity not stated" in text
    assert "Tidak ada data publikasi yang cocok" in said(cari="tidak ada di mana pun")
    assert "halaman 2" in said(hal="2", tempat="99.99")  # what names nothing keeps its default


@pytest.mark.parametrize("words", WORDS, ids=["id", "en"])
def test_the_file_has_every_figure_that_the_list_has_and_no_zero_where_nothing_is_said(words, monkeypatch):
    taken = recorded(monkeypatch)
    well(opened("angka", tempat="35.76", bhs=words.language))
    own = FIGURES[FIGURES["area_code"] == "35.76"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.file(".xlsx")))
    heads, *rows = book.get_sheet_by_index(0).to_python()[3:]
    assert sorted(row[0] for row in rows) == sorted(own["id"])
    table = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert table["A174"][words("Pembilang")] == 9823 and table["A174"][words("Dinyatakan (%)")] == 15.04
    assert round(table["A174"][words("Dihitung (%)")], 2) == 15.4
    assert (
        table["B075"][words("Pembilang")] == ""
        and table["A173"][words("Nilai ({unit})", unit=words.unit("employers"))] == 618
    )
    about = str(book.get_sheet_by_index(1).to_python())
    assert "SIMUL" not in about and definitions()["employers_existing"].definition[words.language] in about
    lines = list(csv.DictReader(io.StringIO(taken.file(".csv").decode("utf-8-sig")), delimiter=";"))
    said = {name: {line[name] for line in lines} for name in lines[0] if name.startswith(words("Nilai")[:4])}
    assert "15,4" in said[words("Nilai ({unit})", unit="%")] and len(said) > 2
    assert "378000000" in said[words("Nilai ({unit})", unit=words.unit("rupiah"))]


def test_no_flow_target_or_part_can_be_shown_by_a_map_and_the_page_says_so():
    assert "tidak ada di peta mana pun dan tidak dijumlahkan" in said()
    assert not any(session.mapped_indicators().get(name) for name in ("claims_paid_rp", "claims_cases"))


def test_the_sources_are_searched_and_those_without_an_address_say_so():
    app = opened("sumber")
    app.text_input(key="sources_search").input("naskah")
    text = unescape(words_on(well(app.run())))
    handed = FACTS.sources[FACTS.sources["title"].str.contains("naskah")]
    assert f"{len(handed)} sumber, {len(handed)} di antaranya tanpa alamat halaman." in text
    assert text.count("tanpa alamat halaman</small>") == len(handed) == 5
    assert "Surabaya Pagi" in text and "nama media tidak disebut dalam naskah" in text
