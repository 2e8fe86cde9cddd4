"""Their headings to our columns: one line when it is remembered or sure, a table to change it when asked for."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.intake import Draft, Report
from data.words import Words
from pages import templates
from pages.intake import desk
from pages.intake.names import FIELDS, TABLES, form

_SHOWN = 12


def show_mapping(draft: Draft, report: Report, words: Words) -> None:
    """The mapping in one line, and behind it the table and the file as it was read."""
    used = sum(bool(column.field) for block in report.blocks for column in block.columns)
    whole = sum(len(block.columns) for block in report.blocks)
    label = words("Pemetaan: {used} kolom dipakai, {rest} dilewati", used=used, rest=whole - used)
    if draft.remembered:
        label += f" · {words('pemetaan dari {date} dipakai', date=words.date(draft.remembered))}"
    with st.expander(templates.plain(label), key="intake_mapping", on_change="rerun") as box:
        if box.open:
            for number, block in enumerate(report.blocks):
                _block(draft, block, number, words)


def _block(draft: Draft, block: Any, number: int, words: Words) -> None:
    rows = [_row(block, column, words) for column in block.columns]
    heads = [words(h) for h in ("Kol", "Judul di berkas", "Kolom kita", "Contoh", "Satuan, bentuk")]
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
        disabled=[heads[0], heads[1], heads[3], heads[4]],
        column_config={
            heads[2]: st.column_config.SelectboxColumn(options=sorted(set(names.values())), required=True)
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


def _row(block: Any, column: Any, words: Words) -> list[str]:
    example = next(
        (text for row in block.rows[:20] if (text := _shown(block.sheet.cell(row, column.index)))), ""
    )
    hidden = words("kolom tersembunyi") if column.hidden else ""
    said = "" if column.field in ("person", "contact") else example
    return [
        column.letter,
        column.heading,
        words(FIELDS.get(column.field, column.field)),
        said[:40],
        hidden or form(column.field, column.scale, words),
    ]


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


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
    columns = [column for column in block.columns if column.field not in ("person", "contact")][:8]
    first = max(block.header[0] - 3, 0)
    rows = []
    for row in range(first, min(len(sheet.cells), block.header[1] + _SHOWN)):
        kind = "" if row in data else "head" if block.header[0] <= row <= block.header[1] else "none"
        rows.append(
            (sheet.number(row), kind, [_shown(sheet.cell(row, column.index))[:28] for column in columns])
        )
    return templates.render(
        "intake_original",
        title=words("Berkas asli"),
        note=words("arsir: bukan data"),
        letters=[column.letter for column in columns],
        rows=rows,
    )
