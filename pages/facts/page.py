"""The page of an organisation's own facts: a table to edit, what that would change, and the release that makes it so."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.access import PUBLIK
from data.facts import publish_facts
from data.tables import ADDED, REPLACED, Overlaid, embedded_tables
from data.words import Problem, Words
from pages import digest, session, templates, widgets
from pages.facts.draft import Checked, Draft, checked, draft, forget_draft
from pages.facts.editor import edit_table
from pages.facts.names import code_names, counts, table_name, tables_in_order
from pages.facts.reading import beside_embedded, show_read_only
from pages.facts.rehearsal import changed_rows, wrong_cells
from pages.facts.restoring import offer_embedded
from pages.facts.undoing import offer_undo

_SAID = "facts_said"  # in the session's state: what was published or undone just now


def show_facts() -> None:
    """The page. Only who may publish edits; others are told who may."""
    session.current_view(session.SHARED, "rujukan")
    words = session.words()
    widgets.address_warnings(words)
    widgets.page_head(st.container(), words("Data rujukan"), "", _lead(session.own_facts(), words))
    if session.viewer().may_publish:
        _begin(words)
    else:
        st.info(
            words(
                "Data rujukan (target, kantor, wilayah kerja, loket, kesepakatan, data publikasi) diubah oleh peran "
                "Pengelola data. Pilih peran itu di atas bila Anda mengelolanya."
            )
        )
        if session.viewer().role != PUBLIK.role:
            show_read_only(words)
    widgets.page_footer(words)


def _lead(own: Overlaid, words: Words) -> str:
    """How much of the facts is the organisation's own."""
    added, replaced, withdrawn = own.count(ADDED), own.count(REPLACED), own.withdrawn_count
    if not added + replaced + withdrawn:
        return words("Semua baris masih bawaan; belum ada yang ditambah, diganti, atau dicabut.")
    return words(
        "Di atas data bawaan: {added} baris ditambah, {replaced} diganti, {withdrawn} dicabut.",
        added=words.number(added),
        replaced=words.number(replaced),
        withdrawn=words.number(withdrawn),
    )


def _begin(words: Words) -> None:
    """The table to edit; where the releases cannot be read, nobody knows what an edit would be laid over."""
    try:
        session.release("sendiri")
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    _work()


@session.fragment()
def _work() -> None:
    """The controls, the rehearsal in one line, the table, and below it what is wrong or would change.

    The places above the table are held, so that the table stays where it is while it is edited.
    """
    words, own = session.words(), session.own_facts()
    newest = session.release("sendiri")
    kept = draft(newest.number if newest else 0, own)
    controls = st.container(horizontal=True, vertical_alignment="bottom", key="facts_controls")
    line = st.container(key="facts_line")
    name = controls.selectbox(
        words("Tabel"),
        tables_in_order(),
        format_func=lambda one: table_name(one, words),
        key="facts_table",
        width=260,
        help=words("Cari di dalam tabel: klik tabelnya, lalu tekan Ctrl+F."),
    )
    embedded = session.embedded_facts()
    edit_table(name, kept, own, embedded, words)
    found = checked(kept, own, embedded)
    with controls:
        refused = _publishing(kept, found, words)
        offer_embedded(name, kept, own, embedded_tables(embedded)[name], words)
        offer_undo(kept.turn, own, words)
    if refused is not None:
        line.error(templates.plain(words.explain(refused)))
    line.html(templates.note(_state(kept, found, words)))
    _below(name, found, own, embedded_tables(embedded), words)


def _state(kept: Draft, found: Checked, words: Words) -> str:
    """The rehearsal in one line."""
    if kept.moved:
        return words(
            "Rilis {n} terbit sementara Anda menyunting. Perubahan Anda kini di atas rilis itu: periksa lagi, lalu terbitkan.",
            n=words.number(kept.on),
        )
    if found.breaches:
        return words(
            "{n} sel belum benar, jadi belum dapat diterbitkan; daftarnya di bawah tabel.",
            n=words.number(len(found.breaches)),
        )
    if found.differences:
        said = counts(found.differences, words)
        return words("Bila diterbitkan: {counts}. Yang lain tetap.", counts=said)
    if said := st.session_state.pop(_SAID, ""):
        return str(said)
    return words(
        "Belum ada perubahan. Ubah selnya, tambah baris di ujung bawah tabel, atau hapus centang Berlaku."
    )


def _below(
    name: str, found: Checked, own: Overlaid, embedded: Mapping[str, pd.DataFrame], words: Words
) -> None:
    """What is wrong, else what would change, else where the table in force is another than the embedded one."""
    said = code_names(found.frames, own.facts.regions, words)
    if found.breaches:
        st.html(wrong_cells(found.breaches, words))
    elif found.differences:
        st.html(changed_rows(found.differences, own.tables, found.frames, said, words))
    else:
        beside_embedded(name, own, embedded, said, words)


def _publishing(kept: Draft, found: Checked, words: Words) -> Problem | None:
    """Title, and the buttons that publish or let go; why nothing was published, None when nothing refused.

    A press counts once the table of the same run was checked, and on the release that the reader saw.
    """
    standard = ", ".join(table_name(name, words) for name in found.differences)
    title = st.text_input(
        words("Judul rilis"),
        key=f"facts_title_{kept.turn}",
        placeholder=standard or words("Data rujukan"),
        width=260,
    )
    ready = bool(found.differences) and not found.breaches
    pressed = st.button(words("Terbitkan"), key="facts_publish", type="primary", disabled=not ready)
    if st.button(words("Buang perubahan"), key="facts_drop", disabled=not kept.edited):
        forget_draft()
        st.rerun()
    if pressed and ready and not kept.moved and session.viewer().may_publish:
        return _publish(kept, found, title.strip() or standard, words)
    return None


def _publish(kept: Draft, found: Checked, title: str, words: Words) -> Problem:
    """Publish what was checked and begin anew; comes back only with what refused."""
    try:
        release = publish_facts(
            session.store("sendiri"),
            session.embedded_facts(),
            {name: found.frames[name].reset_index(drop=True) for name in found.differences},
            title=title,
            viewer=session.viewer(),
            on=kept.on,
        )
    except Problem as problem:
        return problem
    session.record("published", f"sendiri {release.number}")
    digest.begin(session.embedded_facts())
    said = counts(found.differences, words)
    st.session_state[_SAID] = words(
        "Rilis {n} terbit: {counts}.", n=words.number(release.number), counts=said
    )
    forget_draft()
    st.rerun()
