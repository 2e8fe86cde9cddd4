"""The form that takes down what came of a call or a visit, in a dialog over the list that it was opened from."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from secrets import token_hex
from typing import Any

import streamlit as st

from data.clock import today
from data.parsing import read_number
from data.queries import Reading, own_employer
from data.visits import CALLED, KINDS, LIMITS, MOST_DAYS, PAID, PROMISED, RESULTS, Amount, BadVisit, Report
from data.words import Problem, Words
from pages import session, templates
from pages.session import Place
from pages.widgets.visits.book import visits_of
from pages.widgets.visits.said import KIND_NAMES, RESULT_NAMES
from pages.widgets.visits.taken_back import tell_kept

# In the session's state: the list number of the employer whose form is to be opened, and the form that was kept last.
_ASKED, _DONE = "visit_asked", "visit_form_kept"
_DAY = "DD/MM/YYYY"
# A promise is usually one for the next week or two.
_USUAL_DAYS = 14


def ask_result(employer: str) -> None:
    """Open the form of an employer (its list number) in the run that follows; for a callback of a widget."""
    st.session_state[_ASKED] = employer


def show_asked_form(place: Place, words: Words) -> None:
    """The form, where a callback has asked for it; called once in the part of a page that the callback runs."""
    employer = st.session_state.pop(_ASKED, "")
    if employer:
        st.dialog(words("Catat hasil telepon atau kunjungan"))(_form)(
            place.reading, employer, token_hex(4), words
        )


def _form(reading: Reading, employer: str, form: str, words: Words) -> None:
    """The fields have keys of their employer: another's form never begins with what was typed into this one."""
    with session.telling():
        row = own_employer(reading, employer, reading.months[-1])
        st.html(templates.note(" · ".join(filter(None, (str(row["name"]), str(row["npp"]))))))
        asked = _asked_for(str(row["officer"]), employer, words)
        refused = st.container()  # above the button, where it is seen
        if (
            st.button(words("Simpan"), type="primary", key="visit_save")
            and st.session_state.get(_DONE) != form
        ):
            with refused:
                _keep(asked, reading, str(row["name"]), form, words)


def _asked_for(officer: str, employer: str, words: Words) -> dict[str, Any]:
    """The fields of a report, as far as they are filled in; amounts are texts as yet."""
    said: dict[str, Any] = {"employer": employer}
    left, right = st.columns(2, gap="small")
    with left:
        said["kind"] = st.segmented_control(
            words("Cara"),
            KINDS,
            default=CALLED,
            required=True,
            format_func=lambda kind: words(KIND_NAMES[kind]),
            key=f"visit_kind_{employer}",
        )
    with right:
        said["on"] = st.date_input(
            words("Tanggal"), today(), max_value=today(), format=_DAY, key=f"visit_on_{employer}"
        )
    said["result"] = st.selectbox(
        words("Hasil"),
        RESULTS,
        format_func=lambda result: words(RESULT_NAMES[result]),
        key=f"visit_result_{employer}",
    )
    said |= _amount_asked(said["result"], employer, words)
    left, right = st.columns(2, gap="small")
    with left:
        said["next_on"] = st.date_input(
            words("Jadwal berikutnya"),
            None,
            max_value=_until(MOST_DAYS),
            format=_DAY,
            key=f"visit_next_{employer}",
        )
    with right:
        said["officer"] = st.text_input(
            words("Petugas"), officer, max_chars=LIMITS["officer"], key=f"visit_officer_{employer}"
        )
    label = words("Catatan singkat, tanpa data pribadi pekerja (nama, NIK, nomor KPJ, upah)")
    said["note"] = st.text_input(label, max_chars=LIMITS["note"], key=f"visit_note_{employer}")
    return said


def _amount_asked(result: str, employer: str, words: Words) -> dict[str, Any]:
    """Rupiah and day of a promise, or of what the employer says that it has paid; nothing of another result."""
    if result not in (PROMISED, PAID):
        return {}
    is_promise = result == PROMISED
    key = f"{'promise' if is_promise else 'paid'}_{employer}"
    left, right = st.columns(2, gap="small")
    with left:
        label = words("Jumlah yang dijanjikan") if is_promise else words("Jumlah yang dinyatakan dibayar")
        rupiah = st.text_input(
            label, placeholder=words("mis. 5.000.000 atau 5 juta"), max_chars=30, key=f"visit_rupiah_{key}"
        )
    with right:
        if is_promise:
            day = st.date_input(
                words("Dibayar sampai tanggal"),
                _until(_USUAL_DAYS),
                max_value=_until(MOST_DAYS),
                format=_DAY,
                key=f"visit_day_{key}",
            )
        else:
            day = st.date_input(
                words("Dibayar pada tanggal"), today(), max_value=today(), format=_DAY, key=f"visit_day_{key}"
            )
    return {"promise" if is_promise else "paid": (rupiah, day)}


def _until(days: int) -> date:
    return today() + timedelta(days=days)


def _keep(said: dict[str, Any], reading: Reading, name: str, form: str, words: Words) -> None:
    """Put it on record once, however often the button is pressed, or say why not."""
    try:
        amounts: dict[str, Any] = {name: _amount(*said[name]) for name in ("promise", "paid") if name in said}
        visit = visits_of(reading).add(Report(**{**said, **amounts}), reading, today())
    except Problem as problem:
        st.error(templates.plain(words.explain(problem)))
        return
    except OSError:
        st.error(words("Penyimpanan tidak dapat ditulis, jadi hasil ini belum tersimpan. Coba lagi."))
        return
    st.session_state[_DONE] = form
    tell_kept(visit, name)
    st.rerun()


def _amount(text: str, day: date | None) -> Amount | None:
    """What was typed as rupiah; an empty field is none."""
    if not text.strip():
        return None
    rupiah = read_number(text, "rupiah")
    if rupiah != int(rupiah):
        raise BadVisit("Tulis rupiah bulat, tanpa sen.")
    return Amount(int(Decimal(rupiah)), day or today())
