"""One open file: six steps with their state, a sentence that accounts for every row, and what is to be done."""

from __future__ import annotations

import time

import streamlit as st
from pandera.errors import SchemaErrors
from streamlit.delta_generator import DeltaGenerator

from data.intake import Draft, Question, Rehearsal, Report, history, rows_of
from data.words import Problem, Words
from pages import session, templates
from pages.intake import desk
from pages.intake.dropping import refusal_card, said_rows
from pages.intake.mapping import show_mapping
from pages.intake.names import FIELDS, NOTES, PERSON_NOTES, TABLES
from pages.intake.questions import show_questions
from pages.intake.rehearsing import show_rehearsal
from pages.intake.repairs import show_repairs
from pages.intake.taking import counts_of
from pages.intake.terms import publish_bar

# Notes that count rows which are no data.
_NO_DATA = ("title_row", "total_row", "repeated_header", "footer")
# Seconds after which somebody who waits is told how far it is.
_GLANCE = 0.3


def show_file(draft: Draft, words: Words) -> None:
    """The draft that is open: at the left what is to be done, at the right what it would change."""
    place = st.empty()
    report = _read(draft, place, words)
    if report.refused is not None:
        _refused(report, words)
        return
    rehearsal = _rehearsed(draft, report, place, words)
    place.empty()
    draft = _counted(draft, report)
    st.html(_steps(report, words))
    st.html(
        templates.render("intake_lead", lead=said_rows(report, words), note=_provenance(draft, report, words))
    )
    _notices(draft, report, words)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        _file_line(draft, report, words)
        show_mapping(draft, report, words)
        show_questions(draft, report, words)
        show_repairs(draft, report, words)
    with right, st.container(key="intake_rehearsal"):
        fits = show_rehearsal(draft, report, rehearsal, words)
    publish_bar(draft, report, rehearsal if fits else None, words)


def _refused(report: Report, words: Words) -> None:
    refusal = report.refused
    if refusal is not None:
        refusal_card(report.file, refusal, words)
    st.button(
        words("Pilih berkas lain"), key="intake_other", type="primary", on_click=desk.open_draft, args=(None,)
    )


def _read(draft: Draft, place: DeltaGenerator, words: Words) -> Report:
    """What the file says; how far it is read is shown in `place` once that takes longer than a glance."""
    begun = time.monotonic()

    def tell(done: float, step: str) -> None:
        if time.monotonic() - begun > _GLANCE:
            place.progress(min(done, 1.0), templates.plain(words.say(step)))

    return desk.report_of(draft, tell)


def _counted(draft: Draft, report: Report) -> Draft:
    """The draft with its rows counted, kept where they are others than before: the inbox says them without reading."""
    counts = counts_of(report)
    if tuple(draft.counts) != counts:
        desk.change(counts=counts)
    return desk.opened() or draft


def _notices(draft: Draft, report: Report, words: Words) -> None:
    """What was found when the file was dropped, that it is published already, and what has to be brought first."""
    said = list(map(words.say, desk.told()))
    said += _published_already(draft, words)
    if "contributions" in report.tables and not desk.desk(draft.office).register.by_npp:
        said.append(
            words(
                "Belum ada daftar pemberi kerja yang terbit, jadi tidak satu NPP pun dikenal. Bawa dulu daftar pemberi "
                "kerja; berkas ini menunggu di kotak masuk dan dibaca lagi sesudahnya."
            )
        )
    for text in said:
        st.info(templates.plain(text))


def _published_already(draft: Draft, words: Words) -> list[str]:
    """That a part of the file, or the very same file, is published, or was until somebody has undone it."""
    valid = desk.in_force()
    if draft.release and draft.release not in valid:
        return [
            words(
                "Rilis {number}, yang memuat sebagian berkas ini, sudah dibatalkan. Terbitkan lagi bila perlu.",
                number=draft.release,
            )
        ]
    if draft.release:
        return [
            words(
                "Sebagian berkas ini sudah terbit sebagai rilis {number}. Perbaiki sisanya di sini; yang sudah terbit tidak "
                "terhitung dua kali.",
                number=draft.release,
            )
        ]
    return [
        words(
            "Berkas yang persis sama sudah terbit sebagai rilis {number} pada {time}.",
            number=release.number,
            time=session.said_time(release.at, words),
        )
        for release, details in history(desk.store())
        if details.get("digest") == draft.digest
        and details.get("office") == draft.office
        and release.number in valid
    ][:1]


def _rehearsed(draft: Draft, report: Report, place: DeltaGenerator, words: Words) -> Rehearsal | None:
    """What would change; None, and said, where the rows would break a rule of the tables, or are not one's to change."""
    try:
        with place.container(), st.spinner(words("Menyusun uji coba …"), show_time=False):
            rehearsal = desk.rehearsal_of(draft, report)
            rehearsal.check_for(session.viewer())
            return rehearsal
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return None
    except SchemaErrors as error:
        cases = error.failure_cases
        column, value = str(cases["column"].iloc[0]), str(cases["failure_case"].iloc[0])
        named = words(FIELDS[column]) if column in FIELDS else column
        st.error(
            words(
                "Baris ini belum dapat terbit: kolom {column} berisi {found}, yang tidak diterima tabelnya.",
                column=templates.plain(named),
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
    """What kind of list it is, where it was read, what was dropped of it, and whether its mapping is remembered."""
    tables = ", ".join(words(TABLES[name]) for name in report.tables if name in TABLES)
    parts = [tables, words("berkas dibaca di komputer ini")]
    dropped = [
        f"{words.number(draft.noted[code])} {words(NOTES[code])}"
        for code in PERSON_NOTES
        if code in draft.noted
    ]
    if dropped:
        parts.append(words("{dropped}, tidak disimpan", dropped=", ".join(dropped)))
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
                note=words(
                    "{count} baris data, {other} bukan data (judul, jumlah, tanda tangan)",
                    count=words.number(rows.all),
                    other=words.number(sum(draft.noted.get(code, 0) for code in _NO_DATA)),
                ),
                summary=words("{count} jenis pembacaan otomatis", count=len(listed)),
                notes=listed,
            )
        )
