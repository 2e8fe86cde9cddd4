"""The draft letters of an employer: two buttons for each that may be written today, and why others may not be."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data.clock import today
from data.letters import Held, Letter, held_back, letters_for
from data.months import month_end
from data.words import Words
from pages import templates, widgets
from pages.paper import letter_docx, letter_pdf
from pages.session import Place
from pages.templates import KIND_NAMES, STEP_NAMES


def show_letters(place: Place, employer: str, words: Words) -> None:
    """Below the next steps: what of them is a letter. Only of the newest month: an older one has been acted upon since."""
    st.subheader(words("Draf surat"))
    newest = place.reading.months[-1]
    if place.month != newest:
        said = words("Surat hanya dibuat menurut bulan terbaru, {month}.", month=words.date(newest))
        st.html(templates.note(said))
        return
    on = max(today(), month_end(place.month))
    letters = letters_for(place.reading, employer, place.month, on)
    if letters:
        st.html(templates.note(_dated(on, place, words)))
    for letter in letters:
        _offer(letter, f"{employer}-{place.month}", words)
    held = held_back(place.reading, employer, place.month, on)
    if notes := _notes(letters, held, on, words):
        st.html(templates.note(" ".join(notes)))


def _dated(on: date, place: Place, words: Words) -> str:
    """The steps above are told as of the month's end; a letter bears the day on which it is written."""
    end = month_end(place.month)
    return words(
        "Bertanggal {day}, menurut data per {as_of}: yang dicatat sesudahnya belum termasuk. Surat berbahasa Indonesia.",
        day=words.date(on),
        as_of=words.date(end),
    )


def _offer(letter: Letter, name: str, words: Words) -> None:
    """A letter as PDF and as DOCX, made when it is asked for."""
    key = f"letter_{letter.kind}_{letter.step}_{letter.case}"
    st.html(templates.note(_about(letter, words)))
    with st.container(horizontal=True, key=f"take_{key}"):
        for kind, make in (("pdf", letter_pdf), ("docx", letter_docx)):
            widgets.file_button(
                f"draf-{letter.step}-{letter.kind}-{name}",
                kind,
                lambda make=make: make(letter),  # type: ignore[misc]
                words,
                key,
                words("Draf surat ({kind})", kind=kind.upper()),
            )


def _about(letter: Letter, words: Words) -> str:
    """What the letter does, and the last day that it gives."""
    name = words(STEP_NAMES[letter.step])
    about = words(KIND_NAMES[letter.kind])
    if letter.limit is None:
        return words("{step}, {kind}: surat tanpa tenggat dari aturan.", step=name, kind=about)
    day = words.date(letter.limit.day)
    return words("{step}, {kind}: surat memberi waktu sampai {date}.", step=name, kind=about, date=day)


def _notes(letters: tuple[Letter, ...], held: tuple[Held, ...], on: date, words: Words) -> list[str]:
    """Why no letter, or not yet, is written; that a step is done otherwise is said only where there is no letter."""
    waiting = [_waits(one, on, words) for one in held if one.limit is not None]
    if letters or waiting:
        return waiting
    steps = [words(STEP_NAMES[one.step]) for one in held if one.step]
    if not steps:
        return [words("Tidak ada surat: tidak ada langkah yang terbuka.")]
    return [
        words(
            "Tidak ada surat: {steps} bukan surat yang ditulis BPJS Ketenagakerjaan.", steps=", ".join(steps)
        )
    ]


def _waits(held: Held, on: date, words: Words) -> str:
    assert held.limit is not None  # noqa: S101 - whoever waits, waits for a day
    said = words(
        "{step} baru boleh ditulis sesudah {date}, akhir tenggat langkah sebelumnya: sisa {n} hari.",
        step=words(STEP_NAMES[held.step]),
        date=words.date(held.limit),
        n=words.number((held.limit - on).days),
    )
    return words("{said} Batas itu belum dikonfirmasi.", said=said) if held.unconfirmed else said
