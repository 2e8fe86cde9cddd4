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
    agreement_warnings,
    counter_counts,
    counter_table,
    event_counts,
    event_sheet,
    event_table,
    translated_columns,
    translated_heads,
)
from pages.widgets.agreements import tables
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
        ("unconfirmed", "", "–"),
        ("forum", "", "forum, bukan kesepakatan"),
    ],
)
def test_the_end_of_an_agreement_says_how_it_stands(state, until, cell):
    assert cells(agreement_table(agreed(state=state, until=until), ID))[3] == cell


@pytest.mark.parametrize(
    ("state", "signed", "planned", "cell"),
    [
        ("open", "2024-03-05", "2024-02", "5 Mar 2024"),
        ("unconfirmed", "", "2024-02", "direncanakan Feb 2024; penandatanganan tidak ditemukan"),
        ("open", "", "", "tanpa tanggal"),
    ],
)
def test_an_agreement_is_signed_or_planned_or_undated(state, signed, planned, cell):
    row = agreed(state=state, signed_on=signed, planned_on=planned)
    assert cells(agreement_table(row, ID))[2] == cell


def test_a_number_that_no_source_says_is_a_dash_and_never_zero():
    rows = places.events(FACTS, "all", "", DAY).head(1)
    numbers = {"invited": float("nan"), "attended": 0.0, "mentioned": 40.0}
    assert cells(event_table(rows.assign(**numbers), ID))[3:6] == ["–", "0", "40"]
    more = cells(event_table(rows.assign(**numbers, counts="more than"), ID))
    assert more[3:6] == ["–", "lebih dari 0", "lebih dari 40"]


def test_a_row_of_one_event_signing_or_building_says_of_which():
    event = places.events(FACTS, "region", "35.76", DAY).set_index("id", drop=False).loc[["K59"]]
    assert "acara yang sama dengan K01" in event_table(event, ID)
    rows = places.agreements(FACTS, "all", "", DAY).set_index("id", drop=False)
    assert "penandatanganan yang sama dengan M19" in agreement_table(rows.loc[["M10"]], ID)
    assert "perhaps the same as M19" in agreement_table(rows.loc[["M02"]], EN)
    counter = places.service_points(FACTS, "region", "35.76", DAY).set_index("id", drop=False).loc[["L01"]]
    table = counter_table(counter, ID)
    assert "direncanakan 22 Okt 2018; pembukaannya tidak terkonfirmasi" in table
    assert "gedung yang sama dengan L02" in table and cells(table)[4] == "–" and "baru" not in table


def test_agreements_counters_and_events_are_counted_once_in_words():
    agreed_on = places.agreements(FACTS, "region", "33.75", DAY)
    said = agreement_warnings(agreed_on, ID)
    assert said.startswith("4 atau 5 kesepakatan: ") and said.endswith("1 forum, bukan kesepakatan.")
    points = counter_counts(places.service_points(FACTS, "region", "35.76", DAY), ID)
    assert points == (
        "2 loket dan titik layanan di 1 gedung: 1 sudah buka, "
        "1 direncanakan, pembukaannya tidak terkonfirmasi."
    )
    outreach = places.events(FACTS, "region", "35.76", DAY)
    assert event_counts(outreach, ID).startswith(f"{len(outreach) - 1} kegiatan dari {len(outreach)} ")


@pytest.mark.parametrize("words", [ID, EN], ids=["id", "en"])
def test_the_file_of_events_keeps_what_is_not_said_empty(words):
    rows = places.events(FACTS, "region", "35.76", DAY)
    sheet = event_sheet("Kegiatan", rows, [], words)
    assert {column.key for column in sheet.columns} <= set(sheet.rows) and not sheet.simulated
    first = sheet.rows.set_index("id").loc["K59"]
    assert first["attended"] == 48 and pd.isna(first["invited"]) and first["same_as"] == "K01"


@pytest.mark.parametrize("table", [agreement_table, counter_table, event_table])
def test_a_table_without_a_row_says_so(table):
    nothing = table(pd.DataFrame(), EN)
    assert re.fullmatch(r'<p class="peta-note">No .* found.*</p>', nothing)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    ("columns", "rows", "names"),
    [
        (
            tables._AGREEMENTS,
            places.agreements,
            ("parties", "subject_id", "status_id", "follow_id", "note_id"),
        ),
        (
            tables._EVENTS,
            places.events,
            ("kind_id", "organiser_id", "place", "audience_id", "note_id"),
        ),
        (tables._COUNTERS, places.service_points, ("name", "address", "note_id")),
    ],
)
def test_what_stands_in_a_cell_is_text(columns, rows, names, hostile):
    row = rows(FACTS, "all", "", DAY).head(1).assign(**dict.fromkeys(names, hostile))
    table = str(tables._table(columns, row, ID))
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
