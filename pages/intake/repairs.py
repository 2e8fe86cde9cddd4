"""Wrong cells, one line each: what stands there, what is accepted, a field to mend it or skip the row."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.intake import Draft, Issue, Report, accepted, marked_draft, marked_name, wrong
from data.words import Words
from pages import templates, widgets
from pages.intake import desk

_MOST, _MOST_UNDONE = 200, 30
_UNDO = "intake_undo_fixes"


def show_repairs(draft: Draft, report: Report, words: Words) -> None:
    """The errors as a table to work in; warnings as a count with a list behind it."""
    errors = sorted(
        (issue for issue in report.findings.errors if issue.severity == "error"),
        key=lambda issue: (issue.sheet, issue.row, issue.column),
    )
    warnings = [issue for issue in report.findings.errors if issue.severity == "warning"]
    several = len({block.sheet.name for block in report.blocks}) > 1
    note = words(
        "{count} sel salah tidak ikut terbit, {warnings} peringatan ikut",
        count=words.number(len(errors)),
        warnings=words.number(len(warnings)),
    )
    if errors or warnings or draft.edits.cells or draft.edits.skipped:
        st.html(templates.render("intake_part", title=words("Perbaikan"), note=note))
    if errors or warnings:
        _take_along(draft, report, words)
    if errors:
        _table(draft, errors[:_MOST], words, several=several)
    if len(errors) > _MOST:
        st.caption(
            words(
                "Yang tampil {most} dari {count}; perbaiki di berkas bertanda, lalu bawa lagi.",
                most=_MOST,
                count=words.number(len(errors)),
            )
        )
    _undo(draft, words)
    if warnings:
        _warnings(warnings, words, several=several)


def _take_along(draft: Draft, report: Report, words: Words) -> None:
    """The sender's own workbook, with the wrong cells marked: to be mended there, and brought again."""
    drafts = desk.drafts()  # the file is made when it is asked for, outside the session
    widgets.file_button(
        marked_name(draft.file),
        "xlsx",
        lambda: marked_draft(draft, drafts.content(draft), report),
        words,
        f"intake_marked_{draft.id}",
        words("Unduh berkas bertanda"),
    )


_HEADS = (
    "Lembar",
    "Baris",
    "Kol",
    "Judul kolom",
    "Yang tertulis",
    "Yang diterima",
    "Perbaiki di sini",
    "Lewati",
)
# Together no wider than the column on a laptop, so that no field is out of sight.
_WIDTHS = (112, 48, 36, 92, 84, 150, 124, 84)
_WIDTHS_OF_ONE_SHEET = (0, 50, 38, 122, 96, 216, 120, 86)


def _table(draft: Draft, errors: list[Issue], words: Words, *, several: bool) -> None:
    """The errors as lines to mend or skip; `several`: the file has several lists, so that each says its sheet."""
    heads = [words(head) for head in _HEADS]
    frame = pd.DataFrame([_line(issue, words) for issue in errors], columns=heads)
    if not several:
        frame = frame.drop(columns=heads[0])
    widths = _WIDTHS if several else _WIDTHS_OF_ONE_SHEET
    config = {
        head: st.column_config.TextColumn(width=width) for head, width in zip(heads, widths, strict=True)
    }
    config[heads[1]] = st.column_config.NumberColumn(format="%d", width=widths[1])
    config[heads[7]] = st.column_config.CheckboxColumn(width=widths[7])
    key = f"intake_fix_{draft.id}_{_state(draft)}"
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        disabled=[head for head in frame.columns if head not in heads[6:]],
        column_config=config,
        on_change=_mended,
        args=(key, errors, heads[6], heads[7]),
    )


def _state(draft: Draft) -> str:
    """A name for what was mended so far. What is typed is kept by the number of its line: in a list that has become
    another, it would stand in the line of another cell.
    """
    said = json.dumps(draft.edits.as_json(), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _line(issue: Issue, words: Words) -> tuple[object, ...]:
    said = (issue.sheet, issue.row, issue.column, issue.heading, issue.text or words("kosong"))
    return (*said, words(accepted(issue.code, issue.field)), issue.proposal, False)


def _mended(key: str, errors: list[Issue], mend: str, skip: str) -> None:
    """Keep what was typed, cell by cell; the file is read again with it."""
    draft = desk.opened()
    if draft is None:
        return
    cells, skipped = dict(draft.edits.cells), set(draft.edits.skipped)
    for row, values in st.session_state[key].get("edited_rows", {}).items():
        issue = errors[int(row)]
        if values.get(mend):
            cells[issue.sheet, issue.row, issue.column] = str(values[mend])
        if values.get(skip):
            skipped.add((issue.sheet, issue.row))
    desk.change(edits=replace(draft.edits, cells=cells, skipped=frozenset(skipped)))


def _undo(draft: Draft, words: Words) -> None:
    """What was mended or skipped, and the way back, one by one or all at once."""
    cells, skipped = draft.edits.cells, draft.edits.skipped
    if not cells and not skipped:
        return
    label = words("{cells} sel diperbaiki, {rows} baris dilewati", cells=len(cells), rows=len(skipped))
    is_open = bool(st.session_state.get(_UNDO))  # stays open when its label counts one less
    with st.expander(label, is_open, key=_UNDO, on_change="rerun") as box:
        if box.open:
            for place, text in list(cells.items())[:_MOST_UNDONE]:
                _undo_one(words("{place}: {text}", place=_place(*place), text=text), place, words)
            for row in sorted(skipped)[:_MOST_UNDONE]:
                _undo_one(words("{place}: dilewati", place=_place(*row)), row, words)
            st.button(
                words("Batalkan semua perbaikan"),
                key="intake_undo",
                on_click=lambda: desk.change(edits=replace(draft.edits, cells={}, skipped=frozenset())),
            )


def _place(sheet: str, row: int, column: str = "") -> str:
    return f"{sheet} {column}{row}".strip()


def _undo_one(said: str, place: tuple[str, int, str] | tuple[str, int], words: Words) -> None:
    name = hashlib.sha256(repr(place).encode()).hexdigest()[:10]
    with st.container(horizontal=True, vertical_alignment="center", key=f"intake_fixed_{name}"):
        st.html(templates.note(said))
        st.button(words("Batalkan"), key=f"intake_unfix_{name}", on_click=_take_back, args=(place,))


def _take_back(place: tuple[str, int, str] | tuple[str, int]) -> None:
    """Read a cell, or a row that was skipped, as the file has it."""
    draft = desk.opened()
    if draft is None:
        return
    cells = {at: text for at, text in draft.edits.cells.items() if at != place}
    skipped = frozenset(row for row in draft.edits.skipped if row != place)
    desk.change(edits=replace(draft.edits, cells=cells, skipped=skipped))


def _said(issue: Issue, words: Words) -> str:
    """What is odd about a cell, and what was probably meant."""
    said = words(wrong(issue.code))
    if not issue.proposal:
        return said
    return words("{said}; mungkin maksudnya {proposal}", said=said, proposal=issue.proposal)


def _warnings(warnings: list[Issue], words: Words, *, several: bool) -> None:
    table = templates.table(
        [words(head) for head in ("Baris", "Judul kolom", "Yang tertulis", "Peringatan")],
        [
            (f"{one.sheet} {one.row}" if several else str(one.row), one.heading, one.text, _said(one, words))
            for one in warnings[:_MOST]
        ],
    )
    st.html(templates.numbers(words("{count} peringatan", count=words.number(len(warnings))), table))
