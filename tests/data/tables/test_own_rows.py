"""Own rows over the embedded facts: by key, in sight, back again, and by the rules that the embedded files keep."""

from __future__ import annotations

import re

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.tables.breaches import breaches
from data.tables.fact_tables import FACTS, SCHEMAS, counted_key, kind_of, row_keys, shaped_as, with_numbers
from data.tables.own_rows import (
    ADDED,
    EMBEDDED_ROW,
    REPLACED,
    BadFacts,
    OwnRows,
    difference,
    embedded_tables,
    laid_over,
    merged,
    numbered_rows,
    overlaid,
    own_of,
)
from data.words import Words
from tests.facts import FACTS as EMBEDDED

TABLES = embedded_tables(EMBEDDED)
FILLED = [name for name in FACTS if len(TABLES[name])]


def as_dict(name: str, frame: pd.DataFrame) -> dict[str, tuple]:
    """A table as a dictionary: what names a row -> its cells, missing ones None."""
    cells = frame.astype(object).where(frame.notna(), None)
    return dict(zip(row_keys(name, frame), cells.itertuples(index=False, name=None), strict=True))


@some.composite
def edited(draw):
    """A table of facts with some rows withdrawn, some changed in a number or a text, and some added."""
    name = draw(some.sampled_from(FILLED))
    frame = TABLES[name].copy()
    free = [c for c in frame.columns if c.startswith(("note", "caveat", "value", "address", "place"))]
    rows = some.lists(some.integers(0, len(frame) - 1), max_size=3, unique=True)
    for at in draw(rows) if free else []:
        column = draw(some.sampled_from(free))
        is_text = kind_of(name, column) == "text"
        frame.loc[at, column] = (
            draw(some.sampled_from(["diganti", ""])) if is_text else draw(some.sampled_from([1.0, 2.5]))
        )
    frame = frame.drop(index=draw(rows))
    copies = TABLES[name].iloc[draw(rows)].copy()
    for at, label in enumerate(copies.index):
        copies.loc[label, frame.columns[0]] = f"baru-{at}"
    return name, pd.concat([frame, copies], ignore_index=True)


# -- laying over


def test_adding_nothing_changes_nothing():
    laid = overlaid(EMBEDDED, OwnRows())
    assert laid.facts is EMBEDDED
    assert all(set(origins) <= {EMBEDDED_ROW} for origins in laid.origins.values())
    assert laid.withdrawn_count == 0
    same = own_of(EMBEDDED, TABLES)
    assert not same.withdrawn and all(rows.empty for rows in same.rows.values())


@given(edited())
def test_what_is_laid_over_is_what_was_edited(pair):
    name, wanted = pair
    own = own_of(EMBEDDED, {name: wanted})
    laid = laid_over(EMBEDDED, own)
    assert as_dict(name, laid.tables[name]) == as_dict(name, wanted)
    others = [other for other in FACTS if other != name]
    assert all(laid.tables[other].equals(TABLES[other]) for other in others)
    # By the slow way: each row looked up by its key, one after the other.
    before, now = as_dict(name, TABLES[name]), as_dict(name, wanted)
    expected = {
        key: EMBEDDED_ROW if before.get(key) == cells else REPLACED if key in before else ADDED
        for key, cells in now.items()
    }
    assert dict(zip(row_keys(name, laid.tables[name]), laid.origins[name], strict=True)) == expected
    assert {key for _, key in own.withdrawn} == set(before) - set(now)
    gone = laid.withdrawn.get(name, TABLES[name].head(0))
    assert as_dict(name, gone) == {key: before[key] for key in before if key not in now}


@given(edited())
def test_a_difference_names_every_row_once_and_going_back_is_its_opposite(pair):
    name, wanted = pair
    there, back = difference(name, TABLES[name], wanted), difference(name, wanted, TABLES[name])
    assert (there.new, set(there.changed), there.gone) == (back.gone, set(back.changed), back.new)
    every = [*there.new, *there.changed, *there.gone]
    assert len(every) == len(set(every))
    assert bool(there) == (as_dict(name, TABLES[name]) != as_dict(name, wanted))


def test_a_row_replaces_the_one_with_its_key_in_its_place():
    target = TABLES["targets"].iloc[[0]].assign(value=60.0)
    laid = overlaid(EMBEDDED, OwnRows({"targets": target}))
    assert laid.facts.targets["value"].tolist() == [60.0, *TABLES["targets"]["value"][1:]]
    assert laid.origins["targets"][:2] == [REPLACED, EMBEDDED_ROW]
    assert laid.facts.figures is EMBEDDED.figures


@given(edited())
def test_rows_that_somebody_brings_replace_by_key_and_the_rest_stays(pair):
    name, brought = pair
    before, wanted = as_dict(name, TABLES[name]), as_dict(name, brought)
    assert as_dict(name, merged(name, TABLES[name], brought)) == before | wanted


# -- rules


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("targets", "value", -1.0, ["targets", "value", "“-1”", "paling kecil 0"]),
        ("workforce", "definition", "asing", ["definition", "“asing”", "employed"]),
        ("workforce", "region", "99.99", ["region", "“99.99”", "kode Kemendagri"]),
        ("targets", "source", "S999", ["source", "“S999”", "tabel Sumber"]),
        ("offices", "parent", "KC-NOWHERE", ["parent", "tabel Kantor"]),
        ("service_areas", "from", "2018-13", ["from", "2018-10-31"]),
        ("figures", "unit", "rupiah", ["unit", "satuan"]),
        ("figures", "value", float("nan"), ["value", "diisi"]),
    ],
)
def test_a_merged_table_that_breaks_a_rule_is_refused_with_the_place(table, column, value, said):
    wrong = TABLES[table].iloc[[0]].copy()
    wrong[column] = [value]
    frame = pd.concat([wrong, TABLES[table].iloc[1:]], ignore_index=True)
    with pytest.raises(BadFacts) as caught:
        overlaid(EMBEDDED, own_of(EMBEDDED, {table: frame}))
    text = str(caught.value)
    assert re.search(r"baris \d+", text) and all(part in text for part in (table, *said)), text
    english = Words("en").explain(caught.value)
    assert "{" not in english and "Yang diterima" not in english and "diisi" not in english


def test_a_source_that_figures_name_cannot_be_withdrawn():
    used = TABLES["figures"]["source"].iloc[0]
    with pytest.raises(BadFacts, match=used):
        overlaid(EMBEDDED, OwnRows(withdrawn=frozenset({("sources", used)})))


ODD = ["", " ", "x", "16.08", "2018-02-30", "KC-MOJOKERTO", "a\tb", "S001", "ID", "y" * 3_000]


@given(name=some.sampled_from(FILLED), data=some.data())
def test_the_page_refuses_what_the_files_refuse(name, data):
    """Cell by cell the same rules as the schema itself, which reads the files."""
    frame = TABLES[name].head(5).copy()
    at, column = (
        data.draw(some.integers(0, len(frame) - 1)),
        data.draw(some.sampled_from(list(frame.columns))),
    )
    values = (
        some.sampled_from(ODD)
        if kind_of(name, column) == "text"
        else some.sampled_from([-1.0, 0.0, 1e16, float("nan"), 12.5])
    )
    frame.loc[at, column] = data.draw(values)
    try:
        SCHEMAS[name].validate(frame, lazy=True)
        accepted = True
    except pa.errors.SchemaErrors:
        accepted = False
    found = breaches(name, numbered_rows(frame))
    assert accepted == (found == [])
    assert all(breach.table == name and 1 <= breach.row <= len(frame) for breach in found)
    said = [Words(language).explain(breach.accepted) for breach in found for language in ("id", "en")]
    assert all(text and "{" not in text for text in said)


def test_a_key_that_is_there_twice_is_named_where_it_comes_again():
    frame = numbered_rows(pd.concat([TABLES["targets"], TABLES["targets"].head(1)], ignore_index=True))
    [breach] = breaches("targets", frame)
    assert (breach.row, breach.column) == (len(frame), "indicator")


def test_whole_numbers_are_asked_for_where_the_table_has_them():
    rows = pd.DataFrame(
        {
            "region": "16.08",
            "from": "2026-01-01",
            "to": "2026-12-31",
            "rupiah": [3_000_000.5],
            "source": "S001",
        }
    )
    found = breaches("minimum_wages", numbered_rows(shaped_as("minimum_wages", rows)))
    assert ("rupiah", "bilangan bulat") in [(one.column, str(one.accepted)) for one in found]


# -- numbers of new rows


@pytest.mark.parametrize("name", [name for name in FACTS if counted_key(name)])
def test_new_rows_get_numbers_far_from_the_embedded_ones(name):
    column = SCHEMAS[name].columns and next(iter(SCHEMAS[name].columns))
    new = TABLES[name].iloc[[0, 0]].copy()
    new[column] = ""
    rows = with_numbers(name, pd.concat([TABLES[name], new], ignore_index=True))
    assert rows[column].is_unique
    assert rows[column].tolist()[-2:] == [f"{counted_key(name)}9001", f"{counted_key(name)}9002"]
    assert not breaches(name, numbered_rows(rows))


def test_a_release_that_is_older_than_a_column_is_filled_up():
    old = TABLES["offices"].drop(columns=["address"])
    rows = shaped_as("offices", old)
    assert list(rows.columns) == list(SCHEMAS["offices"].columns)
    assert set(rows["address"]) == {""}


def test_a_row_that_an_earlier_version_withdrew_stays_withdrawn():
    """Targets were named by four columns before one more told several printings of a year apart."""
    own = OwnRows({}, frozenset({("targets", "ucj_pct|ID|2025|BPJS"), ("targets", "ucj_pct|ID|2025|RPJMN|")}))
    laid = overlaid(EMBEDDED, own)
    assert laid.withdrawn_count == 2 and set(laid.withdrawn["targets"]["series"]) == {"BPJS", "RPJMN"}
    assert len(laid.facts.targets) == len(EMBEDDED.targets) - 2


def test_a_service_that_is_known_from_an_earlier_day_by_now_is_still_the_row_that_somebody_replaced_or_withdrew():
    table = TABLES["service_areas"]
    now = table[(table["office"] == "KC-MUBA-BANYUASIN") & (table["region"] == "16.06")]
    assert list(now["from"]) == ["2024-02"]
    own = OwnRows({"service_areas": now.assign(**{"from": "2025"}).drop(columns="source")})
    laid = laid_over(EMBEDDED, own).facts.service_areas
    assert len(laid) == len(table) and "2024-02" not in set(laid["from"])
    gone = OwnRows(withdrawn=frozenset([("service_areas", "KCP-LUBUKLINGGAU|16.73|2023")]))
    assert len(laid_over(EMBEDDED, gone).facts.service_areas) == len(table) - 1
