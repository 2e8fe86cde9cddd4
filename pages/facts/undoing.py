"""The last change of the facts, undone: what would be lost is said before anything happens."""

from __future__ import annotations

import streamlit as st

from data.facts import LastChange, in_force, last_change, undo_facts
from data.tables import Overlaid, difference
from data.words import Problem, Words
from pages import digest, session, templates
from pages.facts.draft import forget_draft
from pages.facts.names import code_names, counts
from pages.facts.rehearsal import changed_rows


def offer_undo(turn: int, own: Overlaid, words: Words) -> None:
    """A button that opens what an undo would lose, and the one that does it; closed again in another `turn`."""
    popover = st.popover(words("Batalkan rilis terakhir"), key=f"facts_undo_{turn}", on_change="rerun")
    if popover.open:
        with popover:
            _offer(own, words)


def _offer(own: Overlaid, words: Words) -> None:
    try:
        last = last_change(session.store("sendiri"))
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    if last is None:
        st.markdown(words("Belum ada rilis data rujukan, jadi tidak ada yang bisa dibatalkan."))
        return
    before = in_force(last.before, session.embedded_facts())
    _loss(last, own, before, words)
    if st.button(words("Ya, batalkan"), key="facts_undo_now", type="primary"):
        _undo(last, words)


def _loss(last: LastChange, own: Overlaid, before: Overlaid, words: Words) -> None:
    """What the release had changed, and what becomes of each row."""
    found = {name: difference(name, own.tables[name], before.tables[name]) for name in own.tables}
    found = {name: one for name, one in found.items() if one}
    text = words(
        "Rilis {n} (“{title}”, terbit {time}) dibatalkan: {counts}.",
        n=words.number(last.release.number),
        title=last.release.entry.title,
        time=session.said_time(last.release.at, words),
        counts=counts(found, words),
    )
    if not last.alone:
        text += " " + words("Data pemberi kerja tetap, juga yang terbit sesudahnya.")
    st.html(templates.note(text))
    said = code_names(own.tables, own.facts.regions, words)
    st.html(changed_rows(found, own.tables, before.tables, said, words))


def _undo(last: LastChange, words: Words) -> None:
    viewer, newest = session.viewer(), session.release("sendiri")
    if not viewer.may_publish:
        return
    try:
        undone = undo_facts(
            session.store("sendiri"),
            session.embedded_facts(),
            # Without the title of that release, which may be the name of a file: this one is told to everybody.
            title=words("Pembatalan data rujukan rilis {n}", n=words.number(last.release.number)),
            viewer=viewer,
            on=newest.number if newest else 0,
        )
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    session.record("undone", f"sendiri {undone.number if undone else 0}")
    digest.begin(session.embedded_facts())
    st.session_state["facts_said"] = words("Rilis {n} dibatalkan.", n=words.number(last.release.number))
    forget_draft()
    st.rerun()
