"""One file that was dropped: known already, refused, the mended one of a file that waits, or a new one that waits now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from data.clock import local
from data.intake import (
    Answers,
    Draft,
    Edits,
    Progress,
    Report,
    carried_over,
    check,
    draft_of_marked,
    layout_known,
    mended_cells,
    rows_of,
)
from data.words import Problem, Sentence
from pages.intake import desk


@dataclass
class Taken:
    """What became of a dropped file: the draft that waits, or why it is refused; and what is to be told of it."""

    file: str
    draft: Draft | None = None
    refused: Problem | None = None
    told: list[Sentence] = field(default_factory=list)


def take(name: str, content: bytes, office: str, progress: Progress) -> Taken:
    """Read a file and let it wait. Raises OSError where the storage does not take it."""
    waiting = desk.drafts().all(office)
    digest = hashlib.sha256(content).hexdigest()
    same = next((draft for draft in waiting if draft.digest == digest), None)
    if same is not None:
        said = Sentence("Berkas yang persis sama sudah menunggu; pekerjaannya dilanjutkan di sini.")
        return Taken(name, same, told=[said])
    before = draft_of_marked(name, waiting)
    taken = (
        _first(name, content, office, progress) if before is None else _again(before, name, content, progress)
    )
    if taken.draft is not None and any(draft.file == name for draft in waiting):
        taken.told.append(
            Sentence("Berkas lain bernama sama sudah menunggu; isinya berbeda, jadi dua-duanya tetap ada.")
        )
    return taken


def _first(name: str, content: bytes, office: str, progress: Progress) -> Taken:
    """A file that is new here, read with what is remembered of its layout."""
    own = desk.desk(office)
    report = check(content, name, own, progress=progress)
    if report.refused is not None:
        return Taken(name, refused=report.refused)
    known = layout_known(report, desk.memory(office))
    if known is not None and (known.mapping or known.answers):
        report = check(content, name, replace(own, mapping=known.mapping), Answers(known.answers))
    draft = desk.drafts().begin(content, report, office)
    if known is not None:
        draft = replace(
            draft, mapping=known.mapping, answers=known.answers, remembered=f"{local(known.at):%Y-%m-%d}"
        )
    draft = desk.drafts().keep(replace(draft, counts=counts_of(report)))
    desk.keep_report(draft, report)
    return Taken(name, draft)


def _again(before: Draft, name: str, content: bytes, progress: Progress) -> Taken:
    """The marked workbook of a draft, mended: it takes the draft's place, with all that was decided."""
    own = replace(desk.desk(before.office), mapping=before.mapping)
    report = check(content, name, own, Answers(before.answers), progress=progress)
    if report.refused is not None:
        return Taken(name, refused=report.refused)
    wrong = desk.report_of(replace(before, edits=Edits()))
    draft = desk.drafts().begin(content, report, before.office)
    draft = replace(
        draft, file=before.file, remembered=before.remembered, **carried_over(before, wrong, report)
    )
    draft = desk.drafts().keep(replace(draft, counts=counts_of(report)))
    desk.drafts().remove(before)
    right = [one for one in mended_cells(wrong, report) if one.severity == "error"]
    said = Sentence(
        "Berkas bertanda dibaca lagi: {count} sel sudah benar. Jawaban Anda tetap berlaku.", count=len(right)
    )
    return Taken(name, draft, told=[said])


def counts_of(report: Report) -> tuple[int, ...]:
    """Rows of a file: all, ready, waiting for an answer, wrong."""
    rows = rows_of(report)
    return rows.all, rows.ready, rows.waiting, rows.wrong
