"""One CSV file into one checked table, or an error that names the file, row, column and what to do.

The files are read with the `csv` module and not with pandas, which fills short rows silently and
forgets on which line a row stood.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from data.parsing import shown
from data.tables.checks import NUMBER, RULES, UNIQUE
from data.tables.columns import later_columns
from data.tables.published_schemas import TABLES
from data.words import Problem

MAX_BYTES = 20_000_000
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


class DamagedFile(Problem):
    """A file of the embedded data that cannot be used as it is."""


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """The table `name` of `folder`; the index is each row's line number in its file.

    Text columns hold str ("" when empty), number columns float (NaN when empty).

    Raises DamagedFile: no such file, too large, not UTF-8, other columns, no row at all, or a cell that the schema refuses.
    """
    schema = TABLES[name]
    path = Path(folder) / f"{name}.csv"
    rows = dict(_rows(path, list(schema.columns), later_columns(schema)))
    if not rows:
        raise DamagedFile(
            "Berkas {file} hanya berisi judul kolom, tanpa satu baris pun. Pasang lagi berkas aslinya.",
            file=path.name,
        )
    frame = pd.DataFrame(
        {column: [row[at] for row in rows.values()] for at, column in enumerate(schema.columns)},
        index=pd.Index(list(rows), dtype="int64"),
    )
    for column, spec in schema.columns.items():
        is_number = "float" in str(spec.dtype)
        frame[column] = _numbers(frame[column], path.name) if is_number else frame[column].astype(str)
    return _checked(frame, schema, path.name)


def _rows(path: Path, columns: list[str], later: set[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row of cells with the number of the line on which it starts; blank lines are passed over.

    A file from before a `later` column lacks it, and its rows are empty there.
    """
    # Not str.splitlines, which also breaks at separators that may stand inside a cell.
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(lines, [])
        if header != [name for name in columns if name in header or name not in later]:
            raise DamagedFile(
                "Berkas {file} baris 1: kolomnya {found}, seharusnya {columns}. Pasang lagi berkas aslinya.",
                file=path.name,
                found=shown(",".join(header), 200),
                columns=",".join(columns),
            )
        start = lines.line_num + 1
        for row in lines:
            if row:
                cells = dict(zip(header, _complete(row, len(header), path.name, start), strict=True))
                yield start, [cells.get(name, "") for name in columns]
            start = lines.line_num + 1
    except csv.Error as error:
        raise DamagedFile(
            "Berkas {file} baris {row}: bukan CSV yang utuh ({found}). Periksa tanda kutip dan koma di baris itu.",
            file=path.name,
            row=lines.line_num,
            found=shown(error),
        ) from error


def _complete(row: list[str], wanted: int, file: str, line: int) -> list[str]:
    if len(row) != wanted:
        raise DamagedFile(
            "Berkas {file} baris {row}: ada {found} kolom, seharusnya {wanted}. "
            "Periksa tanda kutip dan koma di baris itu.",
            file=file,
            row=line,
            found=len(row),
            wanted=wanted,
        )
    return row


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DamagedFile(
                "Berkas {file} terlalu besar; paling besar {limit} MB. Pasang lagi berkas aslinya.",
                file=path.name,
                limit=MAX_BYTES // 1_000_000,
            )
        # utf-8-sig: Excel puts a byte order mark in front when somebody saves the file again.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedFile(
            "Berkas {file} bukan teks UTF-8. Simpan lagi sebagai CSV UTF-8 atau pasang lagi berkas aslinya.",
            file=path.name,
        ) from error
    except OSError as error:
        raise DamagedFile(
            "Berkas {file} tidak ada atau tidak bisa dibaca di folder {folder}. Pasang lagi berkas aslinya.",
            file=path.name,
            folder=shown(path.parent, 200),
        ) from error


def _numbers(cells: pd.Series, file: str) -> pd.Series:
    wrong = [(line, cell) for line, cell in cells.items() if cell and not _PLAIN_NUMBER.fullmatch(cell)]
    if wrong:
        line, cell = wrong[0]
        raise DamagedFile(NUMBER, file=file, row=line, column=cells.name, found=_quoted(cell))
    return pd.Series(
        [float(cell) if cell else float("nan") for cell in cells], index=cells.index, dtype=float
    )


def _checked(frame: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> pd.DataFrame:
    try:
        return schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        damages = [_damage(error, frame, file) for error in errors.schema_errors]
        raise min(damages, key=_row) from None


def _row(damage: DamagedFile) -> int:
    return int(damage.values["row"])  # noqa: PD011 - a Problem's values, not a frame's


def _damage(error: pa.errors.SchemaError, frame: pd.DataFrame, file: str) -> DamagedFile:
    """The first breach of one check as a sentence; a repeated key is reported where it comes again."""
    cases = error.failure_cases
    rule = RULES.get(getattr(error.check, "error", None) or "")
    if rule is None and "DUPLICATES" not in str(error.reason_code):
        # Only a number that must not be missing is left: pandera has no rule of ours for it.
        rule = RULES["filled"]
    line = int(max(cases["index"]) if rule is None else min(cases["index"]))
    column = error.schema.name or str(cases["column"].iloc[0])
    return DamagedFile(
        rule.template if rule else UNIQUE,
        file=file,
        row=line,
        column=column,
        found=_quoted(frame.loc[line, column]),
        **(rule.details if rule else {}),
    )


def _quoted(cell: object) -> str:
    return f"“{shown(cell)}”"
