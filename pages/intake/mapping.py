"""Their headings to our columns: one line when it is remembered or sure, a table to change it when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.intake import Draft, Record, Report
from data.words import Words
from pages import templates
from pages.intake import desk
from pages.intake.names import FIELDS, TABLES, form

_SHOWN, _SAMPLE = 12, 20
# A row of the table in pixels, and how many are seen without scrolling.
_ROW, _MOST_ROWS = 35, 16
_PEOPLE = ("person", "contact")
_KEY = "intake_mapping"
# Letters of a cell that are shown.
_LONG = 28
_HEADS = ("Kol", "Judul di berkas", "Kolom kita", "Contoh", "Satuan, bentuk", "Seberapa yakin")
# Where a row stands: its sheet and its number.
Place = tuple[str, int]


def show_mapping(draft: Draft, report: Report, words: Words) -> None:
    """The mapping in one line, and behind it the table and the file as it was read."""
    used = sum(bool(column.field) for block in report.blocks for column in block.columns)
    whole = sum(len(block.columns) for block in report.blocks)
    label = words("Pemetaan: {used} kolom dipakai, {rest} dilewati", used=used, rest=whole - used)
    if draft.remembered:
        label += f" · {words('pemetaan dari {date} dipakai', date=words.date(draft.remembered))}"
    is_open = bool(st.session_state.get(_KEY))  # stays open when a choice changes the numbers in its label
    with st.expander(templates.plain(label), is_open, key=_KEY, on_change="rerun") as box:
        if box.open:
            for number in range(len(report.blocks)):
                _block(draft, report, number, words)


def _block(draft: Draft, report: Report, number: int, words: Words) -> None:
    block = report.blocks[number]
    records = {(one.sheet, one.row): one for one in report.tables[block.table].records}
    rows = [_row(draft, block, column, records, words) for column in block.columns]
    heads = [words(head) for head in _HEADS]
    frame = pd.DataFrame(rows, columns=heads)
    names = {field: words(name) for field, name in FIELDS.items()}
    if len(block.sheet.name) > 0:
        st.markdown(
            f"**{templates.plain(block.sheet.name)}** · {words(TABLES.get(block.table, block.table))}"
        )
    key = f"intake_map_{draft.id}_{number}"
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        height=_ROW * (min(len(rows), _MOST_ROWS) + 1) + 2,
        disabled=[head for head in heads if head != heads[2]],
        column_config={
            heads[0]: st.column_config.TextColumn(width=40),
            heads[4]: st.column_config.TextColumn(width=100),
            heads[5]: st.column_config.TextColumn(width=132),
            heads[2]: st.column_config.SelectboxColumn(options=sorted(set(names.values())), required=True),
        },
        on_change=_changed,
        args=(
            key,
            [column.heading for column in block.columns],
            heads[2],
            {name: f for f, name in names.items()},
        ),
    )
    st.html(_original(block, words))


def _row(draft: Draft, block: Any, column: Any, records: Mapping[Place, Record], words: Words) -> list[str]:
    return [
        column.letter,
        column.heading,
        words(FIELDS.get(column.field, column.field)),
        "" if column.field in _PEOPLE else _example(block, column, records, words),
        form(column.field, column.scale, words),
        _sure(draft, block, column, words),
    ]


def _example(block: Any, column: Any, records: Mapping[Place, Record], words: Words) -> str:
    """The first cell that holds something, and as what it was read where that is written otherwise."""
    for row in block.rows[:_SAMPLE]:
        written = _short(block.sheet.cell(row, column.index))
        if not written:
            continue
        record = records.get((block.sheet.name, block.sheet.number(row)))
        held = record.values if record and not column.month else {}  # noqa: PD011 - a record, not a frame
        value = held.get(column.field) if column.field else None
        read = words.number(value) if isinstance(value, int) else "" if value is None else str(value)
        return f"{written} → {read}" if read and read != written else written
    return ""


def _sure(draft: Draft, block: Any, column: Any, words: Words) -> str:
    """Whether somebody should look at what a column was taken for: ◆ before why."""
    if column.heading in draft.mapping:
        return words("dipilih")
    if column.hidden:
        return words("◆ kolom tersembunyi")
    cells = [block.sheet.cell(row, column.index) for row in block.rows[:_SAMPLE]]
    numbers = sum(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells)
    if not column.field and numbers * 2 > len(cells):
        return words("◆ angka, tidak dipakai")
    return words("pasti")


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _short(cell: object) -> str:
    """A cell as it stands in the file; that it is longer is said, so that no cut date looks whole."""
    text = _shown(cell)
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _changed(key: str, headings: list[str], column: str, fields: dict[str, str]) -> None:
    """Keep what somebody chose: for next month as well, once it is published."""
    draft = desk.opened()
    edited = st.session_state[key].get("edited_rows", {})
    if draft is None:
        return
    chosen = {
        headings[int(row)]: fields[values[column]] for row, values in edited.items() if column in values
    }
    desk.change(mapping={**draft.mapping, **chosen})


def _original(block: Any, words: Words) -> str:
    """The first rows as they stand in the file; what is no data is hatched, what is of people is not shown."""
    sheet, data = block.sheet, set(block.rows)
    columns = [column for column in block.columns if column.field not in _PEOPLE][:8]
    first = max(block.header[0] - 3, 0)
    rows = []
    for row in range(first, min(len(sheet.cells), block.header[1] + _SHOWN)):
        kind = "" if row in data else "head" if block.header[0] <= row <= block.header[1] else "none"
        rows.append((sheet.number(row), kind, [_short(sheet.cell(row, column.index)) for column in columns]))
    return templates.render(
        "intake_original",
        title=words("Berkas asli"),
        note=words("arsir: bukan data"),
        letters=[column.letter for column in columns],
        rows=rows,
    )
