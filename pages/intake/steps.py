"""One open file: six steps with their state, a sentence that accounts for every row, and what is to be done."""

from __future__ import annotations

import streamlit as st
from pandera.errors import SchemaErrors

from data.intake import Draft, Question, Rehearsal, Report, rows_of
from data.words import Problem, Words
from pages import templates
from pages.intake import desk
from pages.intake.dropping import said_rows
from pages.intake.mapping import show_mapping
from pages.intake.names import NOTES, PERSON_NOTES, TABLES
from pages.intake.questions import show_questions
from pages.intake.rehearsing import show_rehearsal
from pages.intake.repairs import show_repairs
from pages.intake.terms import publish_bar


def show_file(draft: Draft, words: Words) -> None:
    """The draft that is open: at the left what is to be done, at the right what it would change."""
    report = desk.report_of(draft)
    if report.refused is not None:
        _refused(report, words)
        return
    rehearsal = _rehearsed(draft, report, words)
    st.html(_steps(report, words))
    st.html(
        templates.render("intake_lead", lead=said_rows(report, words), note=_provenance(draft, report, words))
    )
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _file_line(draft, report, words)
        show_mapping(draft, report, words)
        show_questions(draft, report, words)
        show_repairs(draft, report, words)
    with right:
        show_rehearsal(draft, report, rehearsal, words)
    publish_bar(draft, report, rehearsal, words)


def _refused(report: Report, words: Words) -> None:
    refusal = report.refused
    if refusal is not None:
        st.html(
            templates.render(
                "intake_card",
                kind="peta-refused",
                title=words("Berkas tidak diterima. Tidak ada isinya yang disimpan."),
                note=report.file,
                lines=[words.explain(refusal)],
            )
        )
    st.button(
        words("Pilih berkas lain"), key="intake_other", type="primary", on_click=desk.open_draft, args=(None,)
    )


def _rehearsed(draft: Draft, report: Report, words: Words) -> Rehearsal | None:
    """What would change; None, and said, where the rows would break a rule of the tables."""
    try:
        return desk.rehearsal_of(draft, report)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return None
    except SchemaErrors as error:
        cases = error.failure_cases
        column, value = str(cases["column"].iloc[0]), str(cases["failure_case"].iloc[0])
        st.error(
            words(
                "Baris ini belum dapat terbit: kolom {column} berisi {found}, yang tidak diterima tabelnya.",
                column=templates.plain(column),
                found=templates.plain(value),
            )
        )
        return None


def open_questions(report: Report) -> list[Question]:
    """The questions that something waits for."""
    return [question for question in report.findings.questions if question.open]


def _steps(report: Report, words: Words) -> str:
    """Six steps: what each has to say, and which is to be done now."""
    rows, asked = rows_of(report), len(open_questions(report))
    columns = sum(len(block.columns) for block in report.blocks)
    release = desk.release()
    steps = [
        (words("Berkas"), words("{count} lembar", count=len(report.blocks)), True),
        (words("Pemetaan"), words("{count} kolom", count=columns), True),
        (words("Pertanyaan"), words("{count} terbuka", count=asked), not asked),
        (words("Perbaikan"), words("{count} salah", count=rows.wrong), not rows.wrong),
        (words("Uji coba"), words("{count} baris", count=words.number(rows.ready)), rows.ready > 0),
        (words("Terbit"), words("rilis {number}", number=(release.number if release else 0) + 1), False),
    ]
    now = next(at for at, (_, _, done) in enumerate(steps) if not done)
    return templates.render("intake_steps", steps=steps, now=now)


def _provenance(draft: Draft, report: Report, words: Words) -> str:
    tables = ", ".join(words(TABLES[name]) for name in report.tables if name in TABLES)
    parts = [tables, words("berkas dibaca di komputer ini")]
    people = {code for code, _, _ in report.findings.notes} & set(PERSON_NOTES)
    if people:
        parts.append(words("data orang dibuang dan tidak disimpan"))
    if draft.remembered:
        parts.append(words("pemetaan dari {date} dipakai", date=words.date(draft.remembered)))
    return " · ".join(part for part in parts if part)


def _file_line(draft: Draft, report: Report, words: Words) -> None:
    """The file in one line, with what was repaired while it was read one click away."""
    rows = rows_of(report)
    notes: dict[str, int] = {}
    for (code, _, _), count in report.findings.notes.items():
        notes[code] = notes.get(code, 0) + count
    listed = [(words(NOTES.get(code, code)), words.number(count)) for code, count in notes.items()]
    with st.container(border=True, key="intake_file"):
        st.html(
            templates.render(
                "intake_file",
                file=draft.file,
                note=words("{count} baris data", count=words.number(rows.all)),
                summary=words("{count} jenis pembacaan otomatis", count=len(listed)),
                notes=listed,
            )
        )
