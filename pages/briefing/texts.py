"""What a person adds to a screen: its message, a sentence, what is asked of whom, notes, and the time that it may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from data.briefing import (
    LONGEST_AGENCY,
    LONGEST_ASK,
    LONGEST_NOTES,
    LONGEST_TITLE,
    MOST_ASKS,
    Ask,
    Item,
    Order,
)
from data.words import Problem, Words
from pages import templates
from pages.briefing.screen import Screen
from pages.briefing.stage import STAGES, Written, fitted


def edit_texts(order: Order, at: int, screen: Screen, words: Words, keep: Callable[[Order], None]) -> None:
    """The form; what has no room on the wall is refused before it is kept, with how much there is too much of."""
    item = order.items[at]
    with st.form(f"brief_texts_{order.id}_{at}"):
        changed = _asked_for(item, screen, words)
        if st.form_submit_button(words("Simpan layar ini"), type="primary"):
            _keep(order, at, changed, screen, words, keep)


def _asked_for(item: Item, screen: Screen, words: Words) -> Callable[[], Item]:
    title = st.text_input(
        words("Pesan (kosong: dari angkanya)"),
        item.title,
        max_chars=LONGEST_TITLE,
        placeholder=screen.written.title,
    )
    text = st.text_input(
        words("Kalimat (kosong: dari angkanya)"),
        item.text,
        max_chars=2 * LONGEST_TITLE,
        placeholder=" ".join(screen.written.said),
    )
    asks = [_ask(at, item, words) for at in range(MOST_ASKS)]
    notes = st.text_area(
        words("Catatan penyaji (tidak pernah di layar penonton)"), item.notes, max_chars=LONGEST_NOTES
    )
    seconds = st.number_input(words("Waktu, detik"), 5, 3_600, item.seconds, step=15)

    def changed() -> Item:
        filled = tuple(
            Ask(agency.strip(), what.strip()) for agency, what in asks if agency.strip() or what.strip()
        )
        return replace(
            item, title=title.strip(), text=text.strip(), asks=filled, notes=notes, seconds=int(seconds)
        )

    return changed


def _ask(at: int, item: Item, words: Words) -> tuple[str, str]:
    """What is asked of one agency: its name, and what."""
    known = item.asks[at] if at < len(item.asks) else Ask("", "")
    left, right = st.columns([1, 2], gap="small")
    number = words.number(at + 1)
    with left:
        agency = st.text_input(
            words("Instansi {n}", n=number),
            known.agency,
            max_chars=LONGEST_AGENCY,
            key=f"ask_of_{item!r}_{at}",
        )
    with right:
        what = st.text_input(
            words("Yang diminta {n}", n=number),
            known.what,
            max_chars=LONGEST_ASK,
            key=f"ask_what_{item!r}_{at}",
        )
    return agency, what


def _keep(
    order: Order,
    at: int,
    changed: Callable[[], Item],
    screen: Screen,
    words: Words,
    keep: Callable[[Order], None],
) -> None:
    try:
        item = changed()
        too_long = over(item, screen)
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    if too_long:
        st.error(
            words(
                "Teks ini tidak muat di layar: kurang ruang setinggi {n} baris. Pendekkan pesan, kalimat, atau permintaannya.",
                n=words.number(too_long),
            )
        )
        return
    keep(order.changed(at, item))
    st.rerun()


def over(item: Item, screen: Screen) -> int:
    """How many lines of the wall are missing for what a person wrote, on the stage that has the least room; 0: none."""
    said = (item.text,) if item.text else ()
    written = Written(
        item.title or screen.written.title,
        screen.written.number,
        screen.written.beside,
        said,
        tuple((ask.agency, ask.what) for ask in item.asks),
        screen.written.asks_heading,
    )
    missing = max(_missing(fitted(stage, written), written) for stage in STAGES)
    return -(-missing // 58) if missing > 0 else 0


def _missing(room: object, written: Written) -> int:
    """Pixels that are missing; a sentence of one's own that was left out for want of room counts as one line."""
    over, said = getattr(room, "over", 0), getattr(room, "said", ())
    return max(int(over), 58 if len(said) < len(written.said) else 0)
