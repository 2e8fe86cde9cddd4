"""Presses every download button of a page: the files that a reader would take along, made in a thread of their own."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import streamlit as st
from python_calamine import CalamineWorkbook

from pages.workpapers import PREFIX

# What stands in the total row of a workbook.
_TOTAL = re.compile(r"(Jumlah|Total) \([\d.,]+ (baris|rows)\)$")


@dataclass
class Taken:
    """What the buttons of the last run gave: file name -> its maker."""

    makers: dict[str, Callable[[], bytes]]

    def file(self, ending: str) -> bytes:
        """The one file with this ending, made without a page running, as Streamlit makes it; no working paper."""
        return self._made(ending, paper=ending.startswith(PREFIX))

    def paper(self) -> bytes:
        """The working paper, likewise."""
        return self._made(".xlsx", paper=True)

    def _made(self, ending: str, paper: bool) -> bytes:
        [name] = [name for name in self.makers if name.endswith(ending) and name.startswith(PREFIX) == paper]
        results: list[bytes | BaseException] = []

        def make() -> None:
            try:
                results.append(self.makers[name]())
            except BaseException as error:
                results.append(error)

        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        if isinstance(results[0], BaseException):
            raise results[0]
        return results[0]


def recorded(patch: pytest.MonkeyPatch) -> Taken:
    """From now on download buttons are recorded, in the last run that drew them."""
    taken, button = Taken({}), st.download_button

    def record(label, data, file_name, **rest):
        taken.makers[file_name] = data
        return button(label, data, file_name, **rest)

    patch.setattr(st, "download_button", record)
    return taken


@dataclass(frozen=True)
class Book:
    """A workbook read back: headings, rows and total of its table, what stands around it, and its explanations."""

    above: list[str]
    heads: list[str]
    rows: list[list]
    total: dict[str, object]
    below: list[str]
    told: dict[str, str]


def read_book(body: bytes) -> Book:
    """The workbook of one table: the total is the row after its last, where there is one."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    data = book.get_sheet_by_index(0).to_python()
    told = book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()
    heads, rows = data[3], data[4:]
    at = next((at for at, row in enumerate(rows) if any(_TOTAL.match(str(cell)) for cell in row)), len(rows))
    notes = [at for at, row in enumerate(rows) if row[0] and not any(row[1:]) and len(str(row[0])) > 40]
    end = min([at, *notes])
    total = dict(zip(heads, rows[at], strict=True)) if at < len(rows) else {}
    below = [str(row[0]) for row in rows[end + bool(total) :]]
    above = [str(row[0]) for row in data[:3]]
    return Book(above, heads, rows[:end], total, below, {str(row[0]): str(row[1]) for row in told if row[0]})
