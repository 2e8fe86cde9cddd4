"""Agreements, events and counters: which are marked, what is said of what is not known, and that all of it is text."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from data import places
from data.sheets import Column
from data.words import Words
from pages.widgets import (
    Head,
    agreement_sheet,
    agreement_table,
    agreements,
    counter_table,
    event_table,
    translated_columns,
    translated_heads,
)
from tests.facts import FACTS
from tests.pages.templates.test_pieces import HOSTILE, safe

ID, EN = Words("id"), Words("en")
DAY = date(2026, 10, 31)


def agreed(**changed: str) -> pd.DataFrame:
    """One agreement as `data.places.agreements` has it, with some of its cells changed."""
    rows = places.agreements(FACTS, "all", "", DAY).head(1)
    return rows.assign(**changed)


def cells(table: str) -> list[str]:
    """The cells of the only row of a table."""
    return re.findall(r"<td[^>]*>(.*?)</td>", table)


@pytest.mark.parametrize(
    ("state", "until", "cell"),
    [
        ("ended", "2025-12-31", '31 Des 2025 <span class="peta-late">sudah berakhir</span>'),
        ("ending", "2026-12", 'Des 2026 <span class="peta-flag">segera berakhir</span>'),
        ("running", "2029", '2029 <span class="peta-flag">berlaku</span>'),
        ("open", "", "akhir tidak diketahui"),
        ("planned", "", "–"),
    ],
)
def test_the_end_of_an_agreement_says_how_it_stands(state, until, cell):
    assert cells(agreement_table(agreed(state=state, until=until), ID))[2] == cell


@pytest.mark.parametrize(
    ("signed", "planned", "cell"),
    [
        ("2024-03-05", "2024-02", "5 Mar 2024"),
        ("", "2024-02", "direncanakan Feb 2024; penandatanganan tidak ditemukan"),
        ("", "", "tanpa tanggal"),
    ],
)
def test_an_agreement_is_signed_or_planned_or_undated(signed, planned, cell):
    assert cells(agreement_table(agreed(signed_on=signed, planned_on=planned), ID))[1] == cell


def test_a_number_that_no_source_says_is_a_dash_and_never_zero():
    rows = places.events(FACTS, "all", "", DAY).head(1)
    assert cells(event_table(rows.assign(invited=float("nan"), attended=0.0), ID))[2:4] == ["–", "0"]


@pytest.mark.parametrize("table", [agreement_table, counter_table, event_table])
def test_a_table_without_a_row_says_so(table):
    nothing = table(pd.DataFrame(), EN)
    assert re.fullmatch(r'<p class="peta-note">No .* found.*</p>', nothing)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    ("columns", "rows", "names"),
    [
        (
            agreements._AGREEMENTS_OF_OFFICE,
            places.agreements,
            ("parties", "subject_id", "status_id", "note_id"),
        ),
        (
            agreements._AGREEMENTS_OF_PLACE,
            places.agreements,
            ("parties", "subject_id", "follow_id", "note_id"),
        ),
        (agreements._EVENTS_OF_OFFICE, places.events, ("kind_id", "place", "audience_id")),
        (agreements._EVENTS_OF_PLACE, places.events, ("kind_id", "place", "audience_id")),
        (agreements._COUNTERS_OF_OFFICE, places.service_points, ("name", "address", "note_id")),
        (agreements._COUNTERS_OF_PLACE, places.service_points, ("name", "address", "note_id")),
    ],
)
def test_what_stands_in_a_cell_is_text(columns, rows, names, hostile):
    row = rows(FACTS, "all", "", DAY).head(1).assign(**dict.fromkeys(names, hostile))
    table = str(agreements._table(columns, row, ID))
    assert safe(table).text.count(hostile.strip()) == len(names)


@pytest.mark.parametrize("words", [ID, EN], ids=["id", "en"])
def test_the_file_of_agreements_is_in_the_readers_language(words):
    rows = places.agreements(FACTS, "all", "", DAY)
    sheet = agreement_sheet("Kesepakatan", rows, DAY, [], words)
    assert list(sheet.rows["subject"]) == list(rows[f"subject_{words.language}"])
    assert {column.key for column in sheet.columns} <= set(sheet.rows)
    assert sheet.columns[1].title == words("Para pihak") and not sheet.simulated


def test_titles_are_put_into_the_readers_language_and_nothing_else_is():
    columns = (Column("value", "Nilai", "rupiah"), Column("npp", "NPP"))
    assert translated_columns(columns, EN) == [Column("value", "Value", "rupiah"), Column("npp", "NPP")]
    assert translated_heads((Head("Nilai", True, "nilai"),), EN) == [Head("Value", True, "nilai")]
