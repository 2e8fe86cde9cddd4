"""Working papers: what the formulas give is what the app says, from cells that this viewer may see and no others."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.access import PUBLIK, Viewer
from data.indicators import definitions
from data.parsing import each_row
from data.queries import Reading, finest, stand_now
from data.sheets import Sheet
from data.words import Words
from data.workpapers import Headline, Scope, Worked, Workpaper, shortfall, workpaper
from tests.data.queries.released import simulated_reading
from tests.data.workpapers.recount import CELLS, NUMBERS, Recount

WORDS = Words("id")
LEDGER = [one for one in definitions().values() if one.kind == "ledger"]
# Shares and sums, of people, of rupiah and of cases, with what is taken off, with a target, and over who works.
SOME = [
    definitions()[name]
    for name in (
        *("compliance", "ledger_arrears_rp", "on_time_rp", "coverage_workers", "coverage_gap"),
        *("ledger_recovered_rp", "arrears_months", "employers_obliged"),
    )
]
VIEWERS = [PUBLIK, Viewer("pengelola"), Viewer("cabang", frozenset({"KC-MOJOKERTO"}))]
PLACES = [
    ("all", ""),
    ("area", "sumsel"),
    ("area", "mojokerto-jombang"),
    ("region", "16.71"),
    ("region", "35.16"),
]


def as_seen_by(viewer: Viewer) -> Reading:
    return replace(simulated_reading(), viewer=viewer)


def headline(reading: Reading, name: str, level: str, key: str, month: str = "") -> Headline:
    table, month = reading.facts.regions, month or reading.months[-1]
    inside = {"all": None, "area": tuple(table.loc[table["area"] == key, "code"])}
    told = reading.one(definitions()[name], month, level, key)
    scope = Scope(level, key, inside.get(level, (key[:5],)))
    return Headline(definitions()[name].title["id"], f"{level} {key}", name, month, scope, reading, told)


def made(numbers, title="Kertas kerja") -> Recount:
    sheet = Sheet(title, [], pd.DataFrame(), [("Rilis", "1")], simulated=True, scope="uji")
    return Recount(workpaper(Workpaper(sheet, numbers), WORDS))


@pytest.mark.sampled(1)
@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.role)
@pytest.mark.parametrize(
    "abouts", [SOME, pytest.param(LEDGER, marks=pytest.mark.thorough)], ids=["some", "all"]
)
def test_every_number_follows_from_the_cells_to_the_rupiah(viewer, abouts):
    reading = as_seen_by(viewer)
    numbers = [headline(reading, one.id, *place) for one in abouts for place in PLACES]
    paper = made(numbers)
    told = 0
    for number, row in zip(numbers, paper.rows(), strict=True):
        said = number.told
        if said is None or said.value is None:
            assert isinstance(row[8], str) and row[11] == row[8] and row[13] is None
            continue
        told += 1
        assert row[5:7] == [said.numerator, said.denominator]
        assert row[8] == pytest.approx(float(said.value), abs=1e-9) and row[12:14] == [0, 1]
    assert [paper.value(NUMBERS, "F", 4), paper.value(NUMBERS, "G", 4)] == [told, told]
    assert told > len(abouts)


def test_what_is_seen_as_it_is_goes_down_to_the_cells_of_the_cube():
    reading = as_seen_by(Viewer("pengelola"))
    number = headline(reading, "ledger_arrears_rp", "area", "sumsel")
    heads, rows = made([number]).cells()
    at = heads.index(next(head for head in heads if head.startswith("Nilai tunggakan")))
    assert {row[3] for row in rows} == {"sel terinci"} and len(rows) > 5
    cube = finest(reading, number.month)
    inside = cube[cube["region"].isin(number.scope.regions)]
    assert sum(row[at] for row in rows) == inside[list(number.about.above)].to_numpy().sum()


def test_nothing_that_the_guard_hides_is_in_a_cell():
    reading = as_seen_by(PUBLIK)
    numbers = [
        headline(reading, one.id, "region", code) for one in SOME for code in reading.facts.regions["code"]
    ]
    shown = _shown(reading)
    heads, rows = made(numbers).cells()
    measures = {at: head.split("[")[1].rstrip("]") for at, head in enumerate(heads) if "[" in head}
    found = [(row[4], measures[at], row[at]) for row in rows for at in measures if row[at] is not None]
    assert all(
        row[3] in ("kabupaten atau kota", "penduduk bekerja (BPS)") and not any(row[6:11]) for row in rows
    )
    assert all(shown.get((code, name), cell) == cell for code, name, cell in found if isinstance(cell, int))
    assert all((code, name) in shown for code, name, cell in found if name in PLAIN and isinstance(cell, int))
    assert sum(cell == "disembunyikan" for *_, cell in found) > 50


# The measures that some indicator consists of, above or below the line.
PLAIN = {names[0] for one in SOME for names in (one.above, one.below) if len(names) == 1 and not one.minus}


def _shown(reading: Reading) -> dict[tuple[str, str], int]:
    """What the viewer is shown of each region, by measure."""
    return {
        (row.region, names[0]): number
        for one in SOME
        for row in each_row(reading.values(one, reading.months[-1]))
        for names, number in ((one.above, row.numerator), (one.below, row.denominator))
        if len(names) == 1 and not one.minus and not row.suppressed
    }


def test_shortfalls_are_worked_out_as_the_app_does():
    reading = as_seen_by(Viewer("pengelola"))
    month, about = reading.months[-1], definitions()["coverage_workers"]
    course = stand_now(reading, about, month, tuple(reading.facts.regions["code"]))
    regions = {code: headline(reading, about.id, "region", code) for code in course.standings}
    lacks = {code: shortfall(one, course.standings[code], WORDS) for code, one in regions.items()}
    gaps = tuple(one for many in lacks.values() for one in many if one.how == "gap")
    shorts = tuple(one for many in lacks.values() for one in many if one.how == "short")
    told = course.shortfall
    numbers = [
        *(one for code in regions for one in (regions[code], *lacks[code])),
        Worked("di bawah target", "semua", month, "regions", "below", gaps, told.behind),
        Worked("kurang", "semua", month, "people", "sum", shorts, told.short),
        headline(reading, "coverage_gap", "region", "16.71"),
    ]
    rows = made(numbers).rows()
    assert told.behind > 2 and told.short > 100
    assert {row[13] for row in rows} == {1}
    assert [row[8] for row in rows[-3:-1]] == [told.behind, told.short]


def test_no_formula_comes_from_data():
    names = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3"]
    reading = as_seen_by(Viewer("pengelola"))
    facts = reading.facts
    spoilt = replace(
        facts,
        regions=facts.regions.assign(name=[names[at % 4] for at in range(len(facts.regions))]),
        offices=facts.offices.assign(name=names[0]),
    )
    one = headline(replace(reading, facts=spoilt), "compliance", "area", "sumsel")
    paper = made([replace(one, title=names[0], place=names[1])], title=names[2])
    for page in paper.book:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            assert page.title == NUMBERS and cell.column_letter in "FGIMN"
    assert paper.book[CELLS]["F6"].value in names and paper.book[CELLS]["F6"].data_type == "s"
    assert paper.row(6)[1:3] == names[:2] and paper.row(6)[13] == 1
