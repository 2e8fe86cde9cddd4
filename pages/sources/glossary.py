"""The words of the product as a table: what each means, what is not said for it, and the law that it is of."""

from __future__ import annotations

import streamlit as st

from data.glossary import Term, glossary
from data.words import Words
from pages import templates

_HEADS = ("Istilah", "Artinya", "Tidak dipakai", "Dasar")


def word_list(words: Words) -> None:
    """Every word in the order of its first letter, with the day as of which they hold."""
    held = glossary()
    note = words(
        "{n} istilah, posisi per {date}: satu kata untuk satu hal, sama di semua halaman, unduhan, dan cetakan.",
        n=words.number(len(held.term)),
        date=words.date(held.as_of),
    )
    rows = [_row(term, words) for term in sorted(held.term, key=lambda term: _name(term, words).casefold())]
    table = templates.stack([words(head) for head in _HEADS], rows, wide=(0, 1))
    st.html(templates.together(templates.note(note), table))


def _name(term: Term, words: Words) -> str:
    return term.id if words.language == "id" else term.en


def _row(term: Term, words: Words) -> list[str]:
    """The word in both languages where they differ, since a reader may know it from the other."""
    other = term.en if words.language == "id" else term.id
    name = templates.render(
        "noted", text=_name(term, words), note="" if other == _name(term, words) else other
    )
    avoided = (*term.not_id, *term.alone_id) if words.language == "id" else term.not_en
    return [name, words.of(term, "meaning"), ", ".join(avoided), term.law]
