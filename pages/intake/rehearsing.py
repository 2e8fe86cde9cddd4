"""What the file would change, before it counts: the maps, each table before and after, and the file's own sum."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from data.intake import Draft, Rehearsal, Report, TableChange, Walk, walks
from data.words import Problem, Words
from pages import session, templates
from pages.intake.names import RUPIAH_SUMS, STEPS, SUMS, TABLES
from pages.intake.pictures import known, show_pictures, signed, tight


def show_rehearsal(draft: Draft, report: Report, rehearsal: Rehearsal | None, words: Words) -> bool:
    """The rehearsal at the right of the page, always in sight; whether the ledger can be worked out with it."""
    fits = True
    note = words("belum terbit")
    if rehearsal is not None and rehearsal.on:
        note = words("belum terbit; sekarang berlaku rilis {number}", number=rehearsal.on)
    st.html(templates.render("intake_part", title=words("Uji coba"), note=note))
    if rehearsal is None or not rehearsal.tables:
        st.html(
            templates.note(words("Belum ada baris yang siap. Jawab pertanyaan atau perbaiki yang salah."))
        )
    else:
        try:
            show_pictures(draft, rehearsal, words)
        except Problem as problem:  # a month for which no law is known, a storage that does not answer
            st.error(templates.plain(words.explain(problem)))
            fits = False
        st.html(_tables(rehearsal, words))
    several = len(report.blocks) > 1
    for found in walks(report):
        st.html(_walk(found, words, several=several))
    return fits


def _tables(rehearsal: Rehearsal, words: Words) -> Markup:
    """For each table its rows before and after, what is new, changed or gone, and its sums."""
    parts = []
    for name, change in rehearsal.seen_by(session.viewer()).items():
        before, after = words.number(len(change.before)), words.number(len(change.after))
        rows = [(words("Jumlah baris"), before, after, _counts(change, words)), *_sums(name, change, words)]
        heads = [_named(name, change, words), words("Sekarang"), words("Setelah"), words("Beda")]
        parts.append(tight(heads, rows, (1, 2, 3)))
    return templates.together(*parts)


def _named(name: str, change: TableChange, words: Words) -> str:
    """A table's name, with the months of which the rows are counted: those that the file brings alone."""
    named = words(TABLES.get(name, name))
    if not change.months:
        return named
    first, last = words.date(change.months[0]), words.date(change.months[-1])
    return f"{named}, {first}" if first == last else f"{named}, {first} – {last}"


def _sums(name: str, change: TableChange, words: Words) -> list[tuple[str, str, str, str]]:
    """The sums of a table that say something; minimum wages of several regions are not to be added up."""
    if name == "minimum_wages":
        return []
    return [
        (
            words(SUMS[column]) + (" (Rp)" if column in RUPIAH_SUMS else ""),
            known(before, words),
            known(after, words),
            "–" if before is None or after is None else signed(after - before, words),
        )
        for column, (before, after) in change.sums().items()
        if column in SUMS and (before or after)
    ]


def _counts(change: TableChange, words: Words) -> str:
    said = [
        words("{count} baru", count=words.number(len(change.new))) if len(change.new) else "",
        words("{count} berubah", count=words.number(len(change.changed))) if len(change.changed) else "",
        words("{count} hilang", count=words.number(len(change.gone))) if len(change.gone) else "",
    ]
    return ", ".join(part for part in said if part) or words("sama")


def _walk(found: Walk, words: Words, *, several: bool) -> Markup:
    """From the file's own JUMLAH to ours, line by line; of which sheet, where the file has several lists."""
    unit = words("orang") if found.people else words("rupiah")
    rows = [(words("JUMLAH di berkas"), words.number(found.said))]
    rows += [
        (words(STEPS[step.what], count=words.number(step.count)), signed(step.amount, words))
        for step in found.steps
    ]
    rows.append((words("Jumlah kita"), words.number(found.ours)))
    heading = f"{found.heading} · {found.sheet}" if several and found.sheet else found.heading
    head = words("JUMLAH berkas dan jumlah kita: {heading}", heading=heading)
    return tight([head, unit], rows, (1,), summed=True)
