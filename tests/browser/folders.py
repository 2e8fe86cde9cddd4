"""Data folders that people might hand over: hostile in every free text, or damaged."""

from __future__ import annotations

import csv
import shutil
from itertools import count
from pathlib import Path

from data.tables.facts import EMBEDDED
from data.tables.published_schemas import TABLES

# HTML, a JavaScript template, the end of a script, an attribute, Markdown, and the templates of Jinja and Python.
HOSTILE = (
    "<img src=x onerror=window.hacked=1>",
    "`${window.hacked=1}`",
    "</script><script>window.hacked=1</script>",
    '"><svg onload=window.hacked=1>',
    "![a](/x.png) [b](javascript:window.hacked=1) **c** :red[d] $e$ #f_g_",
    "{{ 7*7 }} {n} {0} %(n)s",
)
# The one column of another form in which an address may still carry a script.
_URL = "https://contoh.id/?a=${window.hacked=1}&b=[c](javascript:window.hacked=1)"
_FREE = {"text", "filled", "unique"}


def free_columns(table: str) -> list[str]:
    """The columns of a table that take any line of text."""
    columns = TABLES[table].columns.items()
    return [
        name
        for name, column in columns
        if column.checks and {check.error for check in column.checks} <= _FREE
    ]


def hostile(folder: Path) -> None:
    """Fill the folder with the embedded data, every free text of it hostile, each in its own words."""
    shutil.copytree(EMBEDDED, folder, dirs_exist_ok=True)
    number = count(1)
    for table in TABLES:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for line, row in enumerate(rows):
            for place, column in enumerate(free_columns(table)):
                row[column] = f"{HOSTILE[(line + place) % len(HOSTILE)]} ~{next(number)}"
            if row.get("url"):
                row["url"] = _URL
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def damaged(folder: Path) -> None:
    """Fill the folder with the embedded data, in which a number of figures.csv is no number."""
    shutil.copytree(EMBEDDED, folder, dirs_exist_ok=True)
    path = folder / "figures.csv"
    lines = path.read_text("utf-8").splitlines()
    assert lines[1].startswith("A001,16,province,bpu_active,52912,")
    lines[1] = lines[1].replace(",52912,", ",lima puluh ribu,", 1)
    path.write_text("\n".join(lines) + "\n", "utf-8")
