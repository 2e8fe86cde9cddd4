"""From a file to a release and back: what is shown before is what is published, to the last rupiah; nothing is lost."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from data.access import Viewer
from data.intake import (
    BOOK,
    Answers,
    Drafts,
    Edits,
    Memory,
    Report,
    check,
    history,
    in_force,
    layout_known,
    preview,
    publish,
    published_details,
    read_draft,
    rehearse,
    rows_of,
    walks,
)
from data.store import TOTALS, Store
from data.store.problems import PublishedBefore
from tests.data.intake.own import BRANCH, OFFICE, desk, month_file, published_store
from tests.facts import FACTS

STEWARD = Viewer("pengelola")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return published_store(tmp_path)


def read(store: Store, content: bytes, name: str = "juli.xlsx", **parts: object) -> Report:
    return check(content, name, desk(store), **parts)


def brought(store: Store, report: Report, viewer: Viewer = BRANCH):
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    details = published_details(report, "00", OFFICE, viewer.role)
    return publish(store, rehearsal, embedded=FACTS, title=report.file, viewer=viewer, details=details)


def test_rupiah_and_workers_are_the_same_in_file_rehearsal_release_and_map(store: Store):
    report = read(store, month_file("2026-07", twice=False))
    sums = report.sums("contributions")
    # 24 rows, one of them wrong (the third, 1,000,002 due, paid).
    assert (rows_of(report).ready, sums["due"]) == (23, sum(1_000_000 + at for at in range(24)) - 1_000_002)
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    assert rehearsal.tables["contributions"].sums()["due"] == (0, sums["due"])
    shown = preview(store, rehearsal, FACTS)
    release = brought(store, report)
    rows = release.table("contributions", months=["2026-07"]).to_pylist()
    assert sum(row["due"] for row in rows) == sums["due"]
    assert sum(row["workers"] for row in rows) == sums["workers"] == 23 * 5
    # June is due on 15 July, July on 18 August: at the end of July nothing is overdue.
    cells = release.table(TOTALS, months=["2026-07"]).to_pylist()
    owed = sum(value for cell in cells for name, value in cell.items() if name.startswith("outstanding_"))
    assert owed == sum(shown.after.values()) == 0
    later = brought(store, read(store, month_file("2026-08", wrong=False, twice=False), "agustus.xlsx"))
    cells = later.table(TOTALS, months=["2026-08"]).to_pylist()
    owed = sum(value for cell in cells for name, value in cell.items() if name.startswith("outstanding_"))
    assert owed == sum(1_000_000 + at for at in range(24) if at % 2)


def test_what_was_left_out_is_listed_and_adds_up(store: Store):
    report = read(store, month_file("2026-07"))
    rows = rows_of(report)
    assert (rows.all, rows.ready, rows.waiting, rows.wrong) == (25, 22, 2, 1)
    assert rows.all == rows.ready + rows.waiting + rows.wrong + rows.twice + rows.other + rows.skipped
    release = brought(store, report)
    ((newest, details), *_) = history(store)
    assert newest.number == release.number and details["left_out"] == 3 and details["file"] == "juli.xlsx"


def test_a_cell_that_is_mended_and_a_row_that_is_skipped(store: Store):
    content = month_file("2026-07", twice=False)
    mended = read(store, content, edits=Edits({("IURAN", 5, "F"): "20.000.000"}))
    assert rows_of(mended).ready == 24
    skipped = read(store, content, edits=Edits(skipped=frozenset([("IURAN", 5)])))
    assert (rows_of(skipped).all, rows_of(skipped).ready, rows_of(skipped).skipped) == (24, 23, 1)
    assert Edits.of_json(Edits({("A", 1, "B"): "x"}, frozenset([("A", 2)])).as_json()) == Edits(
        {("A", 1, "B"): "x"}, frozenset([("A", 2)])
    )


def test_the_second_month_of_a_layout_needs_no_question(store: Store):
    memory = Memory(store.notebook(BOOK), OFFICE, BRANCH)
    content = month_file("2026-07", wrong=False, twice=False).replace(b"", b"")
    answers = Answers([{"code": "missing_column", "answer": "leave empty"}])
    first = read(store, content, answers=answers)
    brought(store, first)
    memory.keep(first, {"Jml TK": "workers"})
    second = read(store, month_file("2026-08", wrong=False, twice=False), "agustus.xlsx")
    known = layout_known(second, memory)
    assert known is not None and known.mapping == {"Jml TK": "workers"}
    again = check(
        month_file("2026-08", wrong=False, twice=False),
        "agustus.xlsx",
        replace(desk(store), mapping=known.mapping),
        Answers(known.answers),
    )
    assert [question for question in again.findings.questions if question.open] == []
    memory.forget(known.layout)
    assert layout_known(second, memory) is None and memory.known() == []


def test_a_draft_waits_and_says_the_same_later(store: Store, tmp_path: Path):
    report = read(store, month_file("2026-07"))
    drafts = Drafts(store.notebook(BOOK), BRANCH)
    draft = drafts.begin(month_file("2026-07"), report, OFFICE)
    answer = {"code": "duplicate", "rows": [4, 27], "answer": {"keep": [27]}}
    drafts.keep(replace(draft, answers=[answer], edits=Edits({("IURAN", 5, "F"): "1"})))
    others = Drafts(Store(tmp_path, store.dataset).notebook(BOOK), BRANCH)
    [found] = others.all(OFFICE)
    later = read_draft(found, others.content(found), desk(store))
    assert rows_of(later).ready == 24 and later.sums("contributions")["wages"] == 23 * 20_000_000 + 1
    assert Drafts(store.notebook(BOOK), STEWARD).all("KC-PALEMBANG") == []
    others.remove(found)
    assert others.all(OFFICE) == []


def test_nothing_about_people_is_written_anywhere(store: Store, tmp_path: Path):
    content = month_file("2026-07", people=True)
    report = read(store, content)
    draft = Drafts(store.notebook(BOOK), BRANCH).begin(content, report, OFFICE)
    again = read_draft(draft, Drafts(store.notebook(BOOK), BRANCH).content(draft), desk(store))
    assert draft.form == "cells" and again.sums("contributions") == report.sums("contributions")
    brought(store, again)
    said = str(again.as_json()) + str([note.value for note in store.notebook(BOOK).every("draft")])
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    kept += Drafts(store.notebook(BOOK), BRANCH).content(draft)
    for at in range(24):
        for secret in (f"08120000{at:04d}", f"35160000000000{at:02d}"):
            assert secret not in said and secret.encode() not in kept


def test_undo_brings_back_what_was_before_also_after_others_have_published(store: Store):
    before = store.release().table("contributions").num_rows
    brought(store, read(store, month_file("2026-07", twice=False)))
    brought(store, read(store, month_file("2026-08", twice=False), "agustus.xlsx"))
    undone = store.return_to(1, role="cabang")
    assert undone.number == 4 and undone.table("contributions").num_rows == before
    assert undone.months == store.release(1).months
    assert in_force(store.history()) == {1}
    empty = store.return_to(0, role="cabang")
    assert empty.months == () and empty.table("contributions").num_rows == 0
    assert in_force(store.history()) == frozenset()
    assert store.return_to(3, role="cabang").table("contributions").num_rows == before + 46
    assert in_force(store.history()) == {1, 2, 3}


def test_somebody_who_published_meanwhile_is_told_of(store: Store):
    report = read(store, month_file("2026-07", twice=False))
    rehearsal = rehearse(report, store.release(), OFFICE, FACTS)
    brought(store, read(store, month_file("2026-08", twice=False), "agustus.xlsx"))
    with pytest.raises(PublishedBefore):
        publish(store, rehearsal, embedded=FACTS, title="x", viewer=BRANCH, details={})


@pytest.mark.parametrize(
    ("answer", "due"),
    [("replace", 24_000_276), ("replace_all", 24_000_276), ("add", 24_000_000), ("difference", 48_000_276)],
)
def test_a_published_month_is_replaced_added_to_or_corrected(store: Store, answer: str, due: int):
    content = month_file("2026-06", wrong=False, twice=False)
    waiting = read(store, content)
    assert waiting.waiting and waiting.ready("contributions") == []
    report = read(store, content, answers=Answers([{"code": "correction", "answer": answer}]))
    change = rehearse(report, store.release(), OFFICE, FACTS).tables["contributions"]
    assert change.sums()["due"] == (24_000_000, due)


def with_total(total: int, *, text: str | None = None) -> bytes:
    """A month's file whose last row is a JUMLAH; `text`: an amount kept as text, which Excel's SUM leaves out."""
    book = openpyxl.load_workbook(io.BytesIO(month_file("2026-07", twice=False)))
    sheet = book.active
    if text is not None:
        sheet["G6"] = text
    sheet.append(["", "", "JUMLAH", "", "", "", total])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_ROWS = sum(1_000_000 + at for at in range(24))


@pytest.mark.parametrize(
    ("content", "edits", "steps"),
    [
        (
            with_total(_ROWS - 1_000_003, text="1.000.003"),
            Edits(),
            [("as_text", 1_000_003), ("wrong", -1_000_002)],
        ),
        (
            with_total(_ROWS),
            Edits(skipped=frozenset({("IURAN", 7)})),
            [("wrong", -1_000_002), ("skipped", -1_000_004)],
        ),
        (with_total(99), Edits(), [("other_sum", _ROWS - 99), ("wrong", -1_000_002)]),
    ],
    ids=["numbers kept as text", "a row that somebody skips", "a total that is just another"],
)
def test_the_files_own_total_is_walked_to_ours(store: Store, content, edits, steps):
    (found,) = walks(read(store, content, edits=edits))
    assert [(step.what, step.amount) for step in found.steps] == steps
    assert found.said + sum(step.amount for step in found.steps) == found.ours
