"""Reading in a process of its own, with limits on memory and time, so that a hostile file ends only itself.

This file is also the program of that process, which imports nothing of ours: it starts in a thirtieth of a second.
calamine lays out the rectangle that cells span before anybody can ask how large it is, and ends the process when
memory is short; xlrd is plain Python, and a broken file may keep it busy for long.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from threading import Thread
from typing import IO, Any

MOST_MEMORY = 1_000_000_000
MOST_SECONDS = 20
MOST_CELLS = 12_000_000
# How the process ends, besides with sheets: at its limits, before a password, on a broken file.
NO_ROOM, LOCKED, BROKEN = 3, 4, 5
_KILLED = (-6, -9, -24)  # out of memory, killed, out of time


def contained(
    content: bytes, kind: str, meanwhile: Callable[[], None] = lambda: None
) -> tuple[int, list[dict[str, Any]]]:
    """The sheets of a workbook, read by another process, and 0; or nothing, and NO_ROOM, LOCKED or BROKEN.

    A sheet has name, cells, hidden, merged, hidden_rows and hidden_columns; a cell that shows an error is bytes.
    `meanwhile` is called ten times a second; what it raises ends the process.
    """
    command = [sys.executable, "-I", __file__, kind]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - this very file
        answer = _awaited(process, content, meanwhile)
        ended = process.returncode if answer is not None else NO_ROOM
    if ended == 0:
        return 0, pickle.loads(answer or b"")  # noqa: S301 - written by this program, a few lines below
    return (NO_ROOM if ended in _KILLED else ended), []


def _awaited(process: subprocess.Popen[bytes], content: bytes, meanwhile: Callable[[], None]) -> bytes | None:
    """What the process says; None, and its end, when it takes too long. It also ends when `meanwhile` raises.

    Another thread hands over the content: `communicate` would forget what is left of it at the first pause. Tenths of
    a second are counted in which it was waited for: by the clock alone, a computer that slept meanwhile would find the
    file too large.
    """
    given, process.stdin = process.stdin, None
    Thread(target=_hand_over, args=(given, content), daemon=True).start()
    try:
        for _ in range((MOST_SECONDS + 2) * 10):
            with suppress(subprocess.TimeoutExpired):
                return process.communicate(timeout=0.1)[0]
            meanwhile()
        return None
    finally:
        process.kill()


def _hand_over(given: IO[bytes], content: bytes) -> None:
    """Write all of it; a process that has ended takes no more."""
    with suppress(OSError):
        given.write(content)
    with suppress(OSError):
        given.close()


def _limit() -> None:
    with suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _by_calamine(content: bytes) -> list[dict[str, Any]] | int:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            tables = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
            return _sheets(
                book, {one.name: one.visible != calamine.SheetVisibleEnum.Visible for one in tables}
            )
    except calamine.PasswordError:
        return LOCKED


def _sheets(book: Any, hidden: dict[str, bool]) -> list[dict[str, Any]] | int:
    found, cells = [], 0
    for name, out_of_sight in hidden.items():
        sheet = book.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            return NO_ROOM
        merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
        rows = sheet.to_python(skip_empty_area=False)
        found.append({"name": name, "cells": rows, "hidden": out_of_sight, "merged": merged})
    return found


def _by_xlrd(content: bytes) -> list[dict[str, Any]] | int:
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        said = str(error).lower()
        return LOCKED if "encrypt" in said or "password" in said else BROKEN
    return [_xls_sheet(book, sheet) for sheet in book.sheets()]


def _xls_sheet(book: Any, sheet: Any) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "cells": [[_xls_value(book, cell) for cell in sheet.row(row)] for row in range(sheet.nrows)],
        "hidden": bool(sheet.visibility),
        "merged": [(low, left, high - 1, right - 1) for low, high, left, right in sheet.merged_cells],
        "hidden_rows": frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        "hidden_columns": frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
    }


def _xls_value(book: Any, cell: Any) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _xls_date(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#?")).encode()
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


def _xls_date(value: float, mode: int) -> object:
    import xlrd

    try:
        day: datetime = xlrd.xldate_as_datetime(value, mode)
    except (xlrd.xldate.XLDateError, ValueError, OverflowError):
        return value
    return date(day.year, day.month, day.day) if float(value).is_integer() else day


def _read(kind: str) -> int:
    _limit()
    try:
        content = sys.stdin.buffer.read()
        answer = _by_xlrd(content) if kind == "xls" else _by_calamine(content)
        if isinstance(answer, int):
            return answer
        sys.stdout.buffer.write(pickle.dumps(answer, protocol=5))
    except MemoryError:
        return NO_ROOM
    except Exception:  # whatever a broken file makes of a library, it is a broken file
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(_read(sys.argv[1]))
