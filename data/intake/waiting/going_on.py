"""How the work on a file goes on: after a part of it was published, and when its marked workbook comes back mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from data.intake.edits import Edits
from data.intake.marking import mended_cells
from data.intake.report import Report
from data.intake.waiting.drafts import Draft

# What the name of a marked workbook begins with; browsers add " (1)" to the second one of a name.
_MARKED = "bertanda-"
_AGAIN = re.compile(r"\s*\(\d+\)$")


def marked_name(file: str) -> str:
    """What the marked workbook of a file is called, without its suffix.

    >>> marked_name("iuran_juli.xlsx")
    'bertanda-iuran_juli'
    """
    return _MARKED + PurePath(file).stem


def draft_of_marked(name: str, waiting: Sequence[Draft]) -> Draft | None:
    """The draft, of those that wait, whose marked workbook bears this name; None for any other file.

    What is taken along has a name of small letters and dashes alone.
    """
    stem = _plain(_AGAIN.sub("", PurePath(name).stem))
    return next((draft for draft in waiting if _plain(marked_name(draft.file)) == stem), None)


def _plain(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.casefold()))


def carried_over(draft: Draft, before: Report, after: Report) -> dict[str, Any]:
    """What a mended workbook takes over from its draft: mapping, answers, skipped rows, and cells that are not mended in it.

    `before` is the report of the draft without its edits, `after` that of the mended workbook, with its answers.
    """
    sheets = {issue.sheet for issue in after.findings.errors} | {block.sheet.name for block in after.blocks}
    only = next(iter(sheets)) if len(sheets) == 1 else ""
    mended = {(one.row, one.column) for one in mended_cells(before, after)}
    cells = {
        (sheet if sheet in sheets else only, row, column): text
        for (sheet, row, column), text in draft.edits.cells.items()
        if (row, column) not in mended
    }
    skipped = frozenset((sheet if sheet in sheets else only, row) for sheet, row in draft.edits.skipped)
    published = {
        (sheet if sheet in sheets else only, row): number
        for (sheet, row), number in draft.edits.published.items()
    }
    return {
        "mapping": dict(draft.mapping),
        "answers": list(draft.answers),
        "edits": Edits(cells, skipped, published),
        "release": draft.release,
        "noted": dict(draft.noted),
    }


def left_over(draft: Draft, report: Report, release: int) -> Draft:
    """The draft after what was ready of it was published as `release`, so that the rest can follow.

    The months are published now, by this very file: it replaces its own rows, unless somebody has said otherwise. Rows
    that are differences would count twice: those that are published stay out, until their release is undone.
    """
    how = next((str(one["answer"]) for one in draft.answers if one.get("code") == "correction"), "")
    if not how:
        answers = [*draft.answers, {"code": "correction", "answer": "replace"}]
        return replace(draft, answers=answers, release=release)
    if "differ" not in how.casefold() and "selisih" not in how.casefold():
        return replace(draft, release=release)
    done = {(one.sheet, one.row): release for name in report.tables for one in report.ready(name)}
    return replace(
        draft, edits=replace(draft.edits, published={**draft.edits.published, **done}), release=release
    )
